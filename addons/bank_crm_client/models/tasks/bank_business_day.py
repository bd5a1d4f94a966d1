from odoo import api, fields, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec


class BankBusinessDay(models.Model):
    """The nightly work on tasks: whoever was not told of a delay by day is told now."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("task_escalation", self.env._("Overdue tasks told of"), 90),
        ]

    def _task_task_escalation(self, task):
        """A batch a slice; True while some are left."""
        now = fields.Datetime.now()  # clock: working hours
        told = self.env["bank.task.escalated"]._escalate(now)
        task.done_count += told
        return bool(told)
