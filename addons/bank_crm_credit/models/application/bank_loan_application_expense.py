from odoo import fields, models


class BankLoanApplicationExpense(models.Model):
    """What a household spends besides payments on debts; in base currency."""

    _name = "bank.loan.application.expense"
    _description = "Expense of a Participant"
    _inherit = ["bank.loan.party.line.mixin"]

    party_id = fields.Many2one(
        "bank.loan.application.party", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char("What for", required=True)
    amount = fields.Monetary("Sum", required=True)
    period = fields.Selection(
        [("month", "A month"), ("quarter", "A quarter"), ("year", "A year")],
        "For",
        required=True,
        default="month",
    )

    _not_negative = models.Constraint("CHECK(amount >= 0)", "A sum is not below zero.")
