from pathlib import Path

from odoo.addons.bank_crm_base.tests.common import BankCommon
from odoo.addons.bank_crm_base.tools import access_matrix
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

PAGE = Path(__file__).resolve().parents[3] / "docs" / "access.md"


@tagged("post_install", "-at_install")
class TestAccessDoors(BankCommon):
    """What holds for every model of every addon that is installed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plain = new_test_user(cls.env, "t_plain", groups="base.group_user")
        cls.portal = new_test_user(cls.env, "t_portal", groups="base.group_portal")
        cls.public = cls.env.ref("base.public_user")

    def _models(self, *, with_wizards=False):
        for name, model in self.env.registry.items():
            is_data = not (model._abstract or model._transient)
            if name.startswith("bank.") and (
                is_data or (with_wizards and model._transient)
            ):
                yield self.env[name]

    def test_an_employee_without_a_post_reaches_nothing_about_a_client(self):
        for model in self._models():
            if getattr(model, "_without_visibility_rule", ""):
                continue
            with self.subTest(model=model._name):
                try:
                    self.assertFalse(model.with_user(self.plain).search([], limit=1))
                except AccessError:
                    continue
        clients = self.env["res.partner"].with_user(self.plain)
        self.assertFalse(clients.search([("is_client", "=", True)], limit=1))

    def test_portal_and_public_reach_no_model_and_no_wizard(self):
        for user in (self.portal, self.public):
            for model in self._models(with_wizards=True):
                for operation in ("read", "write", "create", "unlink"):
                    with self.subTest(
                        user=user.login, model=model._name, operation=operation
                    ):
                        self.assertFalse(model.with_user(user).has_access(operation))

    def test_a_system_administrator_sees_no_client_by_this_role(self):
        admin = self._create_employee("system_administrator", self.head_office)
        clients = self.env["res.partner"].with_user(admin)
        self.assertFalse(clients.search([("is_client", "=", True)], limit=1))

    def test_the_page_of_rights_is_current(self):
        if not PAGE.exists():
            self.skipTest("the addons are installed without docs/")
        self.assertEqual(
            PAGE.read_text(encoding="utf-8"),
            access_matrix.page(self.env(context={"lang": "en_US"})),
            "run ./bankcrm access --write docs/access.md",
        )
