from odoo import api, fields, models
from odoo.tools import SQL


class BankClientBureau(models.Model):
    """What the newest bureau report says of a client, in one row, as facts for rules."""

    _name = "bank.client.bureau"
    _description = "Latest Bureau Report of a Client"
    _inherit = ["bank.bureau.told.mixin"]
    _log_access = False
    _rec_name = "client_id"
    # A client has one row, so a path may lead through it as through a link.
    _single_inverse = "client_id"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    report_id = fields.Many2one(
        "bank.bureau.report", index=True, ondelete="cascade", readonly=True
    )
    report_date = fields.Date("Of", readonly=True)
    score = fields.Integer(readonly=True)
    open_loans = fields.Integer(readonly=True)
    base_currency_id = fields.Many2one(
        "res.currency", compute="_compute_base_currency_id"
    )
    owed_base = fields.Monetary(
        "Owed elsewhere", currency_field="base_currency_id", readonly=True,
        help="On all loans of the report, at the rate of its day.",
    )  # fmt: skip
    worst_days_overdue = fields.Integer("Longest delay, days", readonly=True)

    _client_uniq = models.Constraint(
        "UNIQUE(client_id)", "A client has one row of bureau facts."
    )

    def _compute_base_currency_id(self):
        self.base_currency_id = self.env.company.currency_id

    def _told_reports(self):
        return self.report_id

    @api.model
    def _refresh(self, client_ids):
        """Write the row of these clients anew from their newest report."""
        self.env["bank.bureau.report"].flush_model()
        rate = self.env["bank.fx.rate"]._unit_rate_sql(
            SQL("r.currency_id"), SQL("r.report_date")
        )
        self.env.execute_query(
            SQL(
                """
                WITH newest AS (
                    SELECT DISTINCT ON (r.client_id) r.client_id, r.id, r.report_date,
                           CASE WHEN r.has_score THEN r.score END AS score, r.open_loans,
                           round((r.owed * coalesce(%(rate)s, 1))::numeric, 2) AS owed,
                           r.worst_days_overdue
                      FROM bank_bureau_report r
                     WHERE r.client_id = ANY(%(ids)s) AND r.active
                     ORDER BY r.client_id, r.report_date DESC, r.id DESC
                ), gone AS (
                    DELETE FROM bank_client_bureau b
                     WHERE b.client_id = ANY(%(ids)s)
                       AND NOT EXISTS (SELECT 1 FROM newest n
                                        WHERE n.client_id = b.client_id)
                )
                INSERT INTO bank_client_bureau (client_id, report_id, report_date, score,
                       open_loans, owed_base, worst_days_overdue)
                SELECT client_id, id, report_date, score, open_loans, owed,
                       worst_days_overdue FROM newest
                    ON CONFLICT (client_id) DO UPDATE
                   SET report_id = excluded.report_id, report_date = excluded.report_date,
                       score = excluded.score, open_loans = excluded.open_loans,
                       owed_base = excluded.owed_base,
                       worst_days_overdue = excluded.worst_days_overdue
                RETURNING id
                """,
                rate=rate,
                ids=list(client_ids),
            )
        )
        self.invalidate_model()
