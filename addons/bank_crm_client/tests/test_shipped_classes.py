from datetime import date, timedelta
from unittest.mock import patch

from odoo.addons.bank_crm_base.tests.common import TODAY
from odoo.tests import tagged

from .common_classes import ClassesCommon


@tagged("post_install", "-at_install")
class TestShippedClasses(ClassesCommon):
    """The six classes that come with the product, in a bank of five clients."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shipped = {
            code: cls.env.ref(f"bank_crm_client.standing_{code}")
            for code in ("key", "group", "shared", "potential", "dormant", "leaving")
        }
        cls.standings = cls.Standing.union(*cls.shipped.values())
        cls.standings.write({"segment_id": False, "is_rule_made": False})
        office = patch.object(
            type(cls.Standing), "_bank_office", lambda self: cls.head_office
        )
        cls.startClassPatcher(office)
        cls.env["bank.segment"].search(
            [("name", "=like", "Client class:%")]
        ).active = False
        cls.env.flush_all()
        cls.bondar.sudo().write({"funds_base": 900_000, "turnover_base": 70_000})
        cls.standings._make_rules()

    def _members(self, code):
        standing = self.shipped[code]
        standing.segment_id._refresh(TODAY)
        standing._refresh(TODAY)
        return self.Member.search(
            [("standing_id", "=", standing.id), ("date_to", "=", False)]
        ).client_id & (self.kovalenko | self.bondar | self.walled)

    def test_rules_are_made_once_and_are_the_banks_to_change(self):
        self.assertTrue(all(standing.segment_id for standing in self.standings))
        self.shipped["dormant"].segment_id = False
        self.standings._make_rules()
        self.assertFalse(self.shipped["dormant"].segment_id)

    def test_a_rule_with_amounts_waits_for_a_bank_with_money(self):
        everybody = self.env["res.partner"].search([("is_client", "=", True)])
        everybody.sudo().funds_base = 0
        key = self.shipped["key"]
        key.segment_id.active = False
        key.segment_id.flush_recordset()
        key.write({"segment_id": False, "is_rule_made": False})
        self.standings._make_rules()
        self.assertFalse(key.segment_id)
        self.bondar.sudo().funds_base = 123_456
        self.standings._make_rules()
        self.assertIn("120,000", key.segment_id.sentence)

    def test_private_clients_are_key(self):
        private = self.env.ref("bank_crm_base.client_class_private")
        self.walled.sudo().client_class_id = private
        self.assertEqual(self._members("key") & self.walled, self.walled)

    def test_members_of_households_and_not_those_who_left(self):
        group = (
            self.env["bank.client.group"]
            .sudo()
            .create({"name": "Test family", "kind": "household"})
        )
        group._add_by_hand(self.kovalenko.id, "told")
        group._add_by_hand(self.bondar.id, "told")
        group.member_ids.filtered(
            lambda member: member.client_id == self.bondar
        ).date_to = TODAY - timedelta(days=1)
        self.assertEqual(self._members("group"), self.kovalenko)

    def test_shared_while_something_is_held_elsewhere(self):
        product = self._create_product(self.bondar)
        self.assertEqual(self._members("shared"), self.bondar)
        product.action_close()
        self.assertFalse(self._members("shared"))

    def test_prospects_are_potential(self):
        self.bondar.sudo().client_state = "prospect"
        self.assertEqual(self._members("potential"), self.bondar)

    def test_dormant_after_ninety_days(self):
        everybody = self.kovalenko | self.bondar | self.walled
        everybody.sudo().last_operation_date = TODAY - timedelta(days=90)
        self.bondar.sudo().last_operation_date = TODAY - timedelta(days=91)
        self.assertEqual(self._members("dormant"), self.bondar)

    def test_dormant_without_any_operation_a_quarter_after_joining(self):
        everybody = self.kovalenko | self.bondar | self.walled
        everybody.sudo().client_since = TODAY - timedelta(days=30)
        self.walled.sudo().client_since = date(2020, 1, 1)
        self.assertEqual(self._members("dormant"), self.walled)

    def test_leaving_when_income_and_funds_fall(self):
        Behaviour = self.env["bank.client.behaviour"].sudo()
        for client, income, funds in (
            (self.kovalenko, -40, -30),
            (self.bondar, -39, -80),
            (self.walled, -90, -29),
        ):
            Behaviour.search([("client_id", "=", client.id)]).unlink()
            Behaviour.create(
                {
                    "client_id": client.id,
                    "credit_change_3m": income,
                    "balance_change_3m": funds,
                    "credit_3m": 100,
                    "debit_3m": 250,
                }
            )
        self.assertEqual(self._members("leaving"), self.kovalenko)
        member = self.Member.search(
            [
                ("standing_id", "=", self.shipped["leaving"].id),
                ("client_id", "=", self.kovalenko.id),
            ]
        )
        self.assertEqual((member.credit_change_3m, member.outflow_base), (-40, 150))

    def test_the_top_amount_is_what_the_richest_fiftieth_has(self):
        self.env["res.partner"].search([("is_client", "=", True)]).sudo().funds_base = 0
        clients = self.env["res.partner"].create(
            [
                {
                    "name": f"Top {number}",
                    "is_client": True,
                    "client_kind": "person",
                    "client_state": "client",
                    "funds_base": number * 1234,
                }
                for number in range(1, 51)
            ]
        )
        clients.flush_recordset()
        # Of fifty the 49th in order, 60 466, in two figures.
        self.assertEqual(self.Standing._top_amount("funds"), 60_000)
