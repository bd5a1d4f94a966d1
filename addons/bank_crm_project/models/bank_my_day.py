from odoo import api, models
from odoo.addons.bank_crm_client.models.tasks.bank_my_day import ROWS_SHOWN, DayBlock
from odoo.fields import Domain


class BankMyDay(models.AbstractModel):
    """In the day: where a task of a project belongs, and what has no day yet."""

    _inherit = "bank.my.day"

    @api.model
    def _day_blocks(self):
        return [
            *super()._day_blocks(),
            DayBlock(
                "undated", self.env._("In projects, without a day"), 60, "fa-tasks"
            ),
        ]

    @api.model
    def _task_row(self, task, client, priorities, today):
        row = super()._task_row(task, client, priorities, today)
        document = task._project_task()
        if document:
            row["document"] = {
                "model": document._name,
                "id": document.id,
                "name": self.env._("Open it in the project"),
                "place": task.project_id.sudo().display_name or "",
            }
        return row

    @api.model
    def _results_of(self, task):
        """Work in a project is done or not: no client says yes or no to it."""
        return ["done"] if task._project_task() else super()._results_of(task)

    def _block_undated(self, today):
        Task = self.env["project.task"]
        domain = (
            Domain("user_ids", "in", self.env.uid)
            & Domain("date_deadline", "=", False)
            & Domain("is_closed", "=", False)
            & Domain("has_template_ancestor", "=", False)
        )
        tasks = Task.search(domain, limit=ROWS_SHOWN)
        return {
            "rows": [
                {
                    "id": task.id,
                    "title": task.name,
                    "subtitle": task.project_id.sudo().display_name or "",
                    "model": task._name,
                }
                for task in tasks
            ],
            "count": Task.search_count(domain),
            "is_hidden": not tasks,
            "empty": "",
        }
