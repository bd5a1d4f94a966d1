from odoo import fields, models

from ...domain.application.labels import DEBTS, choices


class BankLoanApplicationDebt(models.Model):
    """What a participant owes to anybody; in base currency."""

    _name = "bank.loan.application.debt"
    _description = "Debt of a Participant"
    _inherit = ["bank.loan.party.line.mixin"]

    party_id = fields.Many2one(
        "bank.loan.application.party", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(choices(DEBTS), required=True, default="loan")
    name = fields.Char("To whom", required=True)
    owed = fields.Monetary("Still owed", required=True)
    payment = fields.Monetary("Payment a month")
    limit = fields.Monetary(help="Of a card: drawn or not, it counts.")
    is_repaid = fields.Boolean(
        "Repaid by this loan", help="It falls away once this loan is paid out."
    )

    _not_negative = models.Constraint(
        'CHECK(owed >= 0 AND payment >= 0 AND "limit" >= 0)', "A sum is not below zero."
    )
