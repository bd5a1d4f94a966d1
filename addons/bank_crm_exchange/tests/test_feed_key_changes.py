from datetime import date

from odoo.tests import tagged

from .common import FeedCommon

HEADER = "change_id,change,date,old_id,new_id,account_id"


@tagged("post_install", "-at_install")
class TestFeedKeyChanges(FeedCommon):
    """Numbers change in the core system; what was loaded still finds its way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load_clients("C1", "C2", "C3")
        cls._load_accounts(("A1", "C1"), ("A2", "C1"))

    def _change(self, *rows):
        return self._load("key_changes", self._rows(HEADER, *rows))

    def test_a_renumbered_client_is_found_by_both_numbers(self):
        client = self._client("C1")
        self._change("K1,client_renumber,2026-11-10,C1,C100,")
        self.assertEqual(client.core_number, "C100")
        self._load_accounts(("A3", "C100"), ("A4", "C1"))
        self.assertEqual((self._account("A3") | self._account("A4")).client_id, client)
        old = client.client_key_ids.filtered(lambda key: key.external_id == "C1")
        self.assertEqual(old.valid_to, date(2026, 11, 9))

    def test_a_merge_is_proposed_and_later_rows_reach_the_survivor(self):
        gone, kept = self._client("C2"), self._client("C1")
        self._change("K1,client_merge,2026-11-10,C2,C1,")
        change = self.env["bank.key.change"].search([("change_number", "=", "K1")])
        self.assertEqual((change.state, change.client_id, change.other_client_id),
                         ("proposed", gone, kept))  # fmt: skip
        self.assertTrue(gone.exists())
        self._load_accounts(("A5", "C2"))
        self.assertEqual(self._account("A5").client_id, kept)

    def test_a_split_moves_the_named_account(self):
        self._movements("M1,,,A2,2026-10-05,10.00,UAH,fee,")
        self._change("K1,client_split,2026-11-10,C1,C3,A2")
        self.assertEqual(self._account("A2").client_id, self._client("C3"))
        self.assertEqual(self._account("A1").client_id, self._client("C1"))
        self.assertEqual(
            self._month(self._account("A2"), "2026-10-01").client_id, self._client("C1")
        )

    def test_a_transferred_account_keeps_its_months(self):
        account = self._account("A1")
        self._movements(
            "M1,,,A1,2026-10-05,10.00,UAH,fee,", "M2,,,A1,2026-11-05,1.00,UAH,fee,"
        )
        self._change("K1,account_transfer,2026-11-10,A1,C2,")
        self.assertEqual(account.client_id, self._client("C2"))
        self.assertEqual(
            self._month(account, "2026-10-01").client_id, self._client("C1")
        )
        self.assertEqual(
            self._month(account, "2026-11-01").client_id, self._client("C2")
        )
        self._movements("M3,,,A1,2026-09-05,10.00,UAH,fee,")
        self.assertEqual(
            self._month(account, "2026-09-01").client_id, self._client("C1")
        )

    def test_a_renumbered_account_and_an_iban_change(self):
        account = self._account("A1")
        self._change(
            "K1,account_renumber,2026-11-10,A1,A100,",
            "K2,account_renumber,2026-11-10,UA00A2,UA00NEW,",
        )
        self.assertEqual(account.external_id, "A100")
        self.assertEqual(self._account("A2").number, "UA00NEW")
        self._movements(
            "M1,,,A1,2026-11-05,10.00,UAH,fee,", "M2,,,A100,2026-11-05,1.00,UAH,fee,"
        )
        self.assertEqual(account.balance, 11)

    def test_a_branch_transfer(self):
        self._change(f"K1,branch_transfer,2026-11-10,C1,{self.kharkiv.code},")
        self.assertEqual(self._client("C1").branch_id, self.kharkiv)

    def test_what_is_not_here_is_parked_and_a_change_happens_once(self):
        run = self._change("K1,client_renumber,2026-11-10,C9,C10,")
        self.assertEqual(run.parked_count, 1)
        self._load_clients("C9")
        self.assertEqual(self._client("C9"), self._client("C10"))
        self.assertEqual(self._change("K1,client_renumber,2026-11-10,C9,C10,,")
                         and self.env["bank.key.change"].search_count(
                             [("change_number", "=", "K1")]), 1)  # fmt: skip

    def test_other_systems_numbers(self):
        header = "client_id,source,external_id"
        self._load("client_keys", self._rows(header, "C1,cards,777"))
        run = self._load(
            "client_keys", self._rows(header, "C2,cards,777", "C2,cards,778")
        )
        self.assertEqual(run.reject_ids.reason, "duplicate_key")
        found = self.env["bank.client.key"].search(
            [("source", "=", "cards"), ("external_id", "in", ("777", "778"))]
        )
        self.assertEqual(len(found), 2)
