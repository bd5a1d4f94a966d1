from odoo import api, fields, models

from ...domain.application.lifecycle import Act


class BankLoanApplication(models.Model):
    """An application that came back for completion: who sent it, and what is missing."""

    _inherit = "bank.loan.application"

    returned_words = fields.Text("What is to be completed", compute="_compute_returned")
    returned_by = fields.Char("Sent back by", compute="_compute_returned")

    @api.depends("stage", "step_ids.act")
    def _compute_returned(self):
        """Of the last return, until the application is submitted again."""
        for application in self:
            step = application.sudo().step_ids.sorted("id", reverse=True)[:1]
            if step.act == Act.COMPLETE_FORM:
                # Complete again, and not yet submitted: what was asked for is still read.
                step = application.sudo().step_ids.sorted("id", reverse=True)[1:2]
            is_back = step.act == Act.RETURN
            application.returned_words = step.words if is_back else False
            application.returned_by = application._returner(step) if is_back else False

    def _returner(self, step):
        """Who sent it back: the committee whose decision it was, or a person."""
        self.ensure_one()
        decision = self.sudo().decision_ids.sorted("id", reverse=True)[:1]
        if decision.outcome == "returned" and decision.decider_words:
            return decision.decider_words
        return step.user_id.name or ""
