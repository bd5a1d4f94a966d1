from odoo import api, fields, models
from odoo.tools import SQL

from .bank_business_day_run import TaskSpec


class BankBusinessDay(models.Model):
    """What the home screens need of a business day: large payments, and how fresh it is."""

    _inherit = "bank.business.day"

    data_as_of = fields.Datetime(
        "Data as of", readonly=True, help="When the newest account data of the day arrived."
    )

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("day_flows", self.env._("Largest payments of the day"), 50),
        ]

    def _task_day_flows(self, task):
        self.env["bank.day.flow"]._refresh(self.date)
        [(as_of,)] = self.env.execute_query(SQL("SELECT max(fed_at) FROM bank_account"))
        self.data_as_of = as_of
        return False
