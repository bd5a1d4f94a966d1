from odoo import fields, models


class BankLoanInstalment(models.Model):
    """A line of a plan: ours belongs to one of our schedules, the core's to the loan."""

    _name = "bank.loan.instalment"
    _description = "Instalment of a Loan"
    _order = "loan_id, source, schedule_id, number"
    _rec_name = "number"

    loan_id = fields.Many2one(
        "bank.loan", "Loan", required=True, index=True, ondelete="cascade"
    )
    schedule_id = fields.Many2one(
        "bank.loan.schedule", "Schedule", index="btree_not_null", ondelete="cascade"
    )
    source = fields.Selection(
        [("ours", "Our schedule"), ("core", "The core system's")],
        required=True,
        default="ours",
    )
    currency_id = fields.Many2one(related="loan_id.currency_id")
    number = fields.Integer("No.", required=True)
    due_date = fields.Date("Due", required=True)
    principal = fields.Monetary(required=True)
    interest = fields.Monetary(required=True)
    fees = fields.Monetary()
    balance = fields.Monetary("Left to pay")

    _core_uniq = models.UniqueIndex(
        "(loan_id, number) WHERE source = 'core'", "This instalment is here already."
    )
