from odoo.tests import tagged

from .common import BankCommon


@tagged("post_install", "-at_install")
class TestFieldCatalogue(BankCommon):
    def _entry(self, name):
        return self.env.ref(f"bank_crm_base.field_{name}")

    def test_what_ends_in_the_code_of_a_register_is_a_choice_with_the_names(self):
        branch = self._entry("client_branch")
        self.assertEqual(branch.kind, "choice")
        self.assertIn((self.lviv.code, self.lviv.display_name), branch._choices())
        self.assertEqual(self._entry("client_name").kind, "text")
        self.assertEqual(
            dict(self._entry("client_kind")._choices())["legal_entity"], "Legal entity"
        )

    def test_a_list_names_the_entries_of_its_rows(self):
        accounts = self._entry("client_accounts")
        self.assertEqual(accounts.kind, "list")
        self.assertIn(self._entry("account_balance_base"), accounts._columns("rules"))
        self.assertNotIn(self._entry("account_balance"), accounts._columns("rules"))
        self.assertIn(self._entry("account_balance"), accounts._columns("print"))
        self.assertFalse(self._entry("client_name")._columns())
