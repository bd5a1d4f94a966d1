from odoo import api, models
from odoo.exceptions import UserError


class IrActionsServer(models.Model):
    """Code comes with an addon, reviewed and tested; nobody types it into a running bank.

    It would run in any name: an administrator could decide his own act as somebody else.
    """

    _inherit = "ir.actions.server"

    @api.model_create_multi
    def create(self, vals_list):
        actions = super().create(vals_list)
        actions._refuse_typed_code({"state"})
        return actions

    def write(self, vals):
        result = super().write(vals)
        self._refuse_typed_code(vals.keys())
        return result

    def _refuse_typed_code(self, names):
        if self.env.su or not {"state", "code"} & set(names):
            return
        if any(action.state == "code" for action in self.sudo()):
            raise UserError(
                self.env._(
                    "Code is brought by an addon, not typed into a running bank."
                )
            )
