import time

from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import (
    SLICE_SECONDS,
    TaskSpec,
)

PARTIES_A_BATCH = 2000


class BankBusinessDay(models.Model):
    """The night's work on reviews: everybody against the lists, then who is overdue."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec(
                "sanctions", self.env._("Clients against the sanctions lists"), 61
            ),
            TaskSpec(
                "sanctions_parties",
                self.env._("Who stands behind clients against the sanctions lists"),
                62,
            ),
            TaskSpec(
                "kyc_overdue", self.env._("Reviews of clients that are overdue"), 62
            ),
        ]

    def _task_sanctions(self, task):
        Hit = self.env["bank.sanctions.hit"].sudo()
        is_more = self._each_client_batch(task, Hit._screen)
        if not is_more:
            Hit._tell_open(self.date)
        return is_more

    def _task_sanctions_parties(self, task):
        deadline = time.monotonic() + SLICE_SECONDS
        while last := self.env["bank.party"]._look_next_on_lists(
            task.cursor, PARTIES_A_BATCH
        ):
            task.cursor = last
            task.flush_recordset()
            if time.monotonic() > deadline:
                return True
        self.env["bank.sanctions.hit"].sudo()._tell_open(self.date)
        return False

    def _task_kyc_overdue(self, task):
        deadline = time.monotonic() + SLICE_SECONDS
        while last := self.env["bank.kyc"]._tell_overdue(self.date, task.cursor):
            task.cursor = last
            if time.monotonic() > deadline:
                return True
        return False
