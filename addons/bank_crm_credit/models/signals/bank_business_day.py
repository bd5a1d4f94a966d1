from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec

# Without the day's movements a salary would have "stopped" that is only not loaded yet.
NEEDED = TaskSpec("signals", "", 64, feeds=("movements",))


class BankBusinessDay(models.Model):
    """The night's look for signs of trouble, then the watch list."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec(
                NEEDED.code,
                self.env._("Early signals and the watch list"),
                NEEDED.sequence,
            ),
        ]

    def _task_signals(self, task):
        """On a day whose movements are not there signals stay as they were."""
        if missing := self._missing_feeds(NEEDED):
            task.message = self.env._(
                "Not there for this day: %(feeds)s. Signals stay as they were.",
                feeds=", ".join(missing),
            )
            return False
        return self._each_client_batch(task, self._refresh_signals)

    def _refresh_signals(self, client_ids):
        self.env["bank.loan.signal"]._refresh(client_ids, self.date)
        self.env["bank.watch.entry"]._refresh(client_ids, self.date)
