from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

HEAD = "bank_crm_base.group_unit_head"
# What was approved stays as it was approved.
APPROVED_FIELDS = ("client_id", "group_id", "date_from", "date_to", "needs", "goal_ids")
REVIEW_MONTHS = 3


class BankClientPlan(models.Model):
    """What the bank wants with a key client or his group in a year, and how it gets there."""

    _name = "bank.client.plan"
    _description = "Client Plan"
    _inherit = ["bank.sealed.mixin"]
    _order = "date_from desc, client_id, id desc"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade",
        domain=[("is_client", "=", True)],
    )  # fmt: skip
    group_id = fields.Many2one(
        "bank.client.group", "For his whole group", index="btree_not_null",
        ondelete="set null",
    )  # fmt: skip
    manager_id = fields.Many2one(related="client_id.manager_id", string="Manager")
    branch_id = fields.Many2one(related="client_id.branch_id", string="Branch")
    date_from = fields.Date(
        "From", required=True,
        default=lambda self: self.env["bank.business.day"]._today().replace(month=1, day=1),
    )  # fmt: skip
    date_to = fields.Date(
        "Until", required=True,
        default=lambda self: self.env["bank.business.day"]._today().replace(month=12, day=31),
    )  # fmt: skip
    needs = fields.Text(
        "What the client needs", help="His plans, his season, what others offer him."
    )
    participant_ids = fields.Many2many(
        "res.users", string="Who takes part",
        help="Colleagues with an action of their own: product specialists, the head.",
    )  # fmt: skip
    goal_ids = fields.One2many("bank.client.plan.goal", "plan_id", "Goals", copy=True)
    action_ids = fields.One2many("bank.client.plan.action", "plan_id", "Actions")
    review_ids = fields.One2many("bank.client.plan.review", "plan_id", "Reviews")
    progress = fields.Float(
        "Goals reached, %", compute="_compute_progress", digits=(6, 1)
    )
    open_action_count = fields.Integer(
        "Actions to do", compute="_compute_progress"
    )
    late_action_count = fields.Integer("Late", compute="_compute_progress")
    share = fields.Float(
        "Share of wallet", compute="_compute_share",
        help="What he has with us of what he has anywhere, as far as we know.",
    )  # fmt: skip

    state = fields.Selection(
        [
            ("draft", "Being drawn up"),
            ("submitted", "With the head"),
            ("approved", "Approved"),
            ("closed", "Closed"),
        ],
        required=True,
        default="draft",
        sealed=True,
        copy=False,
    )
    author_id = fields.Many2one(
        "res.users", "Drawn up by", index="btree_not_null", ondelete="set null",
        sealed=True, copy=False, default=lambda self: self.env.user,
    )  # fmt: skip
    approver_id = fields.Many2one(
        "res.users", "Approved by", index="btree_not_null", ondelete="set null",
        sealed=True, copy=False,
    )  # fmt: skip
    approved_date = fields.Date("Approved on", sealed=True, copy=False)
    return_reason = fields.Char("Returned because", sealed=True, copy=False)
    next_review_date = fields.Date("Next review", sealed=True, copy=False)
    is_review_due = fields.Boolean(
        "Review due", compute="_compute_is_review_due", search="_search_is_review_due"
    )

    _in_order = models.Constraint(
        "CHECK(date_to > date_from)", "A plan ends after it begins."
    )
    _approved_idx = models.Index("(client_id) WHERE state = 'approved'")

    @api.depends("client_id", "group_id", "date_from")
    @api.depends_context("uid")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = self.env._(
                "%(client)s, plan for %(year)s",
                client=plan.client_id.display_name or "",
                year=plan.date_from.year if plan.date_from else "",
            )

    @api.depends("goal_ids.progress", "action_ids.state", "action_ids.due_date")
    def _compute_progress(self):
        today = self.env["bank.business.day"]._today()
        for plan in self:
            goals = plan.goal_ids
            plan.progress = (
                sum(min(max(goal.progress, 0), 100) for goal in goals) / len(goals)
                if goals
                else 0
            )
            to_do = plan.action_ids.filtered(lambda action: action.state == "open")
            plan.open_action_count = len(to_do)
            plan.late_action_count = len(
                to_do.filtered(lambda action: action.due_date and action.due_date < today)
            )

    @api.depends("client_id")
    @api.depends_context("uid")
    def _compute_share(self):
        for plan in self:
            sides = plan.client_id.get_client_wallet()["sides"] if plan.client_id else []
            plan.share = next(
                (side["share"] for side in sides if side["code"] == "assets"), 0
            )

    @api.depends("next_review_date", "state")
    def _compute_is_review_due(self):
        due = self.filtered_domain(self._review_due_domain())
        for plan in self:
            plan.is_review_due = plan in due

    def _search_is_review_due(self, operator, value):
        return self._review_due_domain() if operator == "in" else NotImplemented

    @api.model
    def _review_due_domain(self):
        today = self.env["bank.business.day"]._today()
        return Domain("state", "=", "approved") & Domain("next_review_date", "<=", today)

    def _clients(self):
        """The client, or everybody of his group whom the user may see."""
        self.ensure_one()
        if not self.group_id:
            return self.client_id
        members = self.env["bank.client.group.member"].search(
            [("group_id", "=", self.group_id.id), ("is_current", "=", True)]
        )
        return self.client_id | members.client_id

    @api.model_create_multi
    def create(self, vals_list):
        plans = super().create(vals_list)
        plans._check_group()
        return plans

    def write(self, vals):
        if not self.env.su:
            if "client_id" in vals:
                raise UserError(self.env._("A plan stays with its client."))
            changed = set(vals) & set(APPROVED_FIELDS)
            if changed and any(plan.state != "draft" for plan in self):
                raise UserError(
                    self.env._("An approved plan stays as it is: take it back to change it.")
                )
        result = super().write(vals)
        if "group_id" in vals:
            self._check_group()
        return result

    def _check_group(self):
        """A plan is for a group of which its client is a member, and which the user sees."""
        for plan in self.filtered("group_id"):
            plan.group_id.check_access("read")
            if plan.client_id not in plan.group_id.sudo().member_ids.client_id:
                raise UserError(self.env._("The client is not a member of this group."))

    # --- from the draft to the approval

    def _check_state(self, *states):
        if any(plan.state not in states for plan in self):
            raise UserError(self.env._("This is not possible now: look at its state."))

    def _check_is_head(self):
        """Who approves heads a unit, sees the client and did not draw the plan up."""
        self.check_access("write")
        if not self.env.user.has_group(HEAD):
            raise AccessError(self.env._("Plans are approved by the head of the unit."))
        if any(plan.author_id == self.env.user for plan in self):
            raise UserError(
                self.env._("A plan is approved by somebody else than who drew it up.")
            )

    def action_submit(self):
        """To the head: the goals and the first actions are there."""
        self.check_access("write")
        self._check_state("draft")
        if any(not plan.goal_ids or not (plan.needs or "").strip() for plan in self):
            raise UserError(
                self.env._("Say what the client needs and set one goal at least.")
            )
        self.sudo().write({"state": "submitted", "return_reason": False})
        return True

    def action_approve(self):
        self._check_is_head()
        self._check_state("submitted")
        today = self.env["bank.business.day"]._today()
        self.sudo().write(
            {
                "state": "approved",
                "approver_id": self.env.uid,
                "approved_date": today,
                "next_review_date": fields.Date.add(today, months=REVIEW_MONTHS),
            }
        )
        return True

    def action_take_back(self):
        """Something in it changes: it goes to the head again."""
        self.check_access("write")
        self._check_state("submitted", "approved")
        self.sudo().write(
            {"state": "draft", "approver_id": False, "approved_date": False}
        )
        return True

    def action_close(self):
        self.check_access("write")
        self._check_state("approved", "draft")
        self.sudo().state = "closed"
        return True

    def action_review(self):
        """The window of the quarterly review, with the figures of today."""
        self.ensure_one()
        self.check_access("write")
        self._check_state("approved")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Review of the plan"),
            "res_model": "bank.client.plan.review",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_plan_id": self.id},
        }
