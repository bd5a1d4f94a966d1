from odoo import api, fields, models
from odoo.exceptions import AccessError


class BankTeam(models.Model):
    """Some people of a unit who share its clients, with a leader: dated, kept by the head.

    It gives no right to see anything: rights are posts.
    """

    _name = "bank.team"
    _description = "Team"
    _without_visibility_rule = "Who works with whom is known to every employee."
    _order = "branch_id, name"

    name = fields.Char(required=True)
    branch_id = fields.Many2one(
        "bank.branch", "Unit", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env.user.branch_id,
    )  # fmt: skip
    leader_id = fields.Many2one(
        "res.users", index="btree_not_null", ondelete="restrict"
    )
    member_ids = fields.One2many("bank.team.member", "team_id", "Who belonged to it")
    user_ids = fields.Many2many(
        "res.users", string="Today", compute="_compute_user_ids"
    )
    active = fields.Boolean(default=True)

    _name_uniq = models.Constraint(
        "UNIQUE(branch_id, name)", "The unit has a team of this name."
    )

    @api.depends("member_ids.user_id", "member_ids.date_from", "member_ids.date_to")
    def _compute_user_ids(self):
        for team in self:
            team.user_ids = team.member_ids.filtered("is_in_force").user_id

    @api.model_create_multi
    def create(self, vals_list):
        teams = super().create(vals_list)
        teams._check_own_unit()
        return teams

    def write(self, vals):
        self._check_own_unit()
        result = super().write(vals)
        self._check_own_unit()
        return result

    def _check_own_unit(self):
        """A head makes teams of the units that he heads, of the people of those."""
        if self.env.su:
            return
        units = self.env["bank.assignment.batch"]._headed_unit_ids()
        people = {self.env.uid, *self.env["bank.home"]._subordinate_ids()}
        for team in self:
            users = team.leader_id | team.member_ids.filtered("is_in_force").user_id
            if team.branch_id.id not in units or set(users.ids) - people:
                raise AccessError(
                    self.env._("Choose a unit that you head, and its people.")
                )
