import time

from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import (
    SLICE_SECONDS,
    TaskSpec,
)

from .bank_duplicate_find import KINDS


class BankBusinessDay(models.Model):
    """The nightly sweep: everybody who shares a key is compared."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("duplicates", self.env._("Clients entered twice"), 60),
        ]

    def _task_duplicates(self, task):
        """Blocks first, a kind of key at a time; then the comparison in batches."""
        Pair = self.env["bank.duplicate.pair"]
        deadline = time.monotonic() + SLICE_SECONDS
        if not task.cursor:
            Pair._begin_sweep()
        while task.cursor < len(KINDS):
            cut = Pair._block(KINDS[task.cursor])
            values = {"cursor": task.cursor + 1}
            if cut:
                note = self.env._(
                    "%(count)s too common of %(kind)s",
                    count=cut,
                    kind=KINDS[task.cursor],
                )
                values["message"] = ", ".join(filter(None, [task.message, note]))
            if task.cursor + 1 == len(KINDS):
                values["total_count"] = Pair._count_candidates()
            task.write(values)
            if time.monotonic() > deadline:
                return True
        while count := Pair._score_batch():
            task.done_count += count
            if time.monotonic() > deadline:
                return True
        Pair._end_sweep(task.started_at or task.create_date)
        return False
