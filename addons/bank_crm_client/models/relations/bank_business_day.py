from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec


class BankBusinessDay(models.Model):
    """The nightly work on relations: proposals, then groups."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("relation_proposals", self.env._("Relations proposed"), 32),
            TaskSpec("groups", self.env._("Groups of connected clients"), 33),
        ]

    def _task_relation_proposals(self, task):
        """One way to infer a slice; True while some are left."""
        Relation = self.env["bank.relation"]
        ways = Relation._inferences()
        task.total_count = len(ways)
        if task.cursor < len(ways):
            Relation._propose_found(ways[task.cursor]())
            task.write({"cursor": task.cursor + 1, "done_count": task.cursor + 1})
        return task.cursor < len(ways)

    def _task_groups(self, task):
        """All groups in one go: there are few links beside clients."""
        task.done_count = self.env["bank.client.group"]._rebuild(self.date)
        return False
