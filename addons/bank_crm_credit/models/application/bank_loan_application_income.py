from odoo import fields, models

from ...domain.application.labels import EVIDENCES, INCOMES, choices


class BankLoanApplicationIncome(models.Model):
    """What a participant earns; in base currency."""

    _name = "bank.loan.application.income"
    _description = "Income of a Participant"
    _inherit = ["bank.loan.party.line.mixin"]

    party_id = fields.Many2one(
        "bank.loan.application.party", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(choices(INCOMES), required=True, default="salary")
    name = fields.Char("From whom")
    amount = fields.Monetary("Net sum", required=True)
    period = fields.Selection(
        [("month", "A month"), ("quarter", "A quarter"), ("year", "A year")],
        "For",
        required=True,
        default="month",
    )
    evidence = fields.Selection(
        choices(EVIDENCES), "Shown by", required=True, default="declared"
    )

    _not_negative = models.Constraint("CHECK(amount >= 0)", "A sum is not below zero.")
