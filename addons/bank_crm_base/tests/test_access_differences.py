from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import BankCommon


@tagged("post_install", "-at_install")
class TestAccessDifferences(BankCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pavlo = cls._create_employee("compliance", cls.head_office)

    def _found(self):
        self.env.invalidate_all()
        return [
            words
            for _kind, words, _ok in self.env["bank.access.difference"]._differences()
        ]

    def _sql(self, statement, *values):
        self.env.flush_all()
        self.env.cr.execute(statement, values)
        self.env.invalidate_all()

    def test_a_fresh_bank_has_none(self):
        self.assertEqual(self._found(), [])

    def test_a_rule_switched_off_past_the_product_is_found(self):
        rule = self.env.ref("bank_crm_base.res_partner_rule_visible")
        self._sql("UPDATE ir_rule SET active = false WHERE id = %s", rule.id)
        self.assertEqual(
            self._found(),
            ["Rule “res.partner: clients that the user may see” was switched off."],
        )
        check = self.env["bank.health"]._check_rights()
        self.assertFalse(check.is_ok)
        self.assertIn("was switched off", check.detail)

    def test_a_rule_that_asks_something_else_is_found(self):
        rule = self.env.ref("bank_crm_base.res_partner_rule_visible")
        self._sql(
            "UPDATE ir_rule SET domain_force = '[(1,''='',1)]' WHERE id = %s", rule.id
        )
        self.assertIn("lets other records through", self._found()[0])

    def test_an_access_row_widened_or_added_is_found(self):
        row = self.env.ref("bank_crm_base.access_bank_contact_point_employee")
        self._sql("UPDATE ir_model_access SET perm_write = true WHERE id = %s", row.id)
        self.env["ir.model.access"].create(
            {
                "name": "by hand",
                "model_id": self.env["ir.model"]._get_id("bank.account"),
                "group_id": self.env.ref("base.group_user").id,
                "perm_read": True,
            }
        )
        found = self._found()
        self.assertIn("“Contact Point”: “Looks up clients” may now change.", found)
        self.assertIn("“by hand” on “Account” was added by hand.", found)

    def test_a_power_that_gained_another_is_found(self):
        employee = self.env.ref("bank_crm_base.group_employee")
        employee.implied_ids = [
            Command.link(self.env.ref("bank_crm_base.group_private_banking").id)
        ]
        self.env.ref("base.group_user").implied_ids = [
            Command.link(self.env.ref("bank_crm_base.group_auditor").id)
        ]
        found = " ".join(self._found())
        self.assertIn("“Looks up clients” gained: Behind the wall.", found)
        self.assertIn("hands out: Reads everything", found)

    def test_a_deleted_rule_is_found(self):
        self.env.ref("bank_crm_base.bank_contact_point_rule_visible").unlink()
        self.assertEqual(
            self._found(),
            ["“bank.contact.point: clients that the user may see” was deleted."],
        )

    def test_a_role_changed_by_two_people_is_listed_and_well(self):
        role = self.env.ref("bank_crm_base.role_teller")
        admin = self._create_employee("business_administrator", self.head_office)
        role.with_user(admin).write({"scope": "none"})
        self.env["bank.act"].search([], order="id desc", limit=1).with_user(
            self.pavlo
        ).action_accept()
        [(kind, words, is_agreed)] = self.env["bank.access.difference"]._differences()
        self.assertEqual((kind, is_agreed), ("role", True))
        self.assertIn("was shipped with “Branch and all units below”", words)
        self.assertTrue(self.env["bank.health"]._check_rights().is_ok)
        # What was changed after that past the product is not covered by it.
        self._sql("UPDATE bank_role SET scope = 'bank' WHERE id = %s", role.id)
        [(kind, words, is_agreed)] = self.env["bank.access.difference"]._differences()
        self.assertEqual((kind, is_agreed), ("role", False))

    def test_the_list_is_for_who_answers_for_access(self):
        rule = self.env.ref("bank_crm_base.res_partner_rule_visible")
        self._sql("UPDATE ir_rule SET active = false WHERE id = %s", rule.id)
        Difference = self.env["bank.access.difference"]
        action = Difference.with_user(self.pavlo).action_check()
        self.assertEqual(action["res_model"], "bank.access.difference")
        self.assertEqual(len(Difference.with_user(self.pavlo).search([])), 1)
        with self.assertRaises(AccessError):
            Difference.with_user(self.olena).action_check()
