from odoo import models
from odoo.exceptions import UserError


class ResGroupsPrivilege(models.Model):
    """The ladder a group stands on; by it the bank's powers are known."""

    _inherit = "res.groups.privilege"

    def write(self, vals):
        category = self.env.ref("bank_crm_base.module_category_bank_crm")
        is_ours = category in self.sudo().category_id
        if "category_id" in vals and is_ours and not self.env.su:
            raise UserError(self.env._("Powers over clients keep their place."))
        return super().write(vals)
