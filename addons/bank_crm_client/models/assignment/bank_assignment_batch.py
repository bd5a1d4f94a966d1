from odoo import api, fields, models
from odoo.addons.bank_crm_base.domain.access import Scope
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ...domain.assignment.states import State, can_move


class BankAssignmentBatch(models.Model):
    """One run of the rules: who would get how many and why, decided as one act, applied."""

    _name = "bank.assignment.batch"
    _description = "Assignment by Rules"
    _inherit = ["bank.sealed.mixin"]
    _order = "date_from desc, id desc"

    branch_id = fields.Many2one(
        "bank.branch", "Unit", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env.user.branch_id,
    )  # fmt: skip
    date_from = fields.Date(
        "On",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    reason = fields.Char("Why", required=True)
    state = fields.Selection(
        [
            (State.DRAFT, "Draft"),
            (State.WAITING, "Waits for decision"),
            (State.ACCEPTED, "Waits for its date"),
            (State.APPLIED, "Applied"),
            (State.REFUSED, "Refused"),
            (State.UNDONE, "Taken back"),
        ],
        required=True,
        default=State.DRAFT,
        sealed=True,
        copy=False,
        index=True,
    )
    maker_id = fields.Many2one(
        "res.users", "Proposed by", index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    line_ids = fields.One2many(
        "bank.assignment.batch.line", "batch_id", "Who gets how many", readonly=True
    )
    dealt_count = fields.Integer("Clients dealt", sealed=True, copy=False)
    left_count = fields.Integer("Stay as they are", sealed=True, copy=False)
    kept_count = fields.Integer(
        "Changed meanwhile",
        sealed=True,
        copy=False,
        help="Somebody else gave them to another manager: they stay with him.",
    )
    previewed_at = fields.Datetime("Counted", sealed=True, copy=False)
    cursor = fields.Integer(sealed=True, copy=False)
    is_undoing = fields.Boolean("Being taken back", sealed=True, copy=False)
    applied_date = fields.Date("Applied on", sealed=True, copy=False)
    undo_until = fields.Date("Can be taken back until", sealed=True, copy=False)
    may_undo = fields.Boolean(compute="_compute_may_undo")
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    @api.depends("branch_id", "date_from")
    def _compute_display_name(self):
        for batch in self:
            batch.display_name = self.env._(
                "Rules for %(unit)s, %(date)s",
                unit=batch.branch_id.name or "",
                date=format_date(self.env, batch.date_from) if batch.date_from else "",
            )

    @api.depends("state", "undo_until")
    @api.depends_context("uid")
    def _compute_may_undo(self):
        today = self.env["bank.business.day"]._today()
        units = self._headed_unit_ids()
        for batch in self:
            batch.may_undo = (
                batch.state == State.APPLIED
                and not batch.is_undoing
                and bool(batch.undo_until)
                and batch.undo_until >= today
                and batch.branch_id.id in units
            )

    @api.depends("branch_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search(Domain("id", "in", self.ids) & self._visible_domain())
        for batch in self:
            batch.is_visible = batch in seen or not batch.id

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._visible_domain()

    @api.model
    def _visible_domain(self):
        """Heads see those of their units and of units below; auditors all."""
        if self.env.su and self.env.uid == 1:
            return Domain.TRUE
        if self.env.user.has_group("bank_crm_base.group_auditor"):
            return Domain.TRUE
        return Domain("branch_id", "in", sorted(self._headed_unit_ids()))

    @api.model
    def _headed_unit_ids(self):
        """Units that the current user heads, and all below them."""
        if not self.env.user.has_group("bank_crm_base.group_unit_head"):
            return set()
        posts = self.env["bank.home"]._headed_posts()
        if any(post.role_id.scope == Scope.BANK for post in posts):
            return set(self.env["bank.branch"].sudo().search([]).ids)
        return set(posts.branch_id._subtree_ids())

    @api.model_create_multi
    def create(self, vals_list):
        batches = super().create(vals_list)
        batches._check_own_unit()
        return batches

    def write(self, vals):
        self._check_own_unit()
        if not self.env.su and any(batch.state != State.DRAFT for batch in self):
            raise UserError(
                self.env._("What is proposed stands as it is. Begin a new one.")
            )
        result = super().write(vals)
        self._check_own_unit()
        if "branch_id" in vals:
            self.sudo()._forget_plan()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_proposed(self):
        self._check_own_unit()
        if any(batch.state != State.DRAFT for batch in self):
            raise UserError(self.env._("What was proposed is kept."))
        self.sudo()._forget_plan()

    def _check_own_unit(self):
        if self.env.su:
            return
        units = self._headed_unit_ids()
        if any(batch.branch_id.id not in units for batch in self):
            raise AccessError(self.env._("Choose a unit that you head."))

    def _move_to(self, target, **values):
        for batch in self:
            if not can_move(batch.state, target):
                raise UserError(
                    self.env._(
                        "“%(name)s” is decided already.", name=batch.display_name
                    )
                )
        self.sudo().write({"state": target, **values})
