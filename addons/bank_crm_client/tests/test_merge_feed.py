from odoo.addons.bank_crm_exchange.tests.common import FeedCommon
from odoo.tests import tagged

HEADER = "change_id,change,date,old_id,new_id,account_id"


@tagged("post_install", "-at_install")
class TestMergeFeed(FeedCommon):
    """Merged clients and the feeds that go on about them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load_clients("C1", "C2")
        cls._load_accounts(("A1", "C1"), ("A2", "C2"))
        cls.kept, cls.gone = cls._client("C1"), cls._client("C2")

    def _merge(self):
        Merge = self.env["bank.client.merge"]
        merge = Merge._prepare(self.kept, self.gone)
        if merge.client_id != self.kept:
            merge.action_swap()
        merge.sudo()._merge()
        return merge

    def test_the_feed_finds_the_one_that_stays_by_both_numbers(self):
        self._merge()
        name = self.kept.name
        self._load_accounts(("A3", "C2"), ("A4", "C1"))
        self.assertEqual(
            (self._account("A3") | self._account("A4")).client_id, self.kept
        )
        self._load_clients("C1", "C2")
        self.assertEqual((self.kept.core_number, self.kept.name), ("C1", name))
        self.assertRecordValues(
            self.gone,
            [{"active": False, "client_state": "merged", "core_number": "C2"}],
        )

    def test_after_parting_each_number_finds_its_own(self):
        merge = self._merge()
        merge.sudo()._unmerge()
        self._load_accounts(("A5", "C2"), ("A6", "C1"))
        self.assertEqual(self._account("A5").client_id, self.gone)
        self.assertEqual(self._account("A6").client_id, self.kept)

    def test_a_merge_of_the_core_is_proposed_and_its_acceptance_noted(self):
        self._load(
            "key_changes", self._rows(HEADER, "K1,client_merge,2026-11-10,C2,C1,")
        )
        change = self.env["bank.key.change"].search([("change_number", "=", "K1")])
        merge = self.env["bank.client.merge"].search(
            [("key_change_id", "=", change.id)]
        )
        self.assertRecordValues(
            merge,
            [
                {
                    "state": "proposed",
                    "client_id": self.kept.id,
                    "loser_id": self.gone.id,
                }
            ],
        )
        self.env.invalidate_all()
        act = self.env["bank.act"].search([("res_model", "=", merge._name)], limit=1)
        act.with_user(self.boss).action_accept()
        self.assertEqual(
            (act.state, merge.state, change.state), ("accepted", "done", "accepted")
        )

    def test_a_split_of_the_core_proposes_to_part_the_merged(self):
        merge = self._merge()
        change = self.env["bank.key.change"].create(
            {"change_number": "K3", "source": "core", "change": "client_split",
             "date": "2026-11-12", "old_id": "C1", "new_id": "C2",
             "client_id": self.kept.id, "other_client_id": self.gone.id}
        )  # fmt: skip
        self.env["bank.client.merge"]._part_by_core(change)
        act = self.env["bank.act"].search([("res_model", "=", merge._name)], limit=1)
        self.assertEqual((act.method, act.state), ("_unmerge", "waiting"))
