import ast

from lxml import etree
from odoo.addons.bank_crm_base.tests.common import BankCommon
from odoo.tests import new_test_user, tagged
from odoo.tools.safe_eval import datetime, safe_eval, time


@tagged("post_install", "-at_install")
class TestEveryWindow(BankCommon):
    """What a menu or a button names opens: its views, its first page, its filters."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The one user who holds every role of the bank sees every menu of it.
        cls.everyone = new_test_user(
            cls.env, "t_everyone", groups="bank_crm_base.group_employee"
        )
        roles = cls.env["bank.role"].search([])
        cls.everyone.sudo().group_ids |= roles.user_role_id.group_id

    def _actions(self):
        """Return the windows that menus of the bank and buttons of our addons open."""
        root = self.env.ref("bank_crm_base.bank_crm_menu_root")
        menus = self.env["ir.ui.menu"].search([("id", "child_of", root.id)]).sudo()
        ours = self.env["ir.model.data"].search(
            [("model", "=", "ir.actions.act_window"), ("module", "=like", "bank_crm%")]
        )
        actions = self.env["ir.actions.act_window"].browse(ours.mapped("res_id"))
        for menu in menus:
            if menu.action and menu.action._name == "ir.actions.act_window":
                actions |= menu.action
        return actions.exists()

    def test_every_window_opens(self):
        actions = self._actions()
        for action in actions:
            with self.subTest(window=action.name, path=action.path):
                self._open(action.with_user(self.everyone))
        self.assertGreater(len(actions), 100)

    def _open(self, action):
        """Do what the browser does when a clerk clicks a menu."""
        told = action._get_action_dict()
        values = {
            "uid": self.everyone.id,
            "active_id": False,
            "active_ids": [],
            "allowed_company_ids": self.everyone.company_ids.ids,
            "context_today": datetime.datetime.today,
            "datetime": datetime,
            "time": time,
        }
        context = safe_eval(told["context"] or "{}", dict(values))
        domain = safe_eval(told["domain"] or "[]", {**values, "context": context})
        model = (
            self.env[told["res_model"]]
            .with_user(self.everyone)
            .with_context(**self._known(context))
        )
        if not model.has_access("read"):
            return
        views = [
            (view, kind) for view, kind in told["views"] if kind in model_views(self)
        ]
        search = action.search_view_id.id
        described = model.get_views(
            [*views, (search, "search")], {"toolbar": True, "load_filters": True}
        )
        self.assertIn("search", described["views"])
        if told["target"] == "new" or model._transient:
            return
        first = self.env[model._name]
        for _view, kind in views:
            wanted = self._fields_of(described["views"][kind]["arch"], model)
            if kind == "form":
                first.with_env(model.env).web_read(wanted)
            else:
                found = model.web_search_read(domain, wanted, limit=80)["records"]
                first = first or model.browse([row["id"] for row in found[:1]])

    @staticmethod
    def _fields_of(arch, model):
        """Return what the browser asks of a record for a view: its own fields."""
        names = {
            node.get("name")
            for node in etree.fromstring(arch).iter("field")
            if not any(parent.tag == "field" for parent in node.iterancestors())
        }
        return {
            name: {"fields": {"display_name": {}}}
            if model._fields[name].type == "many2one"
            else {}
            for name in names
        }

    @staticmethod
    def _known(context):
        """What a record of the context may be read as: literals only."""
        return {key: ast.literal_eval(repr(value)) for key, value in context.items()}


def model_views(case):
    """Return the kinds of view that the server describes."""
    return {
        kind
        for kind, _name in case.env["ir.ui.view"]._fields["type"].selection
        if kind != "qweb"
    }
