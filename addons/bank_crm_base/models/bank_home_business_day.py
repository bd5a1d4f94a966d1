from odoo import api, fields, models
from odoo.tools import SQL

from .bank_business_day_run import TaskSpec

DAYS_AT_START = 7


class BankBusinessDay(models.Model):
    """What the home screens need of a business day: large payments, and how fresh it is."""

    _inherit = "bank.business.day"

    data_as_of = fields.Datetime(
        "Data as of",
        readonly=True,
        help="When the newest account data of the day arrived.",
    )

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("day_flows", self.env._("Largest payments of the day"), 50),
        ]

    def _task_day_flows(self, task):
        """A day a slice: the day itself and, at the start, those of the week before."""
        flows = self.env["bank.day.flow"]
        if not task.total_count:
            is_start = not flows.search_count([("date", "<", self.date)], limit=1)
            task.total_count = DAYS_AT_START if is_start else 1
        flows._refresh(fields.Date.subtract(self.date, days=task.cursor))
        task.cursor += 1
        task.done_count = task.cursor
        if task.cursor < task.total_count:
            return True
        [(self.data_as_of,)] = self.env.execute_query(
            SQL("SELECT max(fed_at) FROM bank_account")
        )
        return False
