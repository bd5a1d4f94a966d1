import time

from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import (
    SLICE_SECONDS,
    TaskSpec,
)


class BankBusinessDay(models.Model):
    """The day begins with who serves whom; the history is checked after the figures."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("handovers", self.env._("Handovers of clients"), 5),
            TaskSpec("assignment_batches", self.env._("Clients given by rules"), 6),
            TaskSpec("assignments", self.env._("Who serves whom: the history"), 45),
        ]

    def _task_handovers(self, task):
        """Apply what is due, return what a leave lent, tell who waits for an answer."""
        deadline = time.monotonic() + SLICE_SECONDS
        handovers = self.env["bank.handover"].sudo()
        while due := handovers._next_due(self.date):
            due._do_due()
            task.done_count += 1
            if time.monotonic() > deadline:
                return True
        handovers._tell_unanswered(self.date)
        return False

    def _task_assignment_batches(self, task):
        return self.env["bank.assignment.batch"].sudo()._do_due(self.date)

    def _task_assignments(self, task):
        """What a hand in the database changed is dated from today."""
        return self._each_client_batch(task, self.env["bank.assignment"].sudo()._sync)
