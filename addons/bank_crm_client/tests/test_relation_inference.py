from datetime import date

from odoo.tests import tagged

from .common_relations import RelationsCommon

PHONE = "+380671230001"


@tagged("post_install", "-at_install")
class TestRelationInference(RelationsCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.counterparty"].search([]).unlink()

    def _give_phone(self, *clients, value=PHONE):
        for client in clients:
            self.env["bank.contact.point"].create(
                {"client_id": client.id, "kind": "phone", "value": value}
            )

    def _propose(self):
        self._run_task("relation_proposals")
        self.env.invalidate_all()

    def _between(self, one, other):
        ids = (one | other).ids
        return self.env["bank.relation"].search(
            [("from_client_id", "in", ids), ("to_client_id", "in", ids)]
        )

    def test_a_shared_telephone_is_a_proposal_once(self):
        self._give_phone(self.kovalenko, self.holding)
        self._propose()
        found = self._between(self.kovalenko, self.holding)
        self.assertRecordValues(
            found, [{"state": "proposed", "source": "inferred", "kind": "contact"}]
        )
        self.assertIn("+380671230001", found.with_user(self.olena).why)
        self._propose()
        self.assertEqual(self._between(self.kovalenko, self.holding), found)

    def test_several_shared_facts_are_one_proposal(self):
        self._give_phone(self.kovalenko, self.holding)
        for client in self.kovalenko | self.holding:
            self.env["bank.client.address"].create(
                {"client_id": client.id, "city": "Lviv", "street": "Zelena 12, 4"}
            )
        self._propose()
        self.assertEqual(len(self._between(self.kovalenko, self.holding).found), 2)

    def test_what_was_refused_never_comes_again(self):
        self._give_phone(self.kovalenko, self.holding)
        self._propose()
        found = self._between(self.kovalenko, self.holding)
        found.with_user(self.olena).action_refuse()
        self._propose()
        self.assertEqual(self._between(self.kovalenko, self.holding).state, "refused")

    def test_a_telephone_of_a_crowd_says_nothing(self):
        crowd = self.env["res.partner"].union(
            *(self._create_client(f"Crowd {place}") for place in range(9))
        )
        self._give_phone(*crowd)
        self._propose()
        self.assertFalse(
            self.env["bank.relation"].search_count(
                [("from_client_id", "in", crowd.ids)]
            )
        )

    def test_a_family_that_is_known_is_not_proposed_for_its_telephone(self):
        self._relate(self.kovalenko, "spouse", self.bondar)
        self._give_phone(self.kovalenko, self.bondar)
        self._propose()
        self.assertEqual(len(self._between(self.kovalenko, self.bondar)), 1)

    def test_a_city_is_no_address(self):
        for client in self.kovalenko | self.holding:
            self.env["bank.client.address"].create(
                {"client_id": client.id, "city": "Lviv", "street": "Zelena"}
            )
        self._propose()
        self.assertFalse(self._between(self.kovalenko, self.holding))

    def _pays(self, client, known, credit, debit, count=8):
        self.env["bank.counterparty"].create(
            {
                "client_id": client.id, "key": f"k{known.id}", "name": known.name,
                "known_client_id": known.id, "credit_base": credit, "debit_base": debit,
                "turnover_base": credit + debit, "movement_count": count,
                "first_date": date(2026, 1, 5), "last_date": date(2026, 11, 5),
            }
        )  # fmt: skip

    def test_payments_both_ways_and_most_of_the_income_are_proposals(self):
        self._pays(self.trade, self.holding, 900, 100)
        self._pays(self.holding, self.trade, 100, 900)
        self._propose()
        found = {row.kind: row for row in self._between(self.trade, self.holding)}
        self.assertEqual(set(found), {"payment", "economic"})
        self.assertEqual(found["economic"].from_client_id, min(
            self.trade | self.holding, key=lambda c: c != found["economic"].from_client_id
        ))  # fmt: skip
        self.assertIn("100", found["economic"].why)
        self.assertEqual(
            set(self.env["bank.relation"].search([]).mapped("state")), {"proposed"}
        )

    def test_a_few_payments_say_nothing(self):
        self._pays(self.trade, self.holding, 900, 100, count=3)
        self._propose()
        self.assertFalse(self._between(self.trade, self.holding))

    def test_who_may_use_a_companys_account_signs_for_it(self):
        account = self._create_account(self.trade, "UA00RELATION1")
        self.env["bank.account.holder"].create(
            {
                "account_id": account.id, "client_id": self.kovalenko.id,
                "role": "authorised", "rights": "all rights",
            }
        )  # fmt: skip
        self._propose()
        found = self._between(self.kovalenko, self.trade)
        self.assertRecordValues(
            found,
            [{"from_client_id": self.kovalenko.id, "to_client_id": self.trade.id}],
        )
        self.assertIn("all rights", found.why)

    def test_a_setting_that_hides_telephones_hides_them_in_the_reason(self):
        self._give_phone(self.kovalenko, self.holding)
        self._propose()
        found = self._between(self.kovalenko, self.holding).with_user(self.olena)
        setting = type(self.env["bank.access.setting"])
        self.patch(
            setting,
            "_kept_back_names",
            lambda self, model: (
                frozenset({"value"}) if model == "bank.contact.point" else frozenset()
            ),
        )
        self.env.invalidate_all()
        self.assertEqual(found.why, "same telephone")

    def test_proposals_build_no_group(self):
        self._pays(self.trade, self.holding, 900, 0)
        self._propose()
        self._rebuild_groups()
        self.assertFalse(self._groups_of(self.trade))
        self.env["bank.relation"].search([("kind", "=", "economic")]).with_user(
            self.olena
        ).action_confirm()
        self._rebuild_groups()
        self.assertEqual(
            self._members_of(self._groups_of(self.trade)), self.trade | self.holding
        )
