from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...domain.people.decisions import (
    Decision,
    Kind,
    in_force,
)


class BankEmployeeDecision(models.Model):
    """A dated decision about an employee: his grade, his own limit, a suspension.

    His appointment is a post, which two people give. A decision is never rewritten: a later
    one takes its place, an end is entered, or it is withdrawn with the reason.
    """

    _name = "bank.employee.decision"
    _description = "Decision about an Employee"
    _inherit = ["bank.sealed.mixin"]
    _order = "date_from desc, id desc"

    employee_id = fields.Many2one(
        "hr.employee", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [
            (Kind.GRADE, "Grade"),
            (Kind.LIMIT, "Own limit of clients"),
            (Kind.SUSPENSION, "Suspension"),
        ],
        "What is decided",
        required=True,
        default=Kind.GRADE,
    )
    date_from = fields.Date(
        "From",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    date_to = fields.Date(
        "Until", help="The last day; empty while it lasts or until the next decision."
    )
    grade_id = fields.Many2one(
        "bank.grade", index="btree_not_null", ondelete="restrict"
    )
    load_limit = fields.Integer(
        "Clients at most", help="Zero: nobody new is given to him."
    )
    document_number = fields.Char("Order no.")
    reason = fields.Char("Why")
    given_by_id = fields.Many2one(
        "res.users", "Decided by", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    withdrawn_date = fields.Date("Withdrawn", sealed=True, copy=False)
    words = fields.Char("Decision", compute="_compute_words")
    stands = fields.Selection(
        [
            ("now", "In force"),
            ("future", "Begins later"),
            ("past", "Over"),
            ("withdrawn", "Withdrawn"),
        ],
        compute="_compute_stands",
    )
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A decision cannot end before it begins.",
    )
    _limit_positive = models.Constraint(
        "CHECK(load_limit >= 0)", "A limit is not negative."
    )
    _grade_is_named = models.Constraint(
        "CHECK((kind = 'grade') = (grade_id IS NOT NULL))", "Choose the grade."
    )
    _suspended_why = models.Constraint(
        "CHECK(kind != 'suspension' OR reason IS NOT NULL)",
        "Say why the employee is suspended.",
    )

    @api.depends("kind", "grade_id", "load_limit")
    def _compute_words(self):
        for decision in self:
            if decision.kind == Kind.GRADE:
                decision.words = decision.grade_id.name
            elif decision.kind == Kind.LIMIT:
                decision.words = self.env._("%s clients at most", decision.load_limit)
            else:
                decision.words = self.env._("Suspended")

    @api.depends("employee_id", "words", "date_from")
    def _compute_display_name(self):
        for decision in self:
            decision.display_name = self.env._(
                "%(name)s: %(words)s from %(date)s",
                name=decision.employee_id.display_name or "",
                words=decision.words or "",
                date=format_date(self.env, decision.date_from)
                if decision.date_from
                else "",
            )

    @api.depends("date_from", "date_to", "withdrawn_date", "kind", "employee_id")
    def _compute_stands(self):
        today = self.env["bank.business.day"]._today()
        siblings = self.sudo().search(
            [
                ("employee_id", "in", self.employee_id.ids),
                ("withdrawn_date", "=", False),
            ]
        )
        counting = set()
        for employee in siblings.employee_id:
            theirs = siblings.filtered(lambda row, of=employee: row.employee_id == of)
            rows = [
                Decision(row.id, Kind(row.kind), row.date_from, row.date_to or None)
                for row in theirs
            ]
            for kind in Kind:
                if found := in_force(rows, kind, today):
                    counting.add(found.number)
        for decision in self:
            if decision.withdrawn_date:
                decision.stands = "withdrawn"
            elif decision.id in counting:
                decision.stands = "now"
            elif decision.date_from and decision.date_from > today:
                decision.stands = "future"
            else:
                decision.stands = "past"

    @api.depends("employee_id")
    @api.depends_context("uid")
    def _compute_is_visible(self):
        seen = self.sudo().search([("id", "in", self.ids), ("is_visible", "=", True)])
        for decision in self:
            decision.is_visible = not decision.id or decision in seen

    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self.env["bank.people"]._seen_domain("employee_id.user_id")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            kind = vals.get("kind") or Kind.GRADE
            if kind != Kind.GRADE:
                vals["grade_id"] = False
            if kind != Kind.LIMIT:
                vals["load_limit"] = 0
        decisions = super().create(vals_list)
        decisions._check_who()
        decisions.sudo().filtered(
            lambda row: not row.given_by_id
        ).given_by_id = self.env.user
        return decisions

    def write(self, vals):
        if not self.env.su:
            if vals.keys() - {"date_to"}:
                raise UserError(
                    self.env._(
                        "A decision is not rewritten: withdraw it and enter another."
                    )
                )
            self._check_who()
            today = self.env["bank.business.day"]._today()
            before = fields.Date.to_date(vals.get("date_to"))
            if any(row.date_to and row.date_to < today for row in self) or (
                before and before < fields.Date.subtract(today, days=1)
            ):
                raise UserError(self.env._("What is over stays as it was."))
        return super().write(vals)

    def _check_who(self):
        self.env["bank.people"]._check_keeps(self.employee_id)

    def action_end(self):
        """A suspension is lifted, an own limit falls away: today is its last day."""
        self.check_access("write")
        today = self.env["bank.business.day"]._today()
        for decision in self:
            if decision.stands != "now":
                raise UserError(self.env._("Only what is in force can be ended."))
            decision.date_to = max(today, decision.date_from)
        return True

    def action_withdraw(self):
        """Entered by mistake: it does not count, and stays to be seen."""
        self.check_access("write")
        self._check_who()
        today = self.env["bank.business.day"]._today()
        if any(decision.withdrawn_date for decision in self):
            raise UserError(self.env._("This is withdrawn already."))
        if any(
            decision.date_from < today and decision.given_by_id != self.env.user
            for decision in self
        ):
            raise AccessError(
                self.env._(
                    "Who decided may withdraw what has begun; enter a new decision."
                )
            )
        self.sudo().withdrawn_date = today
        return True
