import re

from odoo import api, fields, models
from odoo.fields import Domain


class BankCounterparty(models.Model):
    """Whom a client pays and who pays him, with twelve months' turnover."""

    _name = "bank.counterparty"
    _description = "Counterparty"
    _inherit = ["bank.base.currency.mixin"]
    _order = "turnover_base desc, id"
    _log_access = False

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    key = fields.Char(
        required=True, help="Account of the other side, or its folded name."
    )
    name = fields.Char("Counterparty")
    account = fields.Char()
    bank = fields.Char()
    known_client_id = fields.Many2one(
        "res.partner",
        "Known as client",
        index=True,
        ondelete="set null",
        groups=fields.NO_ACCESS,
    )
    our_client_id = fields.Many2one(
        "res.partner",
        "Our client",
        compute="_compute_our_client_id",
        search="_search_our_client_id",
        help="Where the other side is a client whom you may see.",
    )
    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    credit_base = fields.Monetary("Receives from it", currency_field="base_currency_id")
    debit_base = fields.Monetary("Pays to it", currency_field="base_currency_id")
    turnover_base = fields.Monetary("Turnover", currency_field="base_currency_id")
    movement_count = fields.Integer("Payments")
    first_date = fields.Date("First")
    last_date = fields.Date("Last")

    _client_key_uniq = models.Constraint(
        "UNIQUE(client_id, key)", "This counterparty is here already."
    )

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    @api.depends("known_client_id")
    @api.depends_context("uid")
    def _compute_our_client_id(self):
        known = {row.id: row.known_client_id.id for row in self.sudo()}
        seen = set(
            self.env["res.partner"].search([("id", "in", list(known.values()))]).ids
        )
        for row in self:
            client_id = known[row.id]
            row.our_client_id = client_id if client_id in seen else False

    def _search_our_client_id(self, operator, value):
        wanted = [item for item in value if item] if operator == "in" else []
        if operator != "in" or (wanted and False in value):
            return NotImplemented
        # That somebody banks with us is itself a secret: a client out of sight is nobody.
        clients = [("id", "in", wanted)] if wanted else [("is_client", "=", True)]
        seen = self.env["res.partner"]._search(clients)
        found = self.sudo()._search([("known_client_id", "in", seen)])
        return Domain("id", "in" if wanted else "not in", found)

    def _movement_domain(self):
        """The movements that make up the turnover with this counterparty."""
        self.ensure_one()
        accounts = self.env["bank.account"].search(
            [("client_id", "=", self.client_id.id)]
        )
        side = (
            ("counterparty_account", "=ilike", self._as_pattern(self.account))
            if self.account
            else ("counterparty_name", "=ilike", self._as_pattern(self.name))
        )
        return [
            ("account_id", "in", accounts.ids),
            side,
            ("booking_date", ">=", self.first_date),
        ]

    @api.model
    def _as_pattern(self, text):
        """The text itself as an operand of LIKE."""
        return re.sub(r"([\\%_])", r"\\\1", text or "")

    def action_open_movements(self):
        """The movements between the client and this counterparty."""
        return self.client_id.action_open_rows("counterparty_movements", self.id)
