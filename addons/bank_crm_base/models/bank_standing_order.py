from odoo import fields, models

from ..domain.codes import selection


class BankStandingOrder(models.Model):
    """A client's order to pay the same payee regularly."""

    _name = "bank.standing.order"
    _description = "Standing Order"
    _order = "account_id, day, id"
    _rec_name = "payee_name"

    source = fields.Char("System", required=True, default="core")
    external_id = fields.Char("Number there", required=True)
    account_id = fields.Many2one(
        "bank.account", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="account_id.currency_id")
    payee_name = fields.Char("Payee")
    payee_account = fields.Char("Payee's account")
    payee_bank = fields.Char("Payee's bank")
    amount = fields.Monetary(required=True)
    day = fields.Integer("Day of the month")
    purpose = fields.Selection(selection("order_purpose"))
    date_from = fields.Date("From")
    date_to = fields.Date("Until")
    fed_at = fields.Datetime("As of")

    _identity_uniq = models.Constraint(
        "UNIQUE(source, external_id)", "The order is here already."
    )
