from odoo import models
from odoo.exceptions import UserError

INSIDE = frozenset({"project.project", "project.task"})


class PortalShare(models.TransientModel):  # pylint: disable=no-wizard-in-models
    """Sharing by a link: never a project or its task."""

    _inherit = "portal.share"

    def action_send_mail(self):
        if INSIDE & set(self.mapped("res_model")):
            raise UserError(
                self.env._("Projects and their tasks stay inside the bank.")
            )
        return super().action_send_mail()
