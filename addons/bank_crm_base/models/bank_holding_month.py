from odoo import fields, models


class BankHoldingMonth(models.Model):
    """What an agreement earned and cost the bank in a month, in its own currency."""

    _name = "bank.holding.month"
    _description = "Month of a Holding"
    _order = "month desc, id desc"
    _log_access = False

    holding_id = fields.Many2one(
        "bank.holding", "Agreement", required=True, index=True, ondelete="cascade"
    )
    month = fields.Date(required=True, help="First day of the month.")
    currency_id = fields.Many2one(related="holding_id.currency_id")
    interest_income = fields.Monetary()
    interest_expense = fields.Monetary()
    fees = fields.Monetary()
    average_balance = fields.Monetary()
    transfer_result = fields.Monetary("Transfer-price result")
    provision = fields.Monetary()
    stage = fields.Integer("IFRS 9 stage")
    direct_cost = fields.Monetary()

    _holding_month_uniq = models.Constraint(
        "UNIQUE(holding_id, month)", "The month is here already."
    )
