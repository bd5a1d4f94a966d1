from odoo import api, fields, models
from odoo.exceptions import UserError

ACTS = [
    ("approve", "Approve"),
    ("refuse", "Refuse"),
    ("return", "Return for completion"),
    ("withdraw", "The client withdraws"),
    ("review", "Take up again"),
    ("void", "Declare the decision void"),
]
OUTCOMES = {"refuse": "refused", "return": "returned", "withdraw": "withdrawn"}
FLAGS = {
    "refuse": "is_for_refusal",
    "return": "is_for_return",
    "withdraw": "is_for_withdrawal",
}


class BankLoanDecide(models.TransientModel):
    """A decision on an application, with what speaks for and against it in sight."""

    _name = "bank.loan.decide"
    _description = "Decision on an Application"
    _inherit = ["bank.loan.window.mixin"]

    application_id = fields.Many2one(
        "bank.loan.application", required=True, readonly=True
    )
    act = fields.Selection(ACTS, "Decision", required=True, default="approve")
    currency_id = fields.Many2one(related="application_id.currency_id")
    asked_amount = fields.Monetary("Asked for", related="application_id.amount")
    asked_months = fields.Integer(
        "Asked for, months", related="application_id.term_months"
    )
    asked_rate = fields.Float("Asked rate", related="application_id.rate")
    amount = fields.Monetary("Sum")
    term_months = fields.Integer("Term, months")
    rate = fields.Float("Rate a year", digits=(9, 6))
    valid_until = fields.Date("Holds until")
    most_amount = fields.Monetary("Sum, at most")
    most_months = fields.Integer("Term, at most")
    least_rate = fields.Float("Rate, at least", digits=(9, 6))
    most_burden = fields.Float("Payments to income, at most", digits=(9, 4))
    reason_ids = fields.Many2many("bank.loan.decision.reason", string="Reasons")
    allowed_reason_ids = fields.Many2many(
        "bank.loan.decision.reason", compute="_compute_allowed_reason_ids"
    )
    words = fields.Text("In your words, for the bank")
    client_words = fields.Text("The client is told", compute="_compute_client_words")
    required_words = fields.Char(compute="_compute_required")
    why_not = fields.Text("Why you may not", compute="_compute_required")
    score_verdict = fields.Selection(related="application_id.score_verdict")
    score_words = fields.Text(related="application_id.score_words")
    dsti_after = fields.Float(related="application_id.dsti_after")

    @api.model
    def default_get(self, names):
        values = super().default_get(names)
        application = self.env["bank.loan.application"].browse(
            values.get("application_id")
        )
        if application:
            application.check_access("read")
            days = application.product_id.decision_days or 30
            values |= {
                "amount": application.amount,
                "term_months": application.term_months,
                "rate": application.rate,
                "valid_until": fields.Date.add(application._today(), days=days),
            }
        return values

    @api.depends("act")
    def _compute_allowed_reason_ids(self):
        for wizard in self:
            flag = FLAGS.get(wizard.act)
            wizard.allowed_reason_ids = (
                self.env["bank.loan.decision.reason"].search([(flag, "=", True)])
                if flag
                else False
            )

    @api.depends("reason_ids")
    def _compute_client_words(self):
        for wizard in self:
            told = wizard.reason_ids.filtered(lambda one: not one.is_silent)
            wizard.client_words = "\n".join(
                dict.fromkeys(filter(None, told.mapped("for_client")))
            )

    @api.depends("amount", "act")
    def _compute_required(self):
        for wizard in self:
            application = wizard.application_id
            wizard.required_words = wizard.why_not = ""
            if application.stage == "decision" and wizard.act in (
                "approve", "refuse", "return",
            ):  # fmt: skip
                required = application.sudo()._required(wizard.amount or None)
                wizard.required_words = application._level_words(required)
                if wizard.act == "approve":
                    wizard.why_not = "\n".join(
                        application._why_may_not_decide(
                            self.env.user, wizard.amount or None
                        )
                    )

    def action_done(self):
        """Decide: refused with everything that is missing, at once."""
        self.ensure_one()
        application = self.application_id
        application.check_access("read")
        if self.act == "approve":
            self._approve(application)
        elif self.act in OUTCOMES:
            application._decide(
                OUTCOMES[self.act], reasons=self.reason_ids, words=self.words or ""
            )
        elif self.act == "review":
            application._act("review", words=(self.words or "").strip(),
                             is_refused_by_table=False)  # fmt: skip
        elif not (self.words or "").strip():
            raise UserError(self.env._("Say what has changed."))
        else:
            application._void(self.words.strip())
        return {"type": "ir.actions.act_window_close"}

    def _approve(self, application):
        application._decide(
            "approved",
            amount=self.amount,
            term_months=self.term_months,
            rate=self.rate,
            words=self.words or "",
            valid_until=self.valid_until,
            caps={
                "most_amount": self.most_amount,
                "most_months": self.most_months,
                "least_rate": self.least_rate,
                "most_burden": self.most_burden,
            },
        )
