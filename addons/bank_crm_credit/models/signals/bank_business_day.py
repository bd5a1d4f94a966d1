from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec


class BankBusinessDay(models.Model):
    """The night's look for signs of trouble, then the watch list."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec(
                "signals", self.env._("Early signals and the watch list"), 64,
                feeds=("movements",),
            ),
        ]  # fmt: skip

    def _task_signals(self, task):
        return self._each_client_batch(task, self._refresh_signals)

    def _refresh_signals(self, client_ids):
        self.env["bank.loan.signal"]._refresh(client_ids, self.date)
        self.env["bank.watch.entry"]._refresh(client_ids, self.date)
