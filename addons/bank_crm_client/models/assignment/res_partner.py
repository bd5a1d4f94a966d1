from dataclasses import replace

from odoo import api, fields, models, tools

OWNERS = {"manager_id", "branch_id", "is_client"}


class ResPartner(models.Model):
    """Who serves the client: kept by day, whoever changes it."""

    _inherit = "res.partner"

    assignment_ids = fields.One2many("bank.assignment", "client_id", "Who served him")
    is_manager_pinned = fields.Boolean(
        "Manager stays",
        tracking=True,
        copy=False,
        help="Rules leave this client to his manager. A handover still moves him.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get("is_manager_pinned") for vals in vals_list):
            self._check_owner_rights({"manager_id"})
        partners = super().create(vals_list)
        partners._keep_assignments()
        return partners

    def write(self, vals):
        if "is_manager_pinned" in vals:
            self._check_owner_rights({"manager_id"})
        result = super().write(vals)
        if OWNERS & vals.keys():
            self._keep_assignments()
        return result

    def _keep_assignments(self):
        clients = self.filtered("is_client")
        if clients:
            self.env["bank.assignment"].sudo()._sync(clients.ids)

    @api.model
    @tools.ormcache("user_id", "today")
    def _viewer_of(self, user_id, today):
        viewer, branch_ids = super()._viewer_of(user_id, today)
        served = self.env["bank.assignment"]._granted_client_ids(user_id, today)
        return replace(viewer, granted_ids=viewer.granted_ids | served), branch_ids
