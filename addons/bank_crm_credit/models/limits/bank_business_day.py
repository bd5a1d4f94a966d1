import time

from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import (
    SLICE_SECONDS,
    TaskSpec,
)


class BankBusinessDay(models.Model):
    """The night counts what takes up limits from every loan and compares with what is kept."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("limits", self.env._("Limits: what takes them up, recounted"), 18),
        ]

    def _task_limits(self, task):
        """Agreements and approvals in batches by id; `task.cursor` is the last."""
        Limit = self.env["bank.loan.limit"].sudo()
        recount = self.env["bank.loan.limit.recount"].sudo()
        recount = recount._of_night(self.date, is_new=not task.cursor)
        Limit._settle()
        deadline = time.monotonic() + SLICE_SECONDS
        while time.monotonic() < deadline:
            last = recount._compare(task.cursor)
            if not last:
                recount._finish()
                task.done_count = recount.line_count
                return False
            task.cursor = last
            task.flush_recordset()
        return True
