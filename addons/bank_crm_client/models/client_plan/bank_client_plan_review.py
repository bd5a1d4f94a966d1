from odoo import api, fields, models
from odoo.exceptions import UserError

from .bank_client_plan import REVIEW_MONTHS


class BankClientPlanReview(models.Model):
    """A quarterly look at a plan: the figures of that day, what was said, kept as it was."""

    _name = "bank.client.plan.review"
    _description = "Review of a Client Plan"
    _inherit = ["bank.sealed.mixin"]
    _order = "date desc, id desc"
    _rec_name = "date"

    plan_id = fields.Many2one(
        "bank.client.plan", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(
        required=True, readonly=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )  # fmt: skip
    user_id = fields.Many2one(
        "res.users", "By", required=True, readonly=True, index=True, ondelete="restrict",
        default=lambda self: self.env.user,
    )  # fmt: skip
    progress = fields.Float("Goals reached, %", sealed=True, copy=False, digits=(6, 1))
    figures = fields.Json(sealed=True, copy=False, groups=fields.NO_ACCESS)
    figures_words = fields.Text("Figures of that day", compute="_compute_figures_words")
    words = fields.Text("What was found", required=True)

    @api.depends("figures")
    def _compute_figures_words(self):
        for review in self:
            review.figures_words = "\n".join(
                self.env._(
                    "%(goal)s: %(fact)s of %(plan)s, %(percent)s %%",
                    goal=name,
                    fact=f"{fact:,.0f}",
                    plan=f"{plan:,.0f}",
                    percent=f"{percent:g}",
                )
                for name, plan, fact, percent in review.sudo().figures or []
            )

    @api.model_create_multi
    def create(self, vals_list):
        reviews = super().create(vals_list)
        for review in reviews:
            plan = review.plan_id
            plan.check_access("write")
            if plan.state != "approved":
                raise UserError(self.env._("Only an approved plan is reviewed."))
            review.sudo().write(
                {
                    "progress": plan.progress,
                    "figures": [
                        [goal.name, goal.plan, goal.fact, goal.progress]
                        for goal in plan.goal_ids
                    ],
                }
            )
            plan.sudo().next_review_date = fields.Date.add(
                review.date, months=REVIEW_MONTHS
            )
        return reviews
