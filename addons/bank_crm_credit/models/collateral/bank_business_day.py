import time

from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import (
    SLICE_SECONDS,
    TaskSpec,
)
from odoo.tools import SQL

from .bank_collateral import LIVE

COLLATERAL_A_BATCH = 500


class BankBusinessDay(models.Model):
    """The night looks after what secures loans: values, calendar, cover, relations."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("collateral", self.env._("Collateral: values, what is due"), 16),
            TaskSpec("loan_cover", self.env._("Cover of loans by collateral"), 17),
            TaskSpec("guarantees", self.env._("Relations from guarantees"), 32),
        ]

    def _task_collateral(self, task):
        """Collateral that is not over, in batches by id; `task.cursor` is the last."""
        Collateral = self.env["bank.collateral"].sudo()
        if not task.total_count:
            task.total_count = Collateral.search_count([("state", "in", LIVE)])
        deadline = time.monotonic() + SLICE_SECONDS
        while time.monotonic() < deadline:
            ids = [
                key
                for (key,) in self.env.execute_query(
                    SQL(
                        "SELECT id FROM bank_collateral WHERE id > %s AND state = ANY(%s) "
                        "ORDER BY id LIMIT %s",
                        task.cursor,
                        list(LIVE),
                        COLLATERAL_A_BATCH,
                    )
                )
            ]
            if not ids:
                return False
            Collateral._count(ids, self.date)
            task.write({"cursor": ids[-1], "done_count": task.done_count + len(ids)})
            task.flush_recordset()
        return True

    def _task_loan_cover(self, task):
        """Loans with collateral, and those that ask for it, in batches by id."""
        Cover = self.env["bank.loan.cover"].sudo()
        deadline = time.monotonic() + SLICE_SECONDS
        while time.monotonic() < deadline:
            ids = Cover._next_loans(task.cursor)
            if not ids:
                return False
            Cover._refresh(ids)
            task.write({"cursor": ids[-1], "done_count": task.done_count + len(ids)})
            task.flush_recordset()
        return True

    def _task_guarantees(self, task):
        """All in one go: guarantees are few beside clients."""
        task.done_count = self.env["bank.relation"].sudo()._mirror_guarantees()
        return False
