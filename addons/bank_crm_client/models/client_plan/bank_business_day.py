from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec


class BankBusinessDay(models.Model):
    """The night's work on contact norms, after classes and before next steps."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("contact_norms", self.env._("Contacts that are due"), 65),
        ]

    def _task_contact_norms(self, task):
        return self._each_client_batch(
            task, lambda ids: self.env["bank.client.contact"]._refresh(ids, self.date)
        )
