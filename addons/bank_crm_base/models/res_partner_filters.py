from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

DORMANT_DAYS = 90


class ResPartner(models.Model):
    """Questions that people ask of the client list, on the bank's day and not the clock's."""

    _inherit = "res.partner"

    class_color = fields.Integer(related="client_class_id.color")
    is_in_my_branch = fields.Boolean(
        "In my branch",
        compute="_compute_is_in_my_branch",
        search="_search_is_in_my_branch",
    )
    is_dormant = fields.Boolean(
        "No operation for 90 days",
        compute="_compute_is_dormant",
        search="_search_is_dormant",
    )
    is_new_this_month = fields.Boolean(
        compute="_compute_is_new_this_month", search="_search_is_new_this_month"
    )
    has_left_this_month = fields.Boolean(
        compute="_compute_has_left_this_month", search="_search_has_left_this_month"
    )

    @api.depends("branch_id")
    @api.depends_context("uid")
    def _compute_is_in_my_branch(self):
        own = set(self.env.user.branch_id._subtree_ids())
        for partner in self:
            partner.is_in_my_branch = partner.branch_id.id in own

    def _search_is_in_my_branch(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("branch_id", "in", self.env.user.branch_id._subtree_ids())

    @api.depends("client_state", "last_operation_date")
    def _compute_is_dormant(self):
        dormant = self.filtered_domain(self._dormant_domain())
        for partner in self:
            partner.is_dormant = partner in dormant

    def _search_is_dormant(self, operator, value):
        return self._dormant_domain() if operator == "in" else NotImplemented

    @api.model
    def _dormant_domain(self):
        today = self.env["bank.business.day"]._today()
        return Domain("client_state", "=", "client") & (
            Domain("last_operation_date", "=", False)
            | Domain("last_operation_date", "<", today - timedelta(days=DORMANT_DAYS))
        )

    @api.depends("client_since")
    def _compute_is_new_this_month(self):
        new = self.filtered_domain(self._this_month("client_since"))
        for partner in self:
            partner.is_new_this_month = partner in new

    def _search_is_new_this_month(self, operator, value):
        return self._this_month("client_since") if operator == "in" else NotImplemented

    @api.depends("client_until")
    def _compute_has_left_this_month(self):
        gone = self.filtered_domain(self._this_month("client_until"))
        for partner in self:
            partner.has_left_this_month = partner in gone

    def _search_has_left_this_month(self, operator, value):
        return self._this_month("client_until") if operator == "in" else NotImplemented

    @api.model
    def _this_month(self, name):
        today = self.env["bank.business.day"]._today()
        return Domain(name, ">=", today.replace(day=1)) & Domain(name, "<=", today)
