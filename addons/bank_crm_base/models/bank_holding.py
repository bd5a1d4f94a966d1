from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..domain.codes import selection

MATURES_SOON_DAYS = 30


class BankHolding(models.Model):
    """An agreement of any kind between the bank and a client, fed or still pending."""

    _name = "bank.holding"
    _description = "Holding"
    _order = "state, opened_date desc, id desc"
    _rec_names_search = ["number"]
    _rec_name = "number"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict"
    )
    product_id = fields.Many2one(
        "bank.product", required=True, index=True, ondelete="restrict"
    )
    family_id = fields.Many2one(related="product_id.family_id")
    branch_id = fields.Many2one("bank.branch", index=True, ondelete="restrict")
    number = fields.Char("Agreement", index="btree_not_null")
    source = fields.Char("System", required=True, default="core", readonly=True)
    external_id = fields.Char("Number there", readonly=True)
    request_number = fields.Char("Our request", index="btree_not_null")
    state = fields.Selection(
        selection("holding_state"), required=True, default="pending"
    )
    opened_date = fields.Date("Signed on")
    end_date = fields.Date("Matures on", index=True)
    closed_date = fields.Date("Closed on")
    currency_id = fields.Many2one("res.currency", index=True, ondelete="restrict")
    amount = fields.Monetary("Agreed sum")
    balance = fields.Monetary("Outstanding")
    payment = fields.Monetary("Regular payment")
    annual_rate = fields.Float("Rate a year", digits=(9, 6))
    status_note = fields.Char("Word of the core system")
    matures_soon = fields.Boolean(
        "Matures in 30 days",
        compute="_compute_matures_soon",
        search="_search_matures_soon",
    )
    missing_since = fields.Date(
        "Missing since", help="The core system's last full list did not have it."
    )
    fed_at = fields.Datetime("As of", readonly=True)
    account_ids = fields.One2many("bank.account", "holding_id", "Accounts")
    month_ids = fields.One2many("bank.holding.month", "holding_id", "Months")

    _identity_uniq = models.UniqueIndex(
        "(source, external_id) WHERE external_id IS NOT NULL",
        "The core system's agreement is here already.",
    )

    @api.depends("number", "product_id")
    def _compute_display_name(self):
        for holding in self:
            holding.display_name = " ".join(
                filter(None, [holding.product_id.name, holding.number])
            )

    @api.depends("state", "end_date")
    def _compute_matures_soon(self):
        soon = self.filtered_domain(self._matures_soon_domain())
        for holding in self:
            holding.matures_soon = holding in soon

    def _search_matures_soon(self, operator, value):
        return self._matures_soon_domain() if operator == "in" else NotImplemented

    @api.model
    def _matures_soon_domain(self):
        today = self.env["bank.business.day"]._today()
        return (
            Domain("state", "=", "active")
            & Domain("end_date", ">=", today)
            & Domain("end_date", "<=", today + timedelta(days=MATURES_SOON_DAYS))
        )

    def action_open_accounts(self):
        """The accounts of the agreement."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_account_action"
        )
        return {**action, "domain": [("holding_id", "=", self.id)], "context": {}}
