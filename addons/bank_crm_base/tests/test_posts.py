from datetime import timedelta

from odoo.tests import tagged

from .common import TODAY, BankCommon


@tagged("post_install", "-at_install")
class TestPosts(BankCommon):
    def test_a_post_gives_the_groups_of_its_role(self):
        self.assertTrue(self.lviv_head.has_group("bank_crm_base.group_unit_head"))
        self.assertFalse(self.olena.has_group("bank_crm_base.group_unit_head"))

    def test_a_post_begins_and_ends_by_its_dates(self):
        tomorrow = TODAY + timedelta(days=1)
        self.olena.post_ids.date_to = TODAY
        self.env["bank.post"].create(
            {
                "user_id": self.olena.id,
                "branch_id": self.lviv.id,
                "role_id": self.env.ref("bank_crm_base.role_branch_head").id,
                "date_from": tomorrow,
            }
        )
        self.assertFalse(self.olena.has_group("bank_crm_base.group_unit_head"))
        self.env["bank.business.day"]._open(tomorrow)
        self.env["res.users"]._cron_apply_posts()
        self.assertTrue(self.olena.has_group("bank_crm_base.group_unit_head"))

    def test_without_a_post_only_the_sign_in_is_left(self):
        self.olena.post_ids.unlink()
        self.assertFalse(self.olena.has_group("bank_crm_base.group_employee"))
        self.assertTrue(self.olena.has_group("base.group_user"))

    def test_the_head_of_a_branch_is_who_holds_the_post(self):
        self.assertEqual(self.lviv.head_id, self.lviv_head)

    def test_every_role_of_the_bank_exists(self):
        codes = set(self.env["bank.role"].search([]).mapped("code"))
        for code in (
            "contact_centre_operator", "retail_manager", "corporate_manager", "private_banker",
            "branch_head", "regional_head", "head_office", "credit_officer", "underwriter",
            "committee_member", "collector", "recovery_lawyer", "marketer", "service_agent",
            "knowledge_editor", "business_administrator", "system_administrator", "auditor",
            "teller", "service_head", "complaints_officer", "contact_centre_head",
            "collection_head", "committee_secretary", "collateral_officer",
            "loan_administration", "compliance", "product_owner", "data_steward",
            "legal_service",
        ):  # fmt: skip
            self.assertIn(code, codes)

    def test_every_employee_reads_the_names_of_roles(self):
        role = self.env.ref("bank_crm_base.role_teller").with_user(self.petro)
        self.assertEqual(role.display_name, "Teller")
        self.assertEqual(role.read(["name", "scope"])[0]["scope"], "branch")
