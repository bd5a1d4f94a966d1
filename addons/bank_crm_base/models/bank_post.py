from odoo import api, fields, models
from odoo.fields import Domain


class BankPost(models.Model):
    """A person's post: which role he has in which branch, from when until when.

    What an administrator enters counts once a second person has accepted it.
    """

    _name = "bank.post"
    _description = "Post"
    _without_visibility_rule = "Who works where is known to every employee."
    _inherit = ["bank.acceptance.mixin", "bank.dated.mixin"]
    _in_force_fields = ("date_from", "date_to", "acceptance")
    _order = "date_from desc, id desc"

    _two_person_create = "role_grant"

    user_id = fields.Many2one(
        "res.users", "Employee", required=True, index=True, ondelete="cascade",
        two_person="role_grant",
    )  # fmt: skip
    branch_id = fields.Many2one(
        "bank.branch", required=True, index=True, ondelete="restrict",
        two_person="role_grant",
    )  # fmt: skip
    role_id = fields.Many2one(
        "bank.role", required=True, index=True, ondelete="restrict",
        two_person="role_grant",
    )  # fmt: skip
    date_from = fields.Date(
        "From",
        required=True,
        two_person="role_grant",
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    date_to = fields.Date(
        "Until",
        two_person="role_grant",
        help="The last day in the post; empty while it lasts.",
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A post cannot end before it begins.",
    )
    _entered_once = models.UniqueIndex(
        "(user_id, branch_id, role_id, date_from) WHERE acceptance != 'refused'",
        "This post is entered already.",
    )

    @api.depends("user_id", "role_id", "branch_id")
    def _compute_display_name(self):
        for post in self:
            post.display_name = self.env._(
                "%(user)s: %(role)s, %(branch)s",
                user=post.user_id.name or "",
                role=post.role_id.name or "",
                branch=post.branch_id.name or "",
            )

    @api.model
    def _in_force_domain(self, today):
        accepted = Domain("acceptance", "=", "accepted")
        return accepted & super()._in_force_domain(today)

    @api.model_create_multi
    def create(self, vals_list):
        posts = super().create(vals_list)
        posts.user_id._apply_posts()
        return posts

    def write(self, vals):
        vals = self._guard_write(vals)
        users = self.user_id
        result = super().write(vals) if vals else True
        (users | self.user_id)._apply_posts()
        return result

    def unlink(self):
        users = self.user_id
        result = super().unlink()
        users._apply_posts()
        return result

    @api.model
    def _in_force(self):
        return self.search([("is_in_force", "=", True)])
