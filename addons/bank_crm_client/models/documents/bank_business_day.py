from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec

GAPS_A_SLICE = 500
WITHIN_DAYS = 5


class BankBusinessDay(models.Model):
    """The night's work on papers: what is missing, and whom to tell."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("document_gaps", self.env._("Documents that clients lack"), 37),
            TaskSpec("document_tasks", self.env._("Tasks to ask for documents"), 38),
        ]

    def _task_document_gaps(self, task):
        """A slice of clients; True while some are left."""
        done = self.env["bank.document.gap"]._refresh_after(task.cursor)
        if done:
            task.write({"cursor": done[0], "done_count": task.done_count + done[1]})
        return bool(done)

    def _task_document_tasks(self, task):
        """A slice of gaps that nobody was told of; a renewal is a next step."""
        gaps = self.env["bank.document.gap"].search(
            [
                ("id", ">", task.cursor),
                ("status", "=", "missing"),
                ("requirement_id.gives_task", "=", True),
                ("told_date", "=", False),
                ("client_id.manager_id.active", "=", True),
            ],
            order="id",
            limit=GAPS_A_SLICE,
        )
        if not gaps:
            return False
        gaps._tell_managers(self.date, WITHIN_DAYS)
        task.write({"cursor": gaps[-1].id, "done_count": task.done_count + len(gaps)})
        return True
