from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import TaskSpec


class BankBusinessDay(models.Model):
    """The night's work on classes: products elsewhere before segments, members after them."""

    _inherit = "bank.business.day"

    @api.model
    def _task_specs(self):
        return [
            *super()._task_specs(),
            TaskSpec("external_products", self.env._("Products in other banks"), 24),
            TaskSpec("class_rules", self.env._("Rules of client classes"), 45),
            TaskSpec(
                "classes", self.env._("Client classes: who came and who left"), 55
            ),
        ]

    def _task_external_products(self, task):
        return self.env["bank.external.product"]._do_night(task, self.date)

    def _task_class_rules(self, task):
        """Rules that came with the product become segments before segments are found."""
        self.env["bank.client.standing"]._make_rules()
        return False

    def _task_classes(self, task):
        """A class a slice, committed by the runner; `task.cursor` is how many are done."""
        standings = (
            self.env["bank.client.standing"]
            .with_context(active_test=False)
            .search([], order="id")
        )
        task.total_count = len(standings)
        if task.cursor < len(standings):
            standings[task.cursor]._refresh(self.date)
            task.write({"cursor": task.cursor + 1, "done_count": task.cursor + 1})
        return task.cursor < len(standings)
