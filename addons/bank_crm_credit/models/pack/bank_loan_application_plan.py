from odoo import api, fields, models

from ...domain.application.lifecycle import ENDS, Stage


class BankLoanApplication(models.Model):
    """The plan by which the loan would be paid, and what papers say of the application."""

    _inherit = "bank.loan.application"

    payout_date = fields.Date(
        "To be paid out on",
        copy=False,
        help="The schedule on the papers begins on this day. Empty: on the day they are "
        "printed.",
    )
    cost_ids = fields.One2many(
        "bank.loan.application.cost", "application_id", "Costs paid to others"
    )
    plan_id = fields.Many2one(
        "bank.loan.plan", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip
    plan_line_ids = fields.One2many(related="plan_id.line_ids", string="Schedule")
    annual_percent = fields.Float(
        related="plan_id.annual_percent", string="Real rate by the plan, % a year"
    )
    total_payable = fields.Monetary(
        related="plan_id.total_payable", string="To be paid in all, by the plan"
    )
    rate_percent = fields.Float(
        "Rate asked for, % a year", compute="_compute_rate_percent"
    )
    borrower_party_id = fields.Many2one(
        "bank.loan.application.party", "Borrower's form",
        compute="_compute_borrower_party_id",
    )  # fmt: skip
    product_name = fields.Char(
        related="product_id.product_id.name", string="Product's name"
    )

    @api.depends("rate")
    def _compute_rate_percent(self):
        for application in self:
            application.rate_percent = round(application.rate * 100, 4)

    @api.depends("party_ids.role")
    def _compute_borrower_party_id(self):
        for application in self:
            application.borrower_party_id = application._borrower()

    def _is_plan_settled(self):
        """Whether what was planned is signed, or over: then it stays as it is."""
        self.ensure_one()
        return Stage(self.stage) in ENDS or self.sudo()._is_pack_signed()

    def _renew_plan(self):
        """Count the plan anew by the terms that hold now; without them there is none."""
        for application in self.sudo():
            if application._is_plan_settled():
                continue
            amount, months, _rate = application._terms_now()
            if not (application.product_id and amount and months):
                application.plan_id = False
                continue
            today = application._today()
            day = max(application.payout_date or today, today)
            application.plan_id = application.env["bank.loan.plan"]._of(
                application, day
            )

    def action_renew_plan(self):
        """Count the schedule and the cost anew."""
        self._check_works_on()
        self._renew_plan()
        return True

    def _prepare_to_print(self):
        """Papers tell the schedule of today's terms."""
        self._renew_plan()
        return super()._prepare_to_print()
