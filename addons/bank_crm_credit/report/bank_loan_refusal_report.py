from odoo import fields, models
from odoo.tools import SQL

from ..domain.application.labels import OUTCOMES, TRACKS, choices


class BankLoanRefusalReport(models.Model):
    """Why applications are refused, returned and withdrawn: a row for each reason given."""

    _name = "bank.loan.refusal.report"
    _description = "Refusals by Reason"
    _auto = False
    _order = "decided_on desc, id"
    _rec_name = "application_id"
    _depends = {
        "bank.loan.application": [
            "officer_id", "branch_id", "product_id", "track", "amount", "currency_id",
            "client_id",
        ],
        "bank.loan.decision": [
            "outcome", "decided_on", "decider_id", "reason_ids", "is_by_table"
        ],
    }  # fmt: skip

    application_id = fields.Many2one("bank.loan.application", readonly=True)
    client_id = fields.Many2one("res.partner", "Borrower", readonly=True)
    reason_id = fields.Many2one("bank.loan.decision.reason", readonly=True)
    outcome = fields.Selection(choices(OUTCOMES), "How it ended", readonly=True)
    decided_on = fields.Date("On", readonly=True)
    decider_id = fields.Many2one("res.users", "Decided by", readonly=True)
    is_by_table = fields.Boolean("By the decision table alone", readonly=True)
    officer_id = fields.Many2one("res.users", readonly=True)
    branch_id = fields.Many2one("bank.branch", "Unit", readonly=True)
    product_id = fields.Many2one("bank.loan.product", readonly=True)
    track = fields.Selection(choices(TRACKS), "Kind", readonly=True)
    base_currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary(
        "Asked for", "base_currency_id", readonly=True,
        help="In base currency at today's rate.",
    )  # fmt: skip

    @property
    def _table_query(self):
        today = self.env["bank.business.day"]._today()
        return SQL(
            """
            SELECT row_number() OVER (ORDER BY d.id, r.bank_loan_decision_reason_id)::int
                       AS id,
                   d.application_id, r.bank_loan_decision_reason_id AS reason_id,
                   d.outcome, d.decided_on, d.decider_id,
                   coalesce(d.is_by_table, false) AS is_by_table,
                   a.client_id, a.officer_id, a.branch_id, a.product_id, a.track,
                   %(base)s AS base_currency_id,
                   round(coalesce(a.amount, 0)::numeric * coalesce(%(rate)s, 0), 2) AS amount
              FROM bank_loan_decision d
              JOIN bank_loan_application a ON a.id = d.application_id
              LEFT JOIN bank_loan_decision_bank_loan_decision_reason_rel r
                     ON r.bank_loan_decision_id = d.id
             WHERE d.outcome IN ('refused', 'returned', 'withdrawn')
            """,
            base=self.env.company.currency_id.id,
            rate=self.env["bank.fx.rate"]._unit_rate_sql(
                SQL("a.currency_id"), SQL("%s::date", today)
            ),
        )

    def action_open(self):
        """The application."""
        self.ensure_one()
        self.check_access("read")
        return self.application_id.get_formview_action()
