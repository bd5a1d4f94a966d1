from odoo import api, fields, models
from odoo.exceptions import UserError


class BankClientGroupChange(models.TransientModel):
    """Adding a client to a group or taking him out by hand, or beginning a list."""

    _name = "bank.client.group.change"
    _description = "Change of a Group by Hand"
    _inherit = ["bank.named.client.mixin"]

    operation = fields.Selection(
        [
            ("new", "New list with this client"),
            ("add", "Add to a group"),
            ("remove", "Take out of a group"),
        ],
        "What",
        required=True,
        default="add",
    )
    client_id = fields.Many2one(
        "res.partner", required=True, domain=[("is_client", "=", True)]
    )
    group_id = fields.Many2one("bank.client.group")
    name = fields.Char()
    kind = fields.Selection(
        [("companies", "Group of companies"), ("household", "Household")],
        default="companies",
    )
    reason = fields.Text("Why")

    def action_apply(self):
        """Begin a list, or propose the change to a second person."""
        self.ensure_one()
        self.check_access("read")
        if self.operation == "new":
            return self._begin()
        if not self.group_id:
            raise UserError(self.env._("Choose the group."))
        if self.operation == "add":
            self.group_id._propose_member(self.client_id, self.reason)
        else:
            self.group_id._propose_removal(self.client_id, self.reason)
        return {"type": "ir.actions.act_window_close"}

    def _begin(self):
        group = self.env["bank.client.group"]._begin_list(
            self.name, self.kind, self.client_id, self.reason
        )
        return {
            "type": "ir.actions.act_window",
            "name": group.display_name,
            "res_model": "bank.client.group",
            "res_id": group.id,
            "views": [(False, "form")],
        }

    @api.onchange("operation")
    def _onchange_operation(self):
        """Who is to be taken out has one group as a rule."""
        if self.operation == "remove" and self.client_id and not self.group_id:
            groups = self.env["bank.client.group"]._current_of(self.client_id)
            self.group_id = groups[:1].id if len(groups) == 1 else False
