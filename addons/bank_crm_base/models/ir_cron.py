from odoo import models

from ..tools.change_origin import changes_come_from


class IrCron(models.Model):
    """Scheduled jobs: what they change is noted as theirs."""

    _inherit = "ir.cron"

    def _callback(self, cron_name, server_action_id):
        with changes_come_from("cron"):
            return super()._callback(cron_name, server_action_id)
