import time

from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import (
    SLICE_SECONDS,
    TaskSpec,
)
from odoo.tools import SQL

APPLICATIONS_A_BATCH = 50


class BankBusinessDay(models.Model):
    """The night ends applications that nobody moved and decisions that ran out."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec(
                "loan_applications",
                self.env._("Applications: run out, void, idle"),
                18,
                feeds=("loan_operations",),
            ),
        ]

    def _task_loan_applications(self, task):
        """Open applications by id in batches; `task.cursor` is the last looked at."""
        Application = self.env["bank.loan.application"].sudo()
        if not task.total_count:
            task.total_count = Application.search_count(Application._open_domain())
        deadline = time.monotonic() + SLICE_SECONDS
        while time.monotonic() < deadline:
            rows = self.env.execute_query(
                SQL(
                    "SELECT id FROM bank_loan_application WHERE id > %s AND stage NOT IN "
                    "('contract', 'refused', 'withdrawn', 'expired') ORDER BY id LIMIT %s",
                    task.cursor,
                    APPLICATIONS_A_BATCH,
                )
            )
            if not rows:
                return False
            ids = [application_id for (application_id,) in rows]
            Application.browse(ids)._end_of_day(self.date)
            task.write({"cursor": ids[-1], "done_count": task.done_count + len(ids)})
            task.flush_recordset()
        return True
