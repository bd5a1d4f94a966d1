from odoo import api, models
from odoo.exceptions import UserError

# What gives a role to somebody or makes it larger; `bank.role` and posts do it by two people.
GIVING = frozenset(
    {
        "line_ids", "user_ids", "group_id", "is_default", "implied_ids", "implied_by_ids",
        "privilege_id", "group_privilege_id",
    }
)  # fmt: skip
GIVING_AT_BIRTH = GIVING - {"implied_ids", "group_id"}


class ResUsersRole(models.Model):
    """A set of groups: it grows and is given by two people, through roles and posts."""

    _inherit = "res.users.role"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_giving(vals, GIVING_AT_BIRTH)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_giving(vals, GIVING)
        return super().write(vals)

    @api.model
    def _refuse_giving(self, vals, names):
        given = {name for name in names & vals.keys() if vals[name]}
        if given and not self.env.su:
            raise UserError(
                self.env._("Roles are given by posts and changed by two people.")
            )


class ResUsersRoleLine(models.Model):
    """Who holds a set of groups: only posts say so."""

    _inherit = "res.users.role.line"

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_giving()
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_giving()
        return super().write(vals)

    @api.model
    def _refuse_giving(self):
        if not self.env.su:
            raise UserError(self.env._("Roles are given by posts."))
