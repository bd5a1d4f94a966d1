from datetime import timedelta
from decimal import Decimal

from odoo import api, models

BANKS = [
    ("Dnipro Savings Bank", "300711"),
    ("First Carpathian Bank", "325408"),
    ("Agroline Bank", "351627"),
    ("Black Sea Credit Bank", "328913"),
]
# Whose client by funds, bank, kind, part of his funds, currency, rate, days to the end,
# known from, confirmed.
PRODUCTS = [
    (0, 0, "deposit", "0.40", "UAH", 0.145, 12, "client", True),
    (0, 1, "account", "0.15", "USD", 0, None, "guess", False),
    (1, 1, "deposit", "0.85", "UAH", 0.138, 24, "client", False),
    (2, 0, "loan", "0.60", "UAH", 0.189, 410, "bureau", True),
    (3, 2, "deposit", "0.50", "USD", 0.025, 41, "statement", True),
    (3, 3, "card", "0.05", "UAH", 0.42, None, "bureau", True),
    (4, 0, "account", "1.20", "UAH", 0, None, "guess", False),
    (5, 3, "leasing", "0.90", "UAH", 0.21, 700, "client", False),
    (6, 1, "deposit", "0.30", "EUR", 0.018, 5, "client", True),
    (7, 2, "loan", "1.10", "UAH", 0.175, 260, "bureau", True),
    (8, 0, "investment", "0.70", "UAH", 0.162, 88, "statement", True),
    (9, 3, "deposit", "0.65", "UAH", 0.141, 29, "client", False),
    (10, 1, "insurance", "0.02", "UAH", 0, 150, "client", False),
    (11, 0, "card", "0.10", "UAH", 0.36, None, "bureau", True),
    (12, 2, "deposit", "0.45", "UAH", 0.15, 63, "client", True),
    (13, 3, "account", "0.25", "USD", 0, None, "guess", False),
]
CLIENTS = 14
# The account of this one turned out to be closed there.
CLOSED_PLACE = 13


class BankDemo(models.AbstractModel):
    """What the demonstration bank's clients hold elsewhere, and classes set by hand."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
        if self.env.context.get("bank_story"):
            self._live_elsewhere()
            self._live_classes()

    @api.model
    def _demo_rich_clients(self, count):
        """Clients with a manager and most on their accounts, always the same."""
        return self.env["res.partner"].search(
            [
                ("is_client", "=", True),
                ("client_state", "=", "client"),
                ("is_private_banking", "=", False),
                ("employee_user_id", "=", False),
                ("manager_id", "!=", False),
                ("funds_base", ">", 0),
            ],
            order="funds_base desc, id",
            limit=count,
        )

    @api.model
    def _live_elsewhere(self):
        """Managers noted what clients told of other banks."""
        banks = [self._demo_bank(name, code) for name, code in BANKS]
        clients = self._demo_rich_clients(CLIENTS)
        today = self.env["bank.business.day"]._today()
        Product = self.env["bank.external.product"]
        for number, row in enumerate(PRODUCTS):
            place, bank, kind, part, currency, rate, days, source, is_confirmed = row
            if place >= len(clients):
                continue
            client = clients[place]
            product = self._as_who_may_note(client, Product).create(
                {
                    "client_id": client.id,
                    "bank_id": banks[bank].id,
                    "kind": kind,
                    "amount": self._demo_amount(client, part, currency),
                    "currency_id": self.env.ref(f"base.{currency}").id,
                    "annual_rate": rate,
                    "end_date": days and today + timedelta(days=days),
                    "source": source,
                    "known_date": today - timedelta(days=3 + number),
                    "is_confirmed": is_confirmed,
                }
            )
            if place == CLOSED_PLACE:
                product.action_close()

    @api.model
    def _demo_bank(self, name, code):
        """Another bank of the demonstration, there once."""
        banks = self.env["res.bank"]
        values = {
            "name": name,
            "national_code": code,
            "country": self.env.company.country_id.id,
        }
        return banks.search([("national_code", "=", code)], limit=1) or banks.create(
            values
        )

    @api.model
    def _as_who_may_note(self, client, model):
        """The model as the client's manager, where his role writes."""
        own = model.with_user(client.manager_id)
        sees = client.with_user(client.manager_id).is_fully_visible
        return own if sees and own.has_access("create") else model

    @api.model
    def _demo_amount(self, client, part, currency):
        """A part of the client's funds in another currency, in round figures."""
        amount = Decimal(str(client.funds_base)) * Decimal(part)
        unit = self.env["bank.fx.rate"].search(
            [("currency_id.name", "=", currency)], order="date desc", limit=1
        )
        if unit:
            amount = amount * unit.units / Decimal(str(unit.rate))
        return float(max(round(amount, -2), Decimal(100)))

    @api.model
    def _live_classes(self):
        """The night found the classes; a head put one client among the key ones, took one off."""
        Standing = self.env["bank.client.standing"].sudo()
        today = self.env["bank.business.day"]._today()
        Standing._make_rules()
        standings = Standing.search([])
        standings.segment_id._refresh(today)
        standings._refresh(today)
        key = standings.filtered(lambda standing: standing.code == "key")
        leaving = standings.filtered(lambda standing: standing.code == "leaving")
        head = self._employee("branch_head")
        if not head or not key:
            return
        clients = self._demo_clients_of(head)
        others = clients.filtered(lambda client: key not in client.standing_ids)
        self._set_as(
            head, key, others[:1], "is",
            self.env._("Chairs the growers' association: forty farms listen to him."),
        )  # fmt: skip
        self._set_as(
            head, leaving, others[1:2], "is",
            self.env._("Said at the counter that his payroll moves to another bank."),
        )  # fmt: skip

        boss = self._employee("head_office")
        ones = self._demo_clients_of(boss).filtered(
            lambda client: key in client.standing_ids
        )
        ones -= others
        self._set_as(
            boss, key, ones[-1:], "is_not",
            self.env._("The money was of one sale and goes on next month."),
        )  # fmt: skip

    @api.model
    def _demo_clients_of(self, head):
        """Clients of the head's unit by funds, such as he sees."""
        clients = (
            self.env["res.partner"]
            .with_user(head)
            .search(
                [
                    ("is_client", "=", True),
                    ("client_state", "=", "client"),
                    ("is_in_my_branch", "=", True),
                    ("is_fully_visible", "=", True),
                ],
                order="funds_base desc, id",
            )
        )
        return clients.with_env(self.env)

    @api.model
    def _set_as(self, user, standing, client, verdict, reason):
        if client:
            self.env["bank.client.standing.hand"].with_user(user)._set(
                standing.with_user(user).sudo(False),
                client.with_user(user),
                verdict,
                reason,
            )
