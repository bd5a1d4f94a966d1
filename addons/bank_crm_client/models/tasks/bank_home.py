from odoo import api, models


class BankHome(models.AbstractModel):
    """From the home screen a task leads to its place in the day."""

    _inherit = "bank.home"

    @api.model
    def _menu_actions(self):
        return {
            **super()._menu_actions(),
            "bank.task.load": "bank_crm_client.bank_task_load_action",
            "bank.task.escalated": "bank_crm_client.bank_task_escalated_action",
        }
