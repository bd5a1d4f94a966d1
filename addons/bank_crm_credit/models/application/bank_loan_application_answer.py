from odoo import api, fields, models


class BankLoanApplication(models.Model):
    """What was decided last, for the papers: an answer is owed to who was refused as well."""

    _inherit = "bank.loan.application"

    last_decision_id = fields.Many2one(
        "bank.loan.decision", compute="_compute_last_decision", string="Decided last"
    )
    refusal_id = fields.Many2one(
        "bank.loan.decision",
        compute="_compute_last_decision",
        help="What the answer to the applicant tells of; empty unless refused.",
    )

    @api.depends("decision_ids.outcome", "decision_ids.is_void")
    def _compute_last_decision(self):
        for application in self:
            standing = application.decision_ids.filtered(lambda one: not one.is_void)
            last = standing.sorted("id")[-1:]
            application.last_decision_id = last
            application.refusal_id = last.filtered(lambda one: one.outcome == "refused")
