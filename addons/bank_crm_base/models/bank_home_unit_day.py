from odoo import api, models
from odoo.tools import SQL

from ..domain.codes import OUTSIDE_TURNOVER

CHART_DAYS = 30
DAYS_COUNTED_BACK = 7


class BankUnitDay(models.Model):
    """The month of payments before the first counted day, so that its chart is not empty."""

    _inherit = "bank.unit.day"

    @api.model
    def _fill_flows(self, day):
        """Count payments of the month before `day`; days without a row get one.

        A day's clients and funds are those of the oldest day counted back, less what came
        since: one reading of the month's movements, whatever the number of days.
        """
        self.env.execute_query(
            SQL(
                """
                WITH moved AS (
                    SELECT mv.booking_date AS date, p.branch_id, p.manager_id,
                           coalesce(p.is_private_banking, false) AS is_walled,
                           sum(mv.amount * coalesce(m.rate, 1)) FILTER (
                               WHERE mv.amount > 0 AND %(counts)s) AS inflow,
                           -sum(mv.amount * coalesce(m.rate, 1)) FILTER (
                               WHERE mv.amount < 0 AND %(counts)s) AS outflow,
                           sum(mv.amount * coalesce(m.rate, 1)) AS net
                      FROM bank_account_movement mv
                      JOIN bank_account a ON a.id = mv.account_id
                      JOIN res_partner p ON p.id = a.client_id AND p.is_client
                      LEFT JOIN bank_account_month m ON m.account_id = a.id
                       AND m.month = date_trunc('month', mv.booking_date)::date
                     WHERE mv.booking_date >= %(day)s::date - %(chart)s
                       AND mv.booking_date < %(day)s
                     GROUP BY 1, 2, 3, 4
                ), joined AS (
                    SELECT change.date, p.branch_id, p.manager_id,
                           coalesce(p.is_private_banking, false) AS is_walled,
                           count(*) FILTER (WHERE change.is_new) AS new,
                           count(*) FILTER (WHERE NOT change.is_new) AS lost
                      FROM res_partner p
                     CROSS JOIN LATERAL (
                           VALUES (p.client_since, true), (p.client_until, false)
                           ) AS change (date, is_new)
                     WHERE p.is_client AND (
                           p.client_since >= %(day)s::date - %(chart)s
                           OR p.client_until >= %(day)s::date - %(chart)s)
                       AND change.date >= %(day)s::date - %(chart)s
                       AND change.date < %(day)s
                     GROUP BY 1, 2, 3, 4
                ), held AS (
                    SELECT * FROM bank_unit_day WHERE date = %(day)s::date - %(counted)s
                ), cells AS (
                    SELECT (%(day)s::date - n) AS date, held.branch_id, held.manager_id,
                           held.is_private_banking, held.client_count, held.funds_base,
                           held.owed_base, moved.inflow, moved.outflow,
                           joined.new, joined.lost,
                           coalesce(sum(moved.net) OVER later, 0) AS came,
                           coalesce(sum(joined.new - joined.lost) OVER later, 0) AS grew
                      FROM held CROSS JOIN generate_series(1, %(chart)s) AS n
                      LEFT JOIN moved ON moved.date = %(day)s::date - n
                       AND moved.branch_id IS NOT DISTINCT FROM held.branch_id
                       AND moved.manager_id IS NOT DISTINCT FROM held.manager_id
                       AND moved.is_walled = held.is_private_banking
                      LEFT JOIN joined ON joined.date = %(day)s::date - n
                       AND joined.branch_id IS NOT DISTINCT FROM held.branch_id
                       AND joined.manager_id IS NOT DISTINCT FROM held.manager_id
                       AND joined.is_walled = held.is_private_banking
                    WINDOW later AS (
                        PARTITION BY held.id, n >= %(counted)s ORDER BY n
                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
                )
                INSERT INTO bank_unit_day (
                    date, branch_id, manager_id, is_private_banking, client_count,
                    new_count, lost_count, funds_base, owed_base, inflow_base, outflow_base)
                SELECT date, branch_id, manager_id, is_private_banking,
                       greatest(client_count - grew, 0), coalesce(new, 0), coalesce(lost, 0),
                       round(greatest(funds_base - came, 0), 2), owed_base,
                       round(coalesce(inflow, 0), 2), round(coalesce(outflow, 0), 2)
                  FROM cells
                ON CONFLICT (date, (coalesce(branch_id, 0)), (coalesce(manager_id, 0)),
                             (coalesce(is_private_banking, false)))
                DO UPDATE SET inflow_base = EXCLUDED.inflow_base,
                              outflow_base = EXCLUDED.outflow_base
                RETURNING 1
                """,
                day=day,
                chart=CHART_DAYS,
                counted=DAYS_COUNTED_BACK,
                counts=SQL(
                    "NOT mv.is_reversed AND mv.kind != ALL(%s)", list(OUTSIDE_TURNOVER)
                ),
            )
        )
