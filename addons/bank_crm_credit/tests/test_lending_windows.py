from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_applications import ApplicationCommon

# Window -> the link that says what it is about.
ABOUT = {
    "bank.loan.decide": "application_id",
    "bank.loan.pack.ask": "application_id",
    "bank.collateral.offer": "application_id",
    "bank.loan.quote": "loan_id",
    "bank.loan.entry": "loan_id",
    "bank.loan.pack.sign": "pack_id",
    "bank.collateral.end": "collateral_id",
    "bank.loan.covenant.waive": "look_id",
    "bank.watch.review": "entry_id",
    "bank.watch.put": "client_id",
}
# What somebody may not see: a window that leads there asks for it.
LEADS_TO = ("res.partner", "bank.loan", "bank.collateral", "bank.watch.entry")


@tagged("post_install", "-at_install")
class TestLendingWindows(ApplicationCommon):
    """A number put into a window tells nothing of what one may not see."""

    def test_each_window_of_lending_is_here(self):
        windows = {
            model._name
            for model in self.env.values()
            if model._transient
            and model._original_module == "bank_crm_credit"
            and any(
                field.type == "many2one"
                and field.store
                and field.comodel_name.startswith(LEADS_TO)
                for field in model._fields.values()
            )
        }
        for name in windows:
            with self.subTest(window=name):
                self.assertTrue(hasattr(self.env[name], "_check_about"))

    def _links(self):
        """A row of a client far away, by the model that a window is about."""
        application = self.env["bank.loan.application"].create(
            {"client_id": self.bondar.id, "product_id": self.rules.id, "amount": 12000}
        )
        loan = self._create_loan(self.bondar, number="L-far")
        pack = self.env["bank.loan.pack"].create(
            {
                "number": "T-1", "application_id": application.id, "stage": "signing",
                "user_id": self.petro.id, "printed_at": "2026-11-20 10:00:00",
            }
        )  # fmt: skip
        kind = self.env.ref("bank_crm_credit.collateral_kind_residential")
        asset = self.env["bank.collateral"].create(
            {"name": "Flat", "kind_id": kind.id, "owner_id": self.bondar.id}
        )
        depot = self._create_client(
            "Склад", client_kind="legal_entity", branch_id=self.kharkiv.id
        )
        covenant = self.env["bank.loan.covenant"].create(
            {
                "client_id": depot.id, "name": "C", "formula": "equity", "low": 1,
                "first_end": "2026-03-31",
            }
        )  # fmt: skip
        entry = self.env["bank.watch.entry"].create(
            {
                "client_id": depot.id, "level": "2", "since": self.day.date,
                "put_on_date": self.day.date, "review_on": "2026-12-20",
            }
        )  # fmt: skip
        return {
            "application_id": application, "loan_id": loan, "pack_id": pack,
            "collateral_id": asset, "look_id": covenant.look_ids[:1], "entry_id": entry,
            "client_id": self.bondar,
        }  # fmt: skip

    def test_a_number_tells_nothing(self):
        links = self._links()
        for window, name in ABOUT.items():
            key = links[name].id
            self.assertTrue(key, name)
            groups = self.env["ir.model.access"].sudo().search(
                [("model_id.model", "=", window), ("perm_create", "=", True)]
            ).group_id  # fmt: skip
            user = self._create_employee("credit_officer", self.lviv, login=window)
            user.sudo().group_ids += groups
            Window = self.env[window].with_user(user).sudo(False)
            spec = {name: {"fields": {"display_name": {}}}}
            calls = {
                "create": lambda: Window.create({name: key}),  # noqa: B023
                "typed in": lambda: Window.onchange({name: key}, [name], spec),  # noqa: B023
                "as a dict": lambda: Window.onchange({name: {"id": key}}, [name], spec),  # noqa: B023
                "by the context": lambda: Window.with_context(  # noqa: B023
                    **{f"default_{name}": key}  # noqa: B023
                ).onchange({}, [], spec),  # noqa: B023
                "as a default": lambda: Window.with_context(  # noqa: B023
                    **{f"default_{name}": key}  # noqa: B023
                ).default_get([name]),  # noqa: B023
            }
            for door, call in calls.items():
                with (
                    self.subTest(window=window, door=door),
                    self.assertRaises(AccessError),
                ):
                    call()
