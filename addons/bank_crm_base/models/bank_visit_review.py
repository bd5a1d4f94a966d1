from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

REVIEW_DAYS = 3
REVIEWERS = "bank_crm_base.group_auditor,bank_crm_base.group_compliance"


class BankVisit(models.Model):
    """Openings in an emergency: at once on the list of those who review them."""

    _inherit = "bank.visit"

    review = fields.Selection(
        [("waiting", "To be reviewed"), ("justified", "Justified"), ("violation", "Violation")],
        index="btree_not_null",
        sealed=True,
        copy=False,
    )  # fmt: skip
    reviewer_id = fields.Many2one(
        "res.users", "Reviewed by", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    reviewed_at = fields.Datetime("Reviewed", sealed=True, copy=False)
    review_note = fields.Char("Finding", sealed=True, copy=False)
    may_review = fields.Boolean(compute="_compute_may_review")
    is_review_late = fields.Boolean("Review is late", compute="_compute_is_review_late")

    _not_by_oneself = models.Constraint(
        "CHECK(reviewer_id IS NULL OR reviewer_id != user_id)",
        "Somebody else reviews what one has opened.",
    )
    _emergency_is_reviewed = models.Constraint(
        "CHECK(kind != 'break_glass' OR review IS NOT NULL)",
        "An opening in an emergency is reviewed.",
    )

    @api.depends("review", "user_id")
    @api.depends_context("uid")
    def _compute_may_review(self):
        is_reviewer = self.env.user.has_groups(REVIEWERS)
        for visit in self:
            visit.may_review = (
                is_reviewer
                and visit.review == "waiting"
                and visit.user_id != self.env.user
            )

    @api.depends("review", "started_at")
    def _compute_is_review_late(self):
        oldest = self._review_due_from()
        for visit in self:
            visit.is_review_late = (
                visit.review == "waiting" and visit.started_at < oldest
            )

    @api.model
    def _review_due_from(self):
        """What was opened before this moment should have been reviewed by now."""
        parameter = self.env["ir.config_parameter"].sudo()
        days = parameter.get_param("bank_crm_base.emergency_review_days")
        now = fields.Datetime.now()  # clock: a review is late so many days later
        return fields.Datetime.subtract(now, days=int(days or REVIEW_DAYS))

    @api.model
    def _late_reviews(self):
        return self.search_count(
            [("review", "=", "waiting"), ("started_at", "<", self._review_due_from())]
        )

    @api.model
    def _start(self, client, **values):
        if values.get("kind") != "break_glass":
            return super()._start(client, **values)
        if not self.env.user.has_group("bank_crm_base.group_break_glass"):
            raise AccessError(
                self.env._("You have no power to open clients in an emergency.")
            )
        return super()._start(client, **values)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("kind") == "break_glass":
                vals["review"] = "waiting"
        return super().create(vals_list)

    def action_justified(self):
        return self._ask_finding("justified")

    def action_violation(self):
        return self._ask_finding("violation")

    def _ask_finding(self, review):
        self.ensure_one()
        self._check_may_review()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What you found"),
            "res_model": "bank.visit.finding",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_visit_id": self.id, "default_review": review},
        }

    def _check_may_review(self):
        self.check_access("read")
        if not self.env.user.has_groups(REVIEWERS):
            raise AccessError(self.env._("Audit and compliance review this."))
        for visit in self:
            if visit.user_id == self.env.user:
                raise AccessError(
                    self.env._("You opened this yourself: somebody else reviews it.")
                )
            if visit.review != "waiting":
                raise UserError(self.env._("This is reviewed already."))

    def _find(self, review, note):
        """Close the review with a finding in words."""
        self._check_may_review()
        if not (note or "").strip():
            raise UserError(self.env._("Say in words what you found."))
        self.sudo().write(
            {
                "review": review,
                "reviewer_id": self.env.uid,
                "reviewed_at": fields.Datetime.now(),
                "review_note": note.strip(),
            }
        )
