from odoo import api, fields, models
from odoo.exceptions import UserError

SHARED = frozenset({"invited_users", "portal"})


class ProjectProject(models.Model):
    """A project inside the bank: its people see it, and nobody outside."""

    _inherit = "project.project"

    privacy_visibility = fields.Selection(
        default="employees",
        help="Whoever is given a task sees that task in either case.",
    )

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Nobody is offered what is refused."""
        described = super().fields_get(allfields, attributes)
        choices = described.get("privacy_visibility", {})
        if "selection" in choices:
            choices["selection"] = [
                choice for choice in choices["selection"] if choice[0] not in SHARED
            ]
        return described

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_inside(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_inside(vals)
        return super().write(vals)

    @api.model
    def _check_inside(self, vals):
        if vals.get("privacy_visibility") in SHARED:
            raise UserError(
                self.env._(
                    "Projects are for employees. What a client should know is written to "
                    "him from his card, where the contact rules are asked."
                )
            )

    def _close_to_clients(self):
        """What was shared before goes back inside: followers, guests and links."""
        shared = self.filtered(lambda project: project.privacy_visibility in SHARED)
        # Core takes portal users out and revokes the links as the value changes.
        shared.write({"privacy_visibility": "employees"})
        self.collaborator_ids.unlink()

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        inside = self.env["project.task"]._inside(partner_ids)
        return super().message_subscribe(inside, subtype_ids)

    def _portal_ensure_token(self):
        """No link opens a project without signing in."""
        return ""
