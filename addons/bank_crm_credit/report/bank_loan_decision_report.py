from odoo import fields, models
from odoo.tools import SQL

from ..domain.application.labels import TRACKS, choices


class BankLoanDecisionReport(models.Model):
    """Approvals: who went against the score, and at which rates beside those of products.

    A row for each approval; one that is void is left out. Sums are in base currency.
    """

    _name = "bank.loan.decision.report"
    _description = "Approvals, Overrides and Rates"
    _auto = False
    _order = "decided_on desc, id"
    _rec_name = "application_id"
    _depends = {
        "bank.loan.application": [
            "officer_id", "branch_id", "product_id", "track", "stage", "client_id"
        ],
        "bank.loan.decision": [
            "outcome", "decided_on", "decider_id", "is_override", "is_void", "amount",
            "rate", "product_rate", "currency_id", "term_months",
        ],
    }  # fmt: skip

    decision_id = fields.Many2one("bank.loan.decision", readonly=True)
    application_id = fields.Many2one("bank.loan.application", readonly=True)
    client_id = fields.Many2one("res.partner", "Borrower", readonly=True)
    decided_on = fields.Date("Approved on", readonly=True)
    decider_id = fields.Many2one(
        "res.users", "Approved by", readonly=True, help="Empty: a committee."
    )
    decider_words = fields.Char(
        "By whom", readonly=True, help="The person, or the committee by its name."
    )
    officer_id = fields.Many2one("res.users", readonly=True)
    branch_id = fields.Many2one("bank.branch", "Unit", readonly=True)
    product_id = fields.Many2one("bank.loan.product", readonly=True)
    track = fields.Selection(choices(TRACKS), "Kind", readonly=True)
    is_lent = fields.Boolean("A contract came of it", readonly=True)
    decision_count = fields.Integer("Approvals", readonly=True)
    is_override = fields.Boolean("Against the score", readonly=True)
    override_count = fields.Integer("Approved against the score", readonly=True)
    override_share = fields.Float(
        "Share against the score, %", digits=(16, 1), aggregator="avg", readonly=True
    )
    base_currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(
        "Sum approved", "base_currency_id", readonly=True,
        help="In base currency at today's rate.",
    )  # fmt: skip
    rate = fields.Float(
        "Rate agreed, %", digits=(16, 2), aggregator="avg", readonly=True
    )
    product_rate = fields.Float(
        "Rate of the product, %", digits=(16, 2), aggregator="avg", readonly=True,
        help="As the product had it on that day.",
    )  # fmt: skip
    rate_difference = fields.Float(
        "Agreed less product, % points", digits=(16, 2), aggregator="avg", readonly=True
    )
    year_difference = fields.Monetary(
        "Interest of a year gained or given up", "base_currency_id", readonly=True,
        help="The sum by the difference of rates, for the first year.",
    )  # fmt: skip

    @property
    def _table_query(self):
        today = self.env["bank.business.day"]._today()
        return SQL(
            """
            SELECT x.*, round(x.amount * x.rate_difference / 100, 2) AS year_difference
              FROM (
                SELECT d.id, d.id AS decision_id, d.application_id, d.decided_on,
                       d.decider_id, a.client_id, a.officer_id,
                       coalesce(d.decider_words, who.name, %(committee)s)
                           AS decider_words,
                       a.branch_id, a.product_id, a.track,
                       a.stage = 'contract' AS is_lent, 1 AS decision_count,
                       coalesce(d.is_override, false) AS is_override,
                       coalesce(d.is_override, false)::int AS override_count,
                       coalesce(d.is_override, false)::int * 100.0 AS override_share,
                       %(base)s AS base_currency_id,
                       round(coalesce(d.amount, 0)::numeric * coalesce(%(unit)s, 0), 2)
                           AS amount,
                       d.rate::numeric * 100 AS rate,
                       d.product_rate::numeric * 100 AS product_rate,
                       (d.rate - d.product_rate)::numeric * 100 AS rate_difference
                  FROM bank_loan_decision d
                  JOIN bank_loan_application a ON a.id = d.application_id
                  LEFT JOIN res_users u ON u.id = d.decider_id
                  LEFT JOIN res_partner who ON who.id = u.partner_id
                 WHERE d.outcome IN ('approved', 'approved_changed')
                   AND NOT coalesce(d.is_void, false)
              ) x
            """,
            committee=self.env._("A committee"),
            base=self.env.company.currency_id.id,
            unit=self.env["bank.fx.rate"]._unit_rate_sql(
                SQL("d.currency_id"), SQL("%s::date", today)
            ),
        )

    def action_open(self):
        """The application."""
        self.ensure_one()
        self.check_access("read")
        return self.application_id.get_formview_action()
