from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..domain.acts import Refusal, State, UnitScope, refusal

OPERATIONS = [("write", "Change"), ("create", "New record"), ("call", "Operation")]


class BankAct(models.Model):
    """A proposal of one employee that takes effect when another accepts it.

    It holds what is proposed and what was in force when it was. Acceptance checks that
    nothing has changed since and writes as the one who accepts.
    """

    _name = "bank.act"
    _description = "Two-Person Act"
    _inherit = ["bank.sealed.mixin", "mail.thread"]
    _order = "id desc"
    # Maker and checker talk about an act that neither of them may write.
    _mail_post_access = "read"

    name = fields.Char("What", required=True, sealed=True, copy=False)
    kind_id = fields.Many2one(
        "bank.act.kind", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    state = fields.Selection(
        [
            (State.WAITING, "Waiting"),
            (State.ACCEPTED, "Accepted"),
            (State.REFUSED, "Refused"),
            (State.WITHDRAWN, "Withdrawn"),
            (State.VOID, "No longer applies"),
        ],
        required=True,
        default=State.WAITING,
        sealed=True,
        copy=False,
    )
    operation = fields.Selection(OPERATIONS, required=True, sealed=True, copy=False)
    res_model = fields.Char("Of", required=True, sealed=True, copy=False)
    res_ids = fields.Json(sealed=True, copy=False)
    record_count = fields.Integer("Records", sealed=True, copy=False)
    method = fields.Char("Operation called", sealed=True, copy=False)
    # The three are raw: people read them in words, where masks apply.
    arguments = fields.Json("With", sealed=True, copy=False, groups=fields.NO_ACCESS)
    proposed = fields.Json(
        "New values",
        sealed=True,
        copy=False,
        groups=fields.NO_ACCESS,
        help="Field -> value, the same for all records.",
    )
    old = fields.Json(
        "Values when proposed",
        sealed=True,
        copy=False,
        groups=fields.NO_ACCESS,
        help="Record id -> field -> value when proposed.",
    )
    reason = fields.Char("Why", sealed=True, copy=False)
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    amount = fields.Monetary("Sum", sealed=True, copy=False)
    client_id = fields.Many2one(
        "res.partner", index="btree_not_null", ondelete="cascade", sealed=True, copy=False
    )  # fmt: skip
    unit_id = fields.Many2one(
        "bank.branch", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    group_id = fields.Many2one(
        "res.groups", "Decided by", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    unit_scope = fields.Selection(
        [(UnitScope.BANK, "Bank"), (UnitScope.UNIT, "Unit")],
        required=True,
        sealed=True,
        copy=False,
    )
    addressee_id = fields.Many2one(
        "bank.branch", "Shown first in", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    maker_id = fields.Many2one(
        "res.users", "Proposed by", required=True, index=True, ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    proposed_at = fields.Datetime("Proposed", required=True, sealed=True, copy=False)
    due_at = fields.Datetime("Moves up", sealed=True, copy=False)
    escalation_count = fields.Integer("Moved up", sealed=True, copy=False)
    checker_id = fields.Many2one(
        "res.users", "Decided by whom", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    acted_for_id = fields.Many2one(
        "res.users", "In place of", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    decided_at = fields.Datetime("Decided", sealed=True, copy=False)
    answer = fields.Char("Reason of the decision", sealed=True, copy=False)
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )
    may_decide = fields.Boolean(
        "Waits for me", compute="_compute_may_decide", search="_search_may_decide"
    )

    _four_eyes = models.Constraint(
        "CHECK(checker_id IS NULL OR checker_id != maker_id)",
        "An act is decided by somebody else than who proposed it.",
    )
    _decided_by_somebody = models.Constraint(
        "CHECK(state NOT IN ('accepted', 'refused') OR checker_id IS NOT NULL)",
        "An act is decided by a person.",
    )
    _waiting_idx = models.Index("(group_id, unit_id) WHERE state = 'waiting'")
    _record_idx = models.Index("USING gin (res_ids) WHERE state = 'waiting'")

    def _compute_currency_id(self):
        self.currency_id = self.env.company.currency_id

    # --- who sees and who decides

    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search(Domain("id", "in", self.ids) & self._visible_domain())
        for act in self:
            act.is_visible = act in seen

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._visible_domain()

    @api.model
    def _visible_domain(self):
        """Makers see their own acts, deciders those they may decide, auditors all."""
        if self.env.uid == SUPERUSER_ID:
            return Domain.TRUE
        user = self.env.user
        if user.has_group("bank_crm_base.group_auditor"):
            return Domain.TRUE
        own = Domain("maker_id", "=", user.id) | Domain("checker_id", "=", user.id)
        client = Domain("client_id", "=", False) | Domain(
            "client_id.is_visible", "=", True
        )
        return self._decidable_domain() | (own & client)

    @api.depends("state", "group_id", "unit_id", "maker_id")
    @api.depends_context("uid")
    def _compute_may_decide(self):
        for act in self:
            act.may_decide = (
                act.state == State.WAITING and act._refusal_of(self.env.user) is None
            )

    def _search_may_decide(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", State.WAITING) & self._decidable_domain()

    @api.model
    def _decidable_domain(self):
        """Acts of any state that the current user has the power to decide."""
        found = Domain.FALSE
        for way in self._ways(self.env.user):
            unit = Domain("unit_scope", "=", UnitScope.BANK)
            for path in way.branch_paths:
                unit |= Domain("unit_id.parent_path", "=like", f"{path}%")
            found |= (
                Domain("group_id", "in", sorted(way.group_ids))
                & unit
                & Domain("maker_id", "!=", way.user_id)
            )
        return found & Domain("maker_id", "!=", self.env.uid) & self._open_domain()

    @api.model
    def _open_domain(self):
        """Acts about clients whom neither the wall nor a closed card keeps from the user.

        A deputy decides about clients of the other's portfolio, but never behind the wall.
        """
        viewer, _branch_ids = self.env["res.partner"]._viewer()
        return (
            Domain("client_id", "=", False)
            | Domain("client_id.is_visible", "=", True)
            | (
                Domain("client_id.is_private_banking", "!=", True)
                & Domain("client_id", "not in", sorted(viewer.closed_ids))
            )
        )

    @api.model
    def _ways(self, user):
        """The user and those in whose place he decides today."""
        return self.env["bank.act.delegation"]._ways_of(user)

    def _refusal_of(self, user):
        self.ensure_one()
        act = self.sudo()
        if not act.filtered_domain(self._open_domain()):
            return Refusal.CLOSED_CLIENT
        return refusal(
            maker_id=act.maker_id.id,
            person_id=user.id,
            is_person=user.id != SUPERUSER_ID and not user.share,
            group_id=act.group_id.id,
            scope=UnitScope(act.unit_scope),
            unit_path=act.unit_id.parent_path or "",
            ways=self._ways(user),
        )

    def _check_may_decide(self):
        """Refuse whoever may not decide; being superuser does not help."""
        user = self.env.user
        words = {
            Refusal.OWN_ACT: self.env._(
                "You proposed this yourself: somebody else has to decide it."
            ),
            Refusal.NOT_A_PERSON: self.env._("A person has to decide this."),
            Refusal.NO_POWER: self.env._("You have no power to decide this."),
            Refusal.OTHER_UNIT: self.env._(
                "This is decided in its own unit or in a unit above it."
            ),
        }
        words[Refusal.CLOSED_CLIENT] = words[Refusal.NO_POWER]
        for act in self:
            why = act._refusal_of(user)
            if why:
                raise AccessError(words[why])
