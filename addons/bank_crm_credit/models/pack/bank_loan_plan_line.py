from odoo import fields, models


class BankLoanPlanLine(models.Model):
    """One instalment of a plan: when how much is due, and what is left then."""

    _name = "bank.loan.plan.line"
    _description = "Instalment of a Plan"
    _order = "plan_id, number"
    _rec_name = "number"

    plan_id = fields.Many2one(
        "bank.loan.plan", required=True, index=True, ondelete="cascade", readonly=True
    )
    currency_id = fields.Many2one(related="plan_id.currency_id")
    number = fields.Integer("No.", required=True, readonly=True)
    due_date = fields.Date("Due", required=True, readonly=True)
    principal = fields.Monetary(readonly=True)
    interest = fields.Monetary(readonly=True)
    fees = fields.Monetary(readonly=True)
    total = fields.Monetary("To pay", readonly=True)
    balance = fields.Monetary("Left to pay", readonly=True)
