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
        left = Pair._count_candidates() if task.cursor else 0
        if not task.cursor or left != task.total_count - task.done_count:
            # A crash of the database empties the unlogged list: the sweep begins again.
            Pair._begin_sweep()
            task.write({"cursor": 0, "done_count": 0, "total_count": 0})
        while task.cursor < len(KINDS):
            kind = KINDS[task.cursor]
            cut = Pair._block(kind)
            values = {
                "cursor": task.cursor + 1,
                "total_count": Pair._count_candidates(),
            }
            if cut:
                note = self.env._(
                    "%(count)s too common of %(kind)s", count=cut, kind=kind
                )
                values["message"] = ", ".join(filter(None, [task.message, note]))
            task.write(values)
            if time.monotonic() > deadline:
                return True
        while count := Pair._score_batch():
            task.done_count += count
            if time.monotonic() > deadline:
                return True
        Pair._end_sweep(task.started_at or task.create_date)
        return False
