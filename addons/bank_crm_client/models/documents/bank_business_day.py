from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec


class BankBusinessDay(models.Model):
    """The night's work on papers: what is missing. Who asks for it is told by next steps."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("document_gaps", self.env._("Documents that clients lack"), 37),
        ]

    def _task_document_gaps(self, task):
        """A slice of clients; True while some are left."""
        done = self.env["bank.document.gap"]._refresh_after(task.cursor)
        if done:
            task.write({"cursor": done[0], "done_count": task.done_count + done[1]})
        return bool(done)
