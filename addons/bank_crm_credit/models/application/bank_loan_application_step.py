from odoo import fields, models

from ...domain.application.labels import ACTS, STAGES, choices


class BankLoanApplicationStep(models.Model):
    """A line of an application's history: who moved it, when, from where to where, why."""

    _name = "bank.loan.application.step"
    _description = "Step of an Application"
    _order = "id desc"
    _rec_name = "act"

    application_id = fields.Many2one(
        "bank.loan.application",
        required=True,
        index=True,
        ondelete="cascade",
        readonly=True,
    )
    act = fields.Selection(choices(ACTS), required=True, readonly=True)
    origin = fields.Selection(choices(STAGES), "From", required=True, readonly=True)
    target = fields.Selection(choices(STAGES), "To", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Who", index=True, ondelete="restrict", readonly=True
    )
    bank_date = fields.Date("Bank day", required=True, readonly=True)
    words = fields.Text("Why", readonly=True)
