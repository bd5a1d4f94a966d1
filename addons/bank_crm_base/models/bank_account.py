from odoo import api, fields, models
from odoo.tools import SQL

from ..domain.codes import selection


class BankAccount(models.Model):
    """An account kept by the core banking system; the CRM only shows it."""

    _name = "bank.account"
    _description = "Account"
    _order = "state desc, kind, id"
    _rec_name = "number"
    _rec_names_search = ["number"]

    number = fields.Char(required=True, index=True)
    source = fields.Char("System", required=True, default="core")
    external_id = fields.Char("Number there", required=True)
    client_id = fields.Many2one(
        "res.partner", "Owner", required=True, index=True, ondelete="restrict"
    )
    holder_ids = fields.One2many("bank.account.holder", "account_id", "Holders")
    holding_id = fields.Many2one(
        "bank.holding", "Agreement", index=True, ondelete="set null"
    )
    product_id = fields.Many2one("bank.product", index=True, ondelete="restrict")
    branch_id = fields.Many2one("bank.branch", index=True, ondelete="restrict")
    company_id = fields.Many2one(
        "res.company",
        "Bank",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(selection("account_kind"), required=True, default="current")
    state = fields.Selection(selection("account_state"), required=True, default="open")
    opened_date = fields.Date("Opened")
    closed_date = fields.Date("Closed")
    balance = fields.Monetary(
        help="In the account's currency, at the end of the balance day."
    )
    balance_date = fields.Date("Balance on")
    balance_base = fields.Monetary(
        "Balance in base currency", currency_field="base_currency_id"
    )
    base_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Base currency"
    )
    opening_balance = fields.Monetary(
        "Before our first movement",
        help="What the account held before the first movement we have: the fed balance "
        "less all movements up to its day. With it every later balance is a plain sum.",
    )
    fed_balance = fields.Monetary("Balance sent by the core")
    fed_balance_date = fields.Date("Sent for")
    last_operation_date = fields.Date("Last operation")
    has_gap = fields.Boolean(
        "Statement missing",
        help="A statement is missing or does not follow from the one before: the balance "
        "is not shown as certain until it arrives.",
    )
    incomplete_since = fields.Date(
        "Incomplete since",
        help="Rows of this account wait in quarantine since this bank day.",
    )
    missing_since = fields.Date(
        "Missing since", help="The core system's last full list did not have it."
    )
    fed_at = fields.Datetime("As of")
    month_ids = fields.One2many("bank.account.month", "account_id", "Months")
    card_ids = fields.One2many("bank.card", "account_id", "Cards")
    order_ids = fields.One2many("bank.standing.order", "account_id", "Standing orders")

    _identity_uniq = models.Constraint(
        "UNIQUE(source, external_id)", "The core system's account is here already."
    )
    # The first page of a wide scope is read in order and stops early.
    _order_idx = models.Index("(state DESC, kind, id)")

    @api.depends("number", "currency_id")
    def _compute_display_name(self):
        for account in self:
            account.display_name = (
                f"{account.number} {account.currency_id.name or ''}".strip()
            )

    def action_open_movements(self):
        """The account's movements, newest first."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_account_movement_action"
        )
        return {
            **action,
            "domain": [("account_id", "=", self.id)],
            "context": {"default_account_id": self.id, "hide_account": True},
            "display_name": self.display_name,
        }

    @api.model
    def _refresh_base_balances(self, client_ids, day):
        """Value the balances of these clients' accounts at the official rate of `day`."""
        rate = self.env["bank.fx.rate"]._unit_rate_sql(
            SQL("a.currency_id"), SQL("%s", day)
        )
        self.env.execute_query(
            SQL(
                """
                UPDATE bank_account a
                   SET balance_base = round(a.balance * (%(rate)s), 2)
                 WHERE a.client_id = ANY(%(ids)s)
                   AND a.balance_base IS DISTINCT FROM round(a.balance * (%(rate)s), 2)
                RETURNING a.id
                """,
                rate=rate,
                ids=list(client_ids),
            )
        )
        self.invalidate_model(["balance_base"])
