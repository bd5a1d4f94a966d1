from odoo import models


class IrActionsActions(models.Model):
    """The print menu holds only the forms that this person may print."""

    _inherit = "ir.actions.actions"

    def get_bindings(self, model_name):
        bindings = super().get_bindings(model_name)
        actions = bindings.get("report")
        if not actions or not self.env["bank.print.form"].has_access("read"):
            return bindings
        forms = self.env["bank.print.form"].search(
            [("action_id", "in", [action["id"] for action in actions])]
        )
        hidden = set((forms - forms._may_print()).sudo().action_id.ids)
        left = [action for action in actions if action["id"] not in hidden]
        return {**bindings, "report": left}
