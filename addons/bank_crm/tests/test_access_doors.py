from collections import defaultdict
from pathlib import Path

from odoo.addons.bank_crm_base.tests.common import BankCommon
from odoo.addons.bank_crm_base.tools import access_matrix
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

PAGE = Path(__file__).resolve().parents[3] / "docs" / "access.md"


# Seen by who sees any of several clients: holders of an account, members of a group, for
# whom a collateral stands.
HOLDERS = "SELECT account_id, client_id FROM bank_account_holder"
MEMBERS = (
    "SELECT group_id, client_id FROM bank_client_group_member WHERE date_to IS NULL"
)
PLEDGES = (
    "SELECT collateral_id, client_id FROM bank_collateral_pledge "
    "WHERE client_id IS NOT NULL"
)
SHARED = {
    "bank.account": (HOLDERS, "id"),
    "bank.account.holder": (HOLDERS, "account_id"),
    "bank.account.month": (HOLDERS, "account_id"),
    "bank.client.group": (MEMBERS, "id"),
    "bank.collateral": (PLEDGES, "id"),
}


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

    def test_rows_that_name_clients_are_seen_with_one_of_them_by_every_role(self):
        # Of the bank that is loaded, the unit that has served clients longest.
        branch = (
            self.env["res.partner"]
            .search(
                [("is_client", "=", True), ("branch_id.kind", "=", "branch")],
                order="id",
                limit=1,
            )
            .branch_id
        )
        for role in self.env["bank.role"].search([("code", "!=", "no_post")]):
            user = self._create_employee(role.code, branch, login=f"doors_{role.code}")
            clients = self.env["res.partner"].with_user(user)
            seen = set(
                clients.with_context(active_test=False)
                .search([("is_client", "=", True)])
                .ids
            )
            for model in self._models():
                if getattr(model, "_without_visibility_rule", ""):
                    continue
                if model._name == "bank.act" and role.is_unit_head:
                    # Who decides in a unit is told whom an act of the unit is about.
                    continue
                with self.subTest(role=role.code, model=model._name):
                    for named in self._clients_named(model.with_user(user)):
                        self.assertTrue(seen & named, f"{named} are out of sight")

    def _clients_named(self, model):
        """The clients that each of the rows names which the user finds."""
        links = [
            name
            for name, field in model._fields.items()
            if name.endswith("client_id")
            and field.type == "many2one"
            and field.comodel_name == "res.partner"
            and field.store
            and field.column_type
        ]
        if not links or not model.has_access("read"):
            return []
        found = model.with_context(active_test=False)._search([])
        others, key = SHARED.get(model._name, ("SELECT NULL, NULL WHERE FALSE", "id"))
        columns = [SQL.identifier(model._table, name) for name in (key, *links)]
        also = defaultdict(set)
        for shared_id, client_id in self.env.execute_query(SQL(others)):
            also[shared_id].add(client_id)
        named = (
            {value for value in row if value} | also[shared_id]
            for shared_id, *row in self.env.execute_query(found.select(*columns))
        )
        return [clients for clients in named if clients]

    def test_a_window_names_no_client_whom_its_user_may_not_see(self):
        stranger, petro = self.bondar.with_user(self.olena), self.petro
        for model in self._models(with_wizards=True):
            links = [
                name
                for name, field in model._fields.items()
                if field.relational and field.comodel_name == "res.partner"
            ]
            if not model._transient or not any(model._fields[n].store for n in links):
                continue
            with self.subTest(model=model._name):
                self.assertTrue(hasattr(model, "_check_named_clients"))
        window = self.env["bank.client.group.change"]
        with self.assertRaises(AccessError):
            window.with_user(self.olena).create({"client_id": stranger.id})
        window = window.with_user(petro).create({"client_id": stranger.id})
        with self.assertRaises(AccessError):
            window.client_id = self.kovalenko

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
