from odoo import fields, models

from ...domain.application.steps import ALWAYS_ASKED, Need, Track

TERM_MONTHS_MOST = 600
# What an application is spared, and how it is counted, no one person changes.
_GUARDED = {"two_person": "loan_tariff"}


class BankLoanProduct(models.Model):
    """What an application for a loan of the product asks for, and within which bounds."""

    _inherit = "bank.loan.product"

    track = fields.Selection(
        [("retail", "Retail"), ("corporate", "Corporate")],
        "Applications",
        required=True,
        default="retail",
    )
    currency_id = fields.Many2one(related="product_id.currency_id")
    least_amount = fields.Float("Least sum", digits=(16, 2))
    most_amount = fields.Float(
        "Greatest sum", digits=(16, 2), help="Nought: no bound.", two_person="loan_tariff"
    )  # fmt: skip
    least_months = fields.Integer("Shortest term, months", default=1)
    most_months = fields.Integer(
        "Longest term, months", default=TERM_MONTHS_MOST, two_person="loan_tariff"
    )
    offer_rate = fields.Float(
        "Rate a year", digits=(9, 6), help="0.24 is 24 % a year.", two_person="loan_tariff"
    )  # fmt: skip
    offer_method = fields.Selection(
        [
            ("annuity", "Equal instalments (annuity)"),
            ("differentiated", "Equal parts of principal"),
            ("bullet", "Principal at the end"),
        ],
        "Repaid by",
        required=True,
        default="annuity",
    )
    opening_fee_share = fields.Float(
        "Fee for opening, share", digits=(9, 6), two_person="loan_tariff"
    )
    monthly_fee_share = fields.Float(
        "Fee a month, share of the sum", digits=(9, 6), two_person="loan_tariff"
    )
    most_dsti = fields.Float(
        "Payments to income, at most", digits=(9, 4), default=0.5,
        help="0.5: at most half of the income goes to all payments.",
        two_person="loan_tariff",
    )  # fmt: skip
    most_dti = fields.Float(
        "Debt to income of a year, at most", digits=(9, 4), two_person="loan_tariff",
        help="Nought: no bound.",
    )  # fmt: skip
    living_cost = fields.Float(
        "A person lives on, a month", digits=(16, 2),
        help="In base currency; what the household told counts where it is more.",
        **_GUARDED,
    )  # fmt: skip
    card_share = fields.Float(
        "Of a card's limit, a month", digits=(9, 4), default=0.05, **_GUARDED
    )
    decision_days = fields.Integer(
        "A decision holds, days", default=30, required=True, **_GUARDED
    )
    idle_days = fields.Integer(
        "Expires when nobody moved it for, days", default=60, required=True
    )
    is_bureau_asked = fields.Boolean("Bureau report", default=True, **_GUARDED)
    is_score_asked = fields.Boolean("Pre-scoring", default=True, **_GUARDED)
    is_income_asked = fields.Boolean("Income", default=True, **_GUARDED)
    is_group_asked = fields.Boolean("Exposure of the group", default=True, **_GUARDED)
    is_valuation_asked = fields.Boolean("Valuations of collateral", **_GUARDED)
    is_opinion_asked = fields.Boolean("Opinions of services", **_GUARDED)
    is_statement_asked = fields.Boolean(
        "Statements of the company", default=True, **_GUARDED
    )
    is_ownership_asked = fields.Boolean(
        "Ownership of the company", default=True, **_GUARDED
    )

    _dsti_possible = models.Constraint(
        "CHECK(most_dsti > 0 AND most_dti >= 0 AND card_share BETWEEN 0 AND 1)",
        "A cap on the burden is above nought, a share of a limit between 0 and 1.",
    )
    _days_possible = models.Constraint(
        "CHECK(decision_days > 0 AND idle_days > 0)", "Days are above zero."
    )

    def _spared_needs(self):
        """What applications for this product do without (`steps.Need`)."""
        self.ensure_one()
        asked = {
            Need.BUREAU_REPORT: self.is_bureau_asked,
            Need.BUREAU_CONSENT: self.is_bureau_asked,
            Need.SCORE: self.is_score_asked and self.track == Track.RETAIL,
            Need.INCOME: self.is_income_asked,
            Need.GROUP_EXPOSURE: self.is_group_asked,
            Need.VALUATIONS: self.is_valuation_asked,
            Need.OPINIONS: self.is_opinion_asked,
            Need.STATEMENTS: self.is_statement_asked,
            Need.OWNERSHIP: self.is_ownership_asked,
        }
        return {need for need, is_so in asked.items() if not is_so} - ALWAYS_ASKED
