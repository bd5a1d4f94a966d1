from odoo import models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    """Tasks by a template, begun on a client's card."""

    _inherit = "res.partner"

    def action_start_plan(self):
        """Choose a template of tasks and give its tasks about this client."""
        self.ensure_one()
        self.check_access("read")
        if self._is_counter_view():
            raise UserError(
                self.env._("Tasks about a client are given by those who serve him.")
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tasks by a template"),
            "res_model": "bank.task.plan.start",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_client_id": self.id, "default_user_id": self.env.uid},
        }
