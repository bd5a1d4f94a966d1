from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS, Domain

KINDS = [("live", "Live"), ("static", "Static")]


class BankSegment(models.Model):
    """Clients with something in common, described without code and kept up to date.

    A segment belongs to a unit: its members are that unit's clients, found for the whole
    unit whoever looks. The unit's people, those below and those above read it.
    """

    _name = "bank.segment"
    _description = "Segment"
    _inherit = ["bank.sealed.mixin"]
    _order = "name, id"
    _check_company_auto = False

    name = fields.Char(required=True)
    purpose = fields.Char("What for")
    branch_id = fields.Many2one(
        "bank.branch",
        "Unit",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.branch_id,
        help="The members are clients of this unit and of those below it.",
    )
    owner_id = fields.Many2one(
        "res.users",
        "Kept by",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    kind = fields.Selection(
        KINDS,
        "Kept",
        required=True,
        default="live",
        help="A live segment is found anew each night. A static one stays as it was "
        "found until somebody finds it anew.",
    )
    with_former = fields.Boolean("Former clients too")
    active = fields.Boolean(default=True)

    definition = fields.Json("Conditions")
    version_ids = fields.One2many(
        "bank.segment.version", "segment_id", "Conditions over time", readonly=True
    )
    needed_ids = fields.Many2many(
        "bank.segment", "bank_segment_needed_rel", "segment_id", "needed_id",
        "Asks for segments", sealed=True, copy=False,
    )  # fmt: skip

    computed_at = fields.Datetime("Last found", sealed=True, copy=False)
    computed_date = fields.Date("Found as of", sealed=True, copy=False)
    computed_version_id = fields.Many2one(
        "bank.segment.version", index=True, sealed=True, copy=False
    )
    # What is behind the wall is told only by `total_count`.
    stored_count = fields.Integer(groups=NO_ACCESS, copy=False)

    is_open_to_me = fields.Boolean(
        compute="_compute_is_open_to_me", search="_search_is_open_to_me"
    )
    may_change = fields.Boolean(
        compute="_compute_may_change", search="_search_may_change"
    )
    is_outdated = fields.Boolean(compute="_compute_is_outdated")

    _name_uniq = models.UniqueIndex(
        "(branch_id, name) WHERE active IS TRUE",
        "The unit has a segment of this name already.",
    )

    @api.model
    def _own_branch_ids(self):
        """Units where the user holds a post today, and all below them."""
        posts = self.env.user.sudo().post_ids.filtered("is_in_force")
        return posts.branch_id._subtree_ids()

    @api.model
    def _open_branch_ids(self):
        """Units whose segments the user reads: his own, those below and those above."""
        posts = self.env.user.sudo().post_ids.filtered("is_in_force")
        above = {
            int(branch_id)
            for path in posts.branch_id.mapped("parent_path")
            for branch_id in (path or "").split("/")
            if branch_id
        }
        return sorted(above | set(self._own_branch_ids()))

    @api.depends("branch_id")
    @api.depends_context("uid")
    def _compute_is_open_to_me(self):
        everything = self.env.uid == SUPERUSER_ID
        branch_ids = set(self._open_branch_ids())
        for segment in self:
            segment.is_open_to_me = everything or segment.branch_id.id in branch_ids

    def _search_is_open_to_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        if self.env.uid == SUPERUSER_ID:
            return Domain.TRUE
        return Domain("branch_id", "in", self._open_branch_ids())

    @api.depends("branch_id")
    @api.depends_context("uid")
    def _compute_may_change(self):
        everything = self.env.uid == SUPERUSER_ID
        # Asked of the model: of these records it would ask this field again.
        may = everything or self.browse().sudo(False).has_access("write")
        branch_ids = set(self._own_branch_ids())
        for segment in self:
            segment.may_change = everything or (
                may and (not segment.branch_id or segment.branch_id.id in branch_ids)
            )

    def _search_may_change(self, operator, value):
        if operator != "in":
            return NotImplemented
        if self.env.uid == SUPERUSER_ID:
            return Domain.TRUE
        return Domain("branch_id", "in", self._own_branch_ids())

    @api.depends("version_ids", "computed_version_id")
    def _compute_is_outdated(self):
        for segment in self:
            newest = segment.sudo()._newest_version()
            segment.is_outdated = bool(
                segment.computed_version_id and segment.computed_version_id != newest
            )

    def write(self, vals):
        result = super().write(vals)
        if "branch_id" in vals:
            # Rules are asked before a change: nobody hands a segment to a foreign unit.
            self.invalidate_recordset(["may_change"])
            self.check_access("write")
        return result

    def copy_data(self, default=None):
        return [
            {**vals, "name": self.env._("%(name)s (copy)", name=segment.name)}
            for segment, vals in zip(self, super().copy_data(default), strict=True)
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        users = self.sudo().search([("needed_ids", "in", self.ids)]) - self
        if users:
            raise UserError(
                self.env._(
                    "The segment “%(other)s” asks for this one. Take it out there first.",
                    other=users[0].name,
                )
            )

    def unlink(self):
        self.check_access("unlink")
        ids = self.ids
        result = super().unlink()
        self.env["bank.segment.member"]._forget(ids)
        return result

    def action_compute(self):
        """Find the members now, on the bank's day."""
        self.check_access("write")
        self.sudo()._refresh(self.env["bank.business.day"]._today())
        return True

    def action_open_members(self):
        """The members that the user may see, as a list of clients."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_base.bank_client_action"
        )
        return {
            **action,
            "name": self.name,
            "domain": [("segment_ids", "in", self.ids)],
            "context": {"create": False},
        }
