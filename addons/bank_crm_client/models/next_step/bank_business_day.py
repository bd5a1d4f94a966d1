from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec


class BankBusinessDay(models.Model):
    """The night's last look at clients: what to do next with each, and in which order."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("next_steps", self.env._("Next steps with clients"), 70),
        ]

    def _task_next_steps(self, task):
        return self._each_client_batch(
            task, lambda ids: self.env["bank.next.step"]._refresh(ids, self.date)
        )
