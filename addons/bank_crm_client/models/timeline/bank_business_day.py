from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec


class BankBusinessDay(models.Model):
    """The nightly work on the timeline: large payments are kept."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("large_flows", self.env._("Large payments for the timeline"), 42),
        ]

    def _task_large_flows(self, task):
        """After the day's largest payments are found, in one go."""
        task.done_count = self.env["bank.large.flow"]._keep(self.date)
        return False
