from odoo import api, models
from odoo.exceptions import UserError


class ProjectCollaborator(models.Model):
    """Guests of a project: a bank has none."""

    _inherit = "project.collaborator"

    @api.model_create_multi
    def create(self, vals_list):
        if vals_list:
            raise UserError(
                self.env._("Nobody outside the bank takes part in a project.")
            )
        return super().create(vals_list)
