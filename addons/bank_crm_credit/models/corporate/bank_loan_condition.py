import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...domain.application.conditions import (
    Consequence,
    Kind,
    Status,
)

TRANCHES = re.compile(r"^\s*\d{1,3}(\s*,\s*\d{1,3})*\s*$")
# What the body decided on: it does not change behind it.
SET = frozenset(
    {
        "application_id", "item_id", "kind", "name", "tranches", "due_date", "owner_id",
        "consequence",
    }
)  # fmt: skip


class BankLoanCondition(models.Model):
    """What an approval asks for besides the agreement: before the money, or after it.

    It is put to the vote with the terms, comes into force with the approval, and is met
    when loan administration has looked at the evidence. Who set it waives it, nobody else.
    """

    _name = "bank.loan.condition"
    _description = "Condition of a Loan"
    _inherit = ["bank.sealed.mixin"]
    _order = "application_id desc, kind, due_date, id"

    application_id = fields.Many2one(
        "bank.loan.application", required=True, index=True,
        ondelete="restrict",
    )  # fmt: skip
    applicant_name = fields.Char(
        related="application_id.applicant_name", string="Borrower"
    )
    stage = fields.Selection(related="application_id.stage")
    item_id = fields.Many2one(
        "bank.loan.committee.item", "Put to the vote with", index="btree_not_null",
        ondelete="restrict",
    )  # fmt: skip
    decision_id = fields.Many2one(
        "bank.loan.decision", "Set by the decision", index="btree_not_null",
        ondelete="restrict", sealed=True, copy=False,
    )  # fmt: skip
    set_by_words = fields.Char("Set by", compute="_compute_set_by_words")

    kind = fields.Selection(
        [
            (Kind.PRECEDENT.value, "Before the money"),
            (Kind.SUBSEQUENT.value, "After it"),
        ],
        "When",
        required=True,
        default=Kind.PRECEDENT.value,
    )
    name = fields.Char("What is asked for", required=True)
    tranches = fields.Char(
        "Holds back tranches",
        help="Numbers divided by commas: “1, 3”. Empty: every tranche.",
    )
    due_date = fields.Date("By")
    owner_id = fields.Many2one(
        "res.users", "Who sees to it", index="btree_not_null", ondelete="restrict",
        domain=[("share", "=", False)],
    )  # fmt: skip
    consequence = fields.Selection(
        [
            (Consequence.STOPS_TRANCHES.value, "No further tranche"),
            (Consequence.RAISES_RATE.value, "A higher rate"),
            (Consequence.FINE.value, "A fine"),
            (Consequence.EARLY_REPAYMENT.value, "Repayment at once"),
            (Consequence.REVIEW.value, "The loan is looked at anew"),
        ],
        "If it is not kept",
    )

    state = fields.Selection(
        [
            ("draft", "Proposed"),
            (Status.OPEN.value, "To be met"),
            (Status.MET.value, "Met"),
            (Status.WAIVED.value, "Waived"),
            ("fallen", "Fell away"),
        ],
        required=True,
        default="draft",
        index=True,
        sealed=True,
        copy=False,
    )
    evidence_ids = fields.Many2many(
        "ir.attachment", "bank_loan_condition_evidence_rel", "condition_id",
        "attachment_id",
    )  # fmt: skip
    evidence_words = fields.Text(
        "What was brought", help="Number and date of the paper, or where to see it."
    )
    is_to_check = fields.Boolean(
        "Evidence waits", compute="_compute_is_to_check", search="_search_is_to_check"
    )
    settled_by_id = fields.Many2one(
        "res.users", "Checked by", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    settled_date = fields.Date("Settled on", sealed=True, copy=False)
    settled_words = fields.Char("How", sealed=True, copy=False)
    waiver_item_id = fields.Many2one(
        "bank.loan.committee.item", "Waived by", index="btree_not_null",
        ondelete="restrict", sealed=True, copy=False,
    )  # fmt: skip
    is_overdue = fields.Boolean(
        "Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    is_blocking = fields.Boolean("Holds money back", compute="_compute_is_overdue")

    _settled_by_somebody = models.Constraint(
        "CHECK(state NOT IN ('met', 'waived') OR "
        "(settled_by_id IS NOT NULL AND settled_date IS NOT NULL))",
        "Say who settled it and when.",
    )
    _subsequent_is_whole = models.Constraint(
        "CHECK(kind = 'precedent' OR (due_date IS NOT NULL AND owner_id IS NOT NULL "
        "AND consequence IS NOT NULL AND tranches IS NULL))",
        "What is due after the money has a day, somebody who sees to it and a consequence; "
        "it holds back no named tranche.",
    )
    _due_idx = models.Index("(due_date) WHERE state = 'open'")

    @api.depends("name")
    def _compute_display_name(self):
        for condition in self:
            condition.display_name = condition.name or ""

    @api.depends("decision_id")
    def _compute_set_by_words(self):
        for condition in self:
            decision = condition.decision_id
            condition.set_by_words = (
                decision.committee_item_id.committee_id.name
                or decision.decider_id.name
                or ""
            )

    @api.depends("state", "evidence_ids", "evidence_words")
    def _compute_is_to_check(self):
        for condition in self:
            condition.is_to_check = condition.state == Status.OPEN and bool(
                condition.evidence_ids or (condition.evidence_words or "").strip()
            )

    def _search_is_to_check(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", str(Status.OPEN)) & (
            Domain("evidence_ids", "!=", False) | Domain("evidence_words", "!=", False)
        )

    @api.depends("state", "due_date", "kind", "consequence")
    def _compute_is_overdue(self):
        today = self.env["bank.business.day"]._today()
        for condition in self:
            is_open = condition.state == Status.OPEN
            condition.is_overdue = bool(
                is_open and condition.due_date and condition.due_date < today
            )
            condition.is_blocking = is_open and (
                condition.kind == Kind.PRECEDENT
                or (
                    condition.is_overdue
                    and condition.consequence == Consequence.STOPS_TRANCHES
                )
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["bank.business.day"]._today()
        return Domain("state", "=", str(Status.OPEN)) & Domain("due_date", "<", today)

    @api.constrains("tranches")
    def _check_tranches(self):
        for condition in self.filtered("tranches"):
            if not TRANCHES.match(condition.tranches):
                raise ValidationError(
                    self.env._("Write tranches as numbers divided by commas: “1, 3”.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        conditions = super().create(vals_list)
        for condition in conditions:
            condition._check_may_set()
            condition.item_id.sudo()._condition_was_put()
        return conditions

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            if SET & vals.keys():
                self._check_may_set()
            elif any(one.state != Status.OPEN for one in self):
                raise UserError(
                    self.env._("Evidence is brought while the condition is to be met.")
                )
        result = super().write(vals)
        if not self.env.su and SET & vals.keys():
            self._check_may_set()
            for item in self.item_id:
                item.sudo()._condition_was_put()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_set(self):
        self._check_may_set()
        for item in self.item_id:
            item.sudo()._condition_was_put()

    def _check_may_set(self):
        """A condition is written by the secretary, with the item that is put to the vote."""
        if self.env.su:
            return
        for condition in self:
            item = condition.item_id
            if condition.state != "draft" or not item:
                raise UserError(
                    self.env._(
                        "Who decides sets conditions, with the decision; afterwards they "
                        "are met or waived."
                    )
                )
            item.committee_id._check_runs()
            if item.state not in ("waiting", "voting"):
                raise UserError(self.env._("This item has been decided."))
            if condition.application_id != item.application_id:
                raise UserError(self.env._("The condition is of another application."))
