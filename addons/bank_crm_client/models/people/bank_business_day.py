from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec


class BankBusinessDay(models.Model):
    """The morning of people: files of who came, certificates that come to their end."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("people", self.env._("Files of employees, certificates"), 7),
        ]

    def _task_people(self, task):
        """Some thousands of people at most: done in one go."""
        made = self.env["bank.people"].sudo()._keep_employees()
        told = self.env["hr.employee.skill"].sudo()._tell_of_ends(self.date)
        task.done_count += made + told
        return False
