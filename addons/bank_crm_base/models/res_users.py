from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.field_values import raw_proposed


class ResUsers(models.Model):
    """An employee of the bank: his personnel number and his posts."""

    _name = "res.users"
    _inherit = ["res.users", "bank.sealed.mixin"]

    staff_number = fields.Char(
        "Personnel number", sealed=True, copy=False, index="btree_not_null"
    )
    post_ids = fields.One2many("bank.post", "user_id", "Posts")
    branch_id = fields.Many2one("bank.branch", compute="_compute_branch_id")

    _staff_number_uniq = models.UniqueIndex(
        "(staff_number) WHERE staff_number IS NOT NULL",
        "Another employee has this personnel number.",
    )

    @api.depends("post_ids.branch_id", "post_ids.date_from", "post_ids.date_to")
    def _compute_branch_id(self):
        posts = self.env["bank.post"].sudo()._in_force()
        branches = {
            post.user_id.id: post.branch_id for post in posts.sorted("date_from")
        }
        for user in self:
            user.branch_id = branches.get(user.id)

    def write(self, vals):
        self._check_bank_groups(vals)
        if "group_ids" in vals:
            # Links are written by SQL of their own, past what tells the change log.
            self.env["bank.change"]._tell()
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self.browse()._check_bank_groups(vals)
        users = super().create(vals_list)
        if not self.env.su and users.sudo().group_ids._bank_groups():
            # Given by a default of the request rather than by a value.
            self._refuse_powers()
        return users

    def _check_bank_groups(self, vals):
        """Powers over clients come by posts, which two people give; not by the user form."""
        if self.env.su or not {"group_ids", "role_line_ids"} & vals.keys():
            return
        given = self.env["res.groups"].sudo()
        if "group_ids" in vals:
            before = set(self.group_ids.ids) if len(self) == 1 else set()
            after = set(raw_proposed(self[:1], "group_ids", vals["group_ids"]))
            given = given.browse(after - before)
        if "role_line_ids" in vals or given._bank_groups():
            self._refuse_powers()

    @api.model
    def _refuse_powers(self):
        raise UserError(
            self.env._(
                "Powers over clients are given by a post, not here: enter the post, and "
                "a second person accepts it."
            )
        )

    def _apply_posts(self):
        """Give each person the groups of the posts that are in force today, and no others.

        A person between posts keeps his sign-in but has no bank role.
        """
        self.env.registry.clear_cache()
        no_post = self.env.ref("bank_crm_base.role_no_post").user_role_id
        Line = self.env["res.users.role.line"].sudo()
        roles_of = {}
        for post in self.env["bank.post"].sudo()._in_force():
            roles = roles_of.setdefault(post.user_id.id, no_post.browse())
            roles_of[post.user_id.id] = roles | post.role_id.user_role_id
        for user in self.sudo():
            wanted = roles_of.get(user.id, no_post)
            lines = Line.search([("user_id", "=", user.id)])
            missing = wanted - lines.role_id
            Line.create([{"user_id": user.id, "role_id": role.id} for role in missing])
            surplus = lines.filtered_domain([("role_id", "not in", wanted.ids)])
            if surplus:
                surplus.unlink()
            else:
                user.set_groups_from_roles()

    @api.model
    def _cron_apply_posts(self):
        """Posts begin and end by date: once a day the groups follow."""
        self.search([("post_ids", "!=", False)])._apply_posts()
