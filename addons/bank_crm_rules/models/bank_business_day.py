from odoo import api, models

from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec


class BankBusinessDay(models.Model):
    """The nightly work of decision tables and segments."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("behaviour", self.env._("Behaviour of clients"), 35),
        ]

    def _task_behaviour(self, task):
        return self._each_client_batch(
            task, lambda ids: self.env["bank.client.behaviour"]._refresh(ids, self.date)
        )
