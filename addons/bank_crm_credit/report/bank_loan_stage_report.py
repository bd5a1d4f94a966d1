from odoo import fields, models
from odoo.tools import SQL

from ..domain.application.desks import desk_of
from ..domain.application.labels import STAGES, TRACKS, choices
from ..domain.application.lifecycle import ENDS, Power, Stage

DESKS = [
    (Power.OFFICER, "Officer"),
    (Power.UNDERWRITER, "Underwriter"),
    (Power.DECIDER, "Who decides"),
    (Power.LOAN_ADMINISTRATION, "Loan administration"),
]


class BankLoanStageReport(models.Model):
    """How long applications lie in each stage, and at whose desk: a row for each stay.

    Whoever reads it sees the stays of applications that he sees.
    """

    _name = "bank.loan.stage.report"
    _description = "Ageing of Applications"
    _auto = False
    _order = "days desc, id"
    _rec_name = "application_id"
    _depends = {
        "bank.loan.application": [
            "stage", "stage_since", "asked_date", "officer_id", "branch_id",
            "product_id", "track", "client_id",
        ],
        "bank.loan.application.step": ["origin", "target", "bank_date"],
    }  # fmt: skip

    application_id = fields.Many2one("bank.loan.application", readonly=True)
    client_id = fields.Many2one("res.partner", "Borrower", readonly=True)
    officer_id = fields.Many2one("res.users", readonly=True)
    branch_id = fields.Many2one("bank.branch", "Unit", readonly=True)
    product_id = fields.Many2one("bank.loan.product", readonly=True)
    track = fields.Selection(choices(TRACKS), "Kind", readonly=True)
    stage = fields.Selection(choices(STAGES), readonly=True)
    desk = fields.Selection(DESKS, "At whose desk", readonly=True)
    date_from = fields.Date("Came there", readonly=True)
    date_to = fields.Date("Left", readonly=True)
    is_now = fields.Boolean("Lies there now", readonly=True)
    days = fields.Integer(aggregator="avg", readonly=True)
    longest_days = fields.Integer("Days, longest", aggregator="max", readonly=True)

    @property
    def _table_query(self):
        today = self.env["bank.business.day"]._today()
        desks = {str(stage): desk_of(stage) for stage in Stage}
        return SQL(
            """
            SELECT x.id, x.application_id, x.stage, desk.power AS desk, x.date_from,
                   x.date_to, x.date_to IS NULL AS is_now,
                   coalesce(x.date_to, %(today)s) - x.date_from AS days,
                   coalesce(x.date_to, %(today)s) - x.date_from AS longest_days,
                   a.client_id, a.officer_id, a.branch_id, a.product_id, a.track
              FROM (
                SELECT 2 * s.id AS id, s.application_id, s.origin AS stage,
                       coalesce(lag(s.bank_date) OVER (PARTITION BY s.application_id
                                                       ORDER BY s.id),
                                a.asked_date) AS date_from,
                       s.bank_date AS date_to
                  FROM bank_loan_application_step s
                  JOIN bank_loan_application a ON a.id = s.application_id
                 UNION ALL
                SELECT 2 * a.id + 1, a.id, a.stage, coalesce(a.stage_since, a.asked_date),
                       NULL
                  FROM bank_loan_application a
              ) x
              JOIN bank_loan_application a ON a.id = x.application_id
              LEFT JOIN unnest(%(stages)s::varchar[], %(powers)s::varchar[])
                        desk (stage, power) ON desk.stage = x.stage
             WHERE x.stage != ALL(%(ends)s)
            """,
            today=today,
            stages=list(desks),
            powers=[power and str(power) for power in desks.values()],
            ends=sorted(map(str, ENDS)),
        )

    def action_open(self):
        """The application."""
        self.ensure_one()
        self.check_access("read")
        return self.application_id.get_formview_action()
