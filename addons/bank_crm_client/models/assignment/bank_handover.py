from odoo import SUPERUSER_ID, api, fields, models
from odoo.addons.bank_crm_base.domain.codes import selection
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...domain.assignment.states import State, can_move

# What is proposed stands as it is from the moment it is sent.
TERMS = frozenset(
    {
        "user_id", "target_ids", "kind", "date_from", "date_to", "reason",
        "segment_id", "client_class_id", "client_kind", "client_ids", "moves_branch",
        "deputy_id",
    }
)  # fmt: skip


class BankHandover(models.Model):
    """A portfolio, or a part of it, goes from one manager to others: for good or for a leave.

    Proposed as one act, applied on its date with everything that belongs to the clients,
    journalled row by row and taken back within some days.
    """

    _name = "bank.handover"
    _description = "Handover of Clients"
    _inherit = ["bank.sealed.mixin"]
    _order = "date_from desc, id desc"

    user_id = fields.Many2one(
        "res.users", "From", required=True, index=True, ondelete="restrict"
    )
    branch_id = fields.Many2one(
        "bank.branch", "Unit", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False, compute="_compute_branch_id", store=True, precompute=True,
    )  # fmt: skip
    target_ids = fields.One2many("bank.handover.target", "handover_id", "To", copy=True)
    kind = fields.Selection(
        [("good", "For good"), ("leave", "For a leave")],
        "For how long",
        required=True,
        default="good",
    )
    date_from = fields.Date(
        "On",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    date_to = fields.Date(
        "Last day of the leave", help="The clients come back on the day after."
    )
    reason = fields.Char("Why", required=True)
    segment_id = fields.Many2one(
        "bank.segment", "Only those in the segment", index=True, ondelete="restrict"
    )
    client_class_id = fields.Many2one(
        "bank.client.class", "Only this class", index=True, ondelete="restrict"
    )
    client_kind = fields.Selection(selection("client_kind"), "Only this kind")
    client_ids = fields.Many2many(
        "res.partner", "bank_handover_client_rel", "handover_id", "client_id",
        "Only these clients",
        domain="[('is_client', '=', True), ('manager_id', '=', user_id)]",
    )  # fmt: skip
    moves_branch = fields.Boolean(
        "Clients move to the new manager's unit",
        help="Without it they stay in their unit, and only the manager changes.",
    )
    deputy_id = fields.Many2one(
        "res.users", "Covers until they answer", index=True, ondelete="restrict",
        help="Sees the clients until the new managers have accepted them.",
    )  # fmt: skip
    state = fields.Selection(
        [
            (State.DRAFT, "Draft"),
            (State.WAITING, "Waits for decision"),
            (State.ACCEPTED, "Waits for its date"),
            (State.APPLIED, "Handed over"),
            (State.REFUSED, "Refused"),
            (State.UNDONE, "Taken back"),
            (State.RETURNED, "Returned"),
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
    with_walled = fields.Boolean(sealed=True, copy=False)
    scope_unit_ids = fields.Json("Units of the clients", sealed=True, copy=False)
    applied_date = fields.Date("Handed over on", sealed=True, copy=False)
    undo_until = fields.Date("Can be taken back until", sealed=True, copy=False)
    line_ids = fields.One2many("bank.handover.line", "handover_id", "What moved")
    client_line_ids = fields.One2many(
        "bank.handover.line", "handover_id", "Clients handed over",
        domain=[("model", "=", "res.partner"), ("field", "=", "manager_id")],
    )  # fmt: skip
    allowed_user_ids = fields.Many2many("res.users", compute="_compute_allowed")
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )
    may_undo = fields.Boolean(compute="_compute_may_undo")
    undo_waits = fields.Boolean(compute="_compute_may_undo")

    _leave_ends = models.Constraint(
        "CHECK((kind = 'leave') = (date_to IS NOT NULL))",
        "A leave has a last day; what is for good has none.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "The last day is before the first.",
    )
    _due_idx = models.Index("(date_from) WHERE state IN ('accepted', 'applied')")

    @api.depends("user_id", "target_ids.user_id")
    def _compute_display_name(self):
        for handover in self:
            handover.display_name = handover.user_id and self.env._(
                "%(giver)s → %(takers)s",
                giver=handover.user_id.sudo().name or "",
                takers=", ".join(handover.target_ids.user_id.sudo().mapped("name")),
            )

    @api.depends("user_id")
    def _compute_branch_id(self):
        for handover in self:
            unit = handover.user_id.branch_id
            handover.branch_id = unit or self.env.user.branch_id

    @api.depends_context("uid")
    def _compute_allowed(self):
        self.allowed_user_ids = self._people()

    @api.depends("state", "undo_until")
    @api.depends_context("uid")
    def _compute_may_undo(self):
        today = self.env["bank.business.day"]._today()
        people = self._people()
        waiting = self.env["bank.act"].sudo()._waiting_for(self)
        for handover in self:
            handover.undo_waits = handover.state == State.APPLIED and bool(
                waiting.get(handover.id)
            )
            handover.may_undo = (
                handover.state == State.APPLIED
                and not handover.undo_waits
                and bool(handover.undo_until)
                and handover.undo_until >= today
                and handover.user_id in people
            )

    # --- who sees it

    @api.depends("user_id", "branch_id", "target_ids.user_id", "maker_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search(Domain("id", "in", self.ids) & self._visible_domain())
        for handover in self:
            handover.is_visible = handover in seen or not handover.id

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._visible_domain()

    @api.model
    def _visible_domain(self):
        """Managers see their own, heads those of their people, auditors all."""
        if self.env.uid == SUPERUSER_ID:
            return Domain.TRUE
        user = self.env.user
        if user.has_group("bank_crm_base.group_auditor"):
            return Domain.TRUE
        own = (
            Domain("user_id", "=", user.id)
            | Domain("target_ids.user_id", "=", user.id)
            | Domain("maker_id", "=", user.id)
        )
        return own | Domain("user_id", "in", self._people().ids)

    @api.model
    def _people(self):
        """Whose clients the current user may hand over: everybody in units he heads."""
        if not self.env.user.has_group("bank_crm_base.group_unit_head"):
            return self.env["res.users"]
        return self.env["res.users"].browse(self.env["bank.home"]._subordinate_ids())

    # --- entering

    @api.model_create_multi
    def create(self, vals_list):
        handovers = super().create(vals_list)
        handovers._check_own()
        return handovers

    def write(self, vals):
        if TERMS & vals.keys() and any(row.state != State.DRAFT for row in self):
            raise UserError(
                self.env._("What is proposed stands as it is. Make a new handover.")
            )
        self._check_own()
        result = super().write(vals)
        self._check_own()
        return result

    def _check_own(self):
        if self.env.su:
            return
        people = self._people()
        for handover in self:
            takers = handover.target_ids.user_id | handover.deputy_id
            if (handover.user_id | takers) - people:
                raise AccessError(
                    self.env._(
                        "Choose people who work in a unit that you head. Beyond it, the "
                        "head above you hands over."
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_proposed(self):
        self._check_own()
        if any(handover.state != State.DRAFT for handover in self):
            raise UserError(self.env._("What was proposed is kept."))

    def _move_to(self, target, **values):
        for handover in self:
            if not can_move(handover.state, target):
                raise UserError(
                    self.env._(
                        "“%(name)s” is decided or done already.",
                        name=handover.display_name,
                    )
                )
        self.sudo().write({"state": target, **values})

    @api.model
    def _days(self, name, default):
        parameter = self.env["ir.config_parameter"].sudo()
        return int(parameter.get_param(f"bank_crm_client.{name}") or default)
