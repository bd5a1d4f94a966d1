from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import (
    SLICE_SECONDS,
    TaskSpec,
)


class BankBusinessDay(models.Model):
    """The nightly work of decision tables and segments."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("behaviour", self.env._("Behaviour of clients"), 35),
            TaskSpec("decisions", self.env._("Decision tables for everybody"), 60),
        ]

    def _task_behaviour(self, task):
        return self._each_client_batch(
            task, lambda ids: self.env["bank.client.behaviour"]._refresh(ids, self.date)
        )

    def _task_decisions(self, task):
        """Ask the nightly tables about everybody, one after the other; True while some are left.

        A day that is done again, for late or corrected input, is answered anew.
        """
        tables = self.env["bank.decision.table"].search([("is_nightly", "=", True)])
        tables = tables.filtered("version_id").sorted("id")
        task.total_count = len(tables)
        for table in tables:
            run = self.env["bank.decision.run"]._nightly(table, since=task.started_at)
            if run.state == "running":
                if not run._do_slice(SLICE_SECONDS):
                    task.done_count += 1
                return True
        return False
