from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain.codes import selection

# What may stand under what: an outlet never holds a branch.
KIND_RANKS = {"head_office": 0, "region": 1, "branch": 2, "outlet": 3}


class BankBranch(models.Model):
    """A unit of the bank: head office > region > branch > outlet."""

    _name = "bank.branch"
    _description = "Branch"
    _without_visibility_rule = "The branch tree is known to every employee."
    _parent_store = True
    _inherit = ["bank.guarded.mixin"]
    _order = "parent_path, name"
    _rec_names_search = ["name", "code"]
    _check_company_auto = True

    name = fields.Char(required=True)
    code = fields.Char(
        required=True,
        index=True,
        help="The core system's code; feeds find the branch by it.",
    )
    kind = fields.Selection(
        selection("branch_kind"), required=True, default="branch",
        two_person="branch_change",
    )  # fmt: skip
    parent_id = fields.Many2one(
        "bank.branch", "Part of", index=True, ondelete="restrict", check_company=True,
        two_person="branch_change",
    )  # fmt: skip
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("bank.branch", "parent_id", "Units below")
    company_id = fields.Many2one(
        "res.company",
        "Bank",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    head_id = fields.Many2one("res.users", compute="_compute_head_id")
    post_ids = fields.One2many("bank.post", "branch_id", "Posts")
    staff_count = fields.Integer("Staff", compute="_compute_staff_count")
    street = fields.Char()
    city = fields.Char()
    phone = fields.Char()
    opened_date = fields.Date("Opened")
    closed_date = fields.Date("Closed")
    active = fields.Boolean(default=True, two_person="branch_change")

    _code_uniq = models.Constraint("UNIQUE(code)", "Another branch has this code.")

    @api.depends("name", "code")
    @api.depends_context("show_code")
    def _compute_display_name(self):
        for branch in self:
            branch.display_name = (
                f"{branch.name} ({branch.code})"
                if self.env.context.get("show_code")
                else branch.name
            )

    @api.depends("post_ids.role_id", "post_ids.date_from", "post_ids.date_to")
    def _compute_head_id(self):
        heads = {
            post.branch_id.id: post.user_id
            for post in self.env["bank.post"]
            .sudo()
            ._in_force()
            .filtered(lambda post: post.role_id.is_unit_head)
        }
        for branch in self:
            branch.head_id = heads.get(branch.id)

    @api.depends("post_ids.user_id", "post_ids.date_from", "post_ids.date_to")
    def _compute_staff_count(self):
        posts = self.env["bank.post"]._in_force()
        for branch in self:
            branch.staff_count = len(
                posts.filtered(lambda post: post.branch_id == branch).user_id  # noqa: B023
            )

    @api.constrains("parent_id", "kind")
    def _check_place_in_tree(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A branch cannot be part of itself."))
        for branch in self.filtered("parent_id"):
            if KIND_RANKS[branch.kind] < KIND_RANKS[branch.parent_id.kind]:
                raise ValidationError(
                    self.env._(
                        "%(branch)s cannot be part of %(parent)s: a smaller unit cannot "
                        "hold a larger one.",
                        branch=branch.name,
                        parent=branch.parent_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        branches = super().create(vals_list)
        self.env.registry.clear_cache()
        return branches

    def write(self, vals):
        vals = self._guard_write(vals)
        result = super().write(vals) if vals else True
        if {"parent_id", "active"} & vals.keys():
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def _subtree_ids(self):
        """Ids of these branches and of all below them, closed ones too."""
        if not self:
            return []
        return (
            self.sudo()
            .with_context(active_test=False)
            .search([("id", "child_of", self.ids)])
            .ids
        )

    @api.model
    def _unlink_reason(self):
        return self.env._("A branch with clients is closed, not deleted.")

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if (
            self.env["res.partner"]
            .sudo()
            .search_count([("branch_id", "in", self.ids)], limit=1)
        ):
            raise ValidationError(self._unlink_reason())
