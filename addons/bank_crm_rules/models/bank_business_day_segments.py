from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import (
    SLICE_SECONDS,
    TaskSpec,
)


class BankBusinessDay(models.Model):
    """The night finds the members of live segments anew, each after those it asks for."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("segments", self.env._("Segments: who came and who went"), 50),
        ]

    def _task_segments(self, task):
        """`task.cursor` is how many of them are done; True while some are left."""
        segments = self.env["bank.segment"].sudo()
        live = segments._in_calculation_order(segments.search([("kind", "=", "live")]))
        begun = task.cursor
        task.total_count = len(live)

        def done(number):
            task.write({"cursor": begun + number, "done_count": begun + number})
            task.flush_recordset()

        live[begun:]._refresh_within(SLICE_SECONDS, self.date, done)
        return task.cursor < len(live)
