from odoo import api, fields, models
from odoo.fields import Domain


class BankTeamMember(models.Model):
    """One person in a team, from one day until another."""

    _name = "bank.team.member"
    _description = "Member of a Team"
    _without_visibility_rule = "Who works with whom is known to every employee."
    _order = "date_to desc, date_from desc, id desc"
    _rec_name = "user_id"

    team_id = fields.Many2one(
        "bank.team", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", "Employee", required=True, index=True, ondelete="restrict"
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    date_to = fields.Date("Until", help="The last day; empty while it lasts.")
    is_in_force = fields.Boolean(
        "Today", compute="_compute_is_in_force", search="_search_is_in_force"
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "The last day is before the first.",
    )
    _once = models.UniqueIndex(
        "(team_id, user_id) WHERE date_to IS NULL", "He is in this team already."
    )

    @api.depends("date_from", "date_to")
    def _compute_is_in_force(self):
        today = self.env["bank.business.day"]._today()
        for member in self:
            member.is_in_force = bool(member.date_from) and (
                member.date_from <= today <= (member.date_to or today)
            )

    def _search_is_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        return Domain("date_from", "<=", today) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        )

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        members.team_id._check_own_unit()
        return members

    def write(self, vals):
        self.team_id._check_own_unit()
        result = super().write(vals)
        self.team_id._check_own_unit()
        return result
