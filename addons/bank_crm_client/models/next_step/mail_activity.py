from odoo import models


class MailActivity(models.Model):
    """A task that was made of a next step is done: so is the step."""

    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        steps = (
            self.env["bank.next.step"].sudo().search([("activity_id", "in", self.ids)])
        )
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        steps.with_env(self.env(su=True))._mark_done()
        return result
