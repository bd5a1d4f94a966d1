import time

from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import (
    SLICE_SECONDS,
    TaskSpec,
)
from odoo.tools import SQL

LOANS_A_BATCH = 500


class BankBusinessDay(models.Model):
    """The night counts every loan: what is owed, how late, what the core says otherwise."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec(
                "loans",
                self.env._("Loans: what is owed, what is late, differences"),
                15,
                feeds=("loan_operations", "agreement_overdue"),
            ),
        ]

    def _task_loans(self, task):
        """Loans in batches by id until the slice's time is over; `task.cursor` is the last."""
        Loan = self.env["bank.loan"].sudo()
        if not task.total_count:
            task.total_count = Loan.search_count([])
        deadline = time.monotonic() + SLICE_SECONDS
        while time.monotonic() < deadline:
            ids = [
                loan_id
                for (loan_id,) in self.env.execute_query(
                    SQL(
                        # What was closed and counted since does not change by waiting.
                        "SELECT l.id FROM bank_loan l "
                        "JOIN bank_holding h ON h.id = l.holding_id "
                        "WHERE l.id > %s AND NOT (h.state = 'closed' "
                        "AND coalesce(h.closed_date < l.counted_date, false)) "
                        "ORDER BY l.id LIMIT %s",
                        task.cursor,
                        LOANS_A_BATCH,
                    )
                )
            ]
            if not ids:
                return False
            Loan._count(ids, self.date)
            task.write({"cursor": ids[-1], "done_count": task.done_count + len(ids)})
            task.flush_recordset()
        return True
