from dateutil.relativedelta import relativedelta
from odoo import api, models
from odoo.tools import SQL

from ..domain.codes import OUTSIDE_TURNOVER


class BankAccountMonth(models.Model):
    """Keeping months and balances in step with the movements, over sets of accounts.

    The sums are plain additions. Reversed pairs and revaluation stay outside turnover but
    inside the change of the balance. Average balance is the mean of the balances at the
    end of each calendar day: a movement of day d counts for the days from d on, hence the
    weight (days of the month - d + 1).
    """

    _inherit = "bank.account.month"

    @api.model
    def _rebuild(self, touched):
        """Recompute the months named in table `touched` (account_id, month), then balances.

        `touched` is the name of a (temporary) table with distinct pairs, month being a
        first day. Costs what was touched, whatever the size of the bank.
        """
        table = SQL.identifier(touched)
        self.env["bank.account"].flush_model()
        for (month,) in self.env.execute_query(
            SQL("SELECT DISTINCT month FROM %s ORDER BY month", table)
        ):
            self._rebuild_sums(table, month)
        self._rebuild_balances(SQL("(SELECT DISTINCT account_id FROM %s)", table))
        self.invalidate_model()
        self.env["bank.account"].invalidate_model()

    @api.model
    def _rebuild_sums(self, table, month):
        """Sum one month of the touched accounts.

        OFFSET 0 keeps the flags computed once a row: as conditions of each sum they were
        a third of the time.
        """
        after = month + relativedelta(months=1)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO bank_account_month (
                    account_id, client_id, month, credit, debit, credit_count, debit_count,
                    net, weighted_net, last_date)
                SELECT t.account_id, a.client_id, %(month)s::date,
                       coalesce(s.credit, 0), coalesce(-s.debit, 0),
                       coalesce(s.credit_count, 0), coalesce(s.debit_count, 0),
                       coalesce(s.net, 0), coalesce(s.weighted_net, 0), s.last_date
                  FROM %(table)s t
                  JOIN bank_account a ON a.id = t.account_id
                  LEFT JOIN (
                    SELECT mv.account_id,
                           sum(mv.amount) FILTER (WHERE mv.is_credit) AS credit,
                           sum(mv.amount) FILTER (WHERE mv.is_debit) AS debit,
                           count(*) FILTER (WHERE mv.is_credit) AS credit_count,
                           count(*) FILTER (WHERE mv.is_debit) AS debit_count,
                           sum(mv.amount) AS net,
                           sum(mv.amount * (%(after)s::date - mv.booking_date)) AS weighted_net,
                           max(mv.booking_date) AS last_date
                      FROM (
                        SELECT mv.account_id, mv.amount, mv.booking_date,
                               mv.counts AND mv.amount > 0 AS is_credit,
                               mv.counts AND mv.amount < 0 AS is_debit
                          FROM (
                            SELECT mv.account_id, mv.amount, mv.booking_date,
                                   NOT mv.is_reversed AND mv.kind != ALL(%(outside)s) AS counts
                              FROM %(table)s t
                              JOIN bank_account_movement mv ON mv.account_id = t.account_id
                               AND mv.booking_date >= %(month)s AND mv.booking_date < %(after)s
                             WHERE t.month = %(month)s OFFSET 0
                          ) mv OFFSET 0
                      ) mv
                     GROUP BY mv.account_id
                  ) s ON s.account_id = t.account_id
                 WHERE t.month = %(month)s
                ON CONFLICT (account_id, month) DO UPDATE
                   SET credit = EXCLUDED.credit, debit = EXCLUDED.debit,
                       credit_count = EXCLUDED.credit_count,
                       debit_count = EXCLUDED.debit_count,
                       net = EXCLUDED.net, weighted_net = EXCLUDED.weighted_net,
                       last_date = EXCLUDED.last_date
                """,
                month=month,
                after=after,
                table=table,
                outside=list(OUTSIDE_TURNOVER),
            )
        )

    @api.model
    def _rebuild_balances(self, accounts):
        """Opening, closing and average balances of `accounts` (SQL yielding account ids)."""
        self.env.cr.execute(
            SQL(
                """
                WITH fed AS (
                    SELECT a.id, a.fed_balance - coalesce((
                               SELECT sum(m.net) FROM bank_account_month m
                                WHERE m.account_id = a.id
                                  AND m.month < date_trunc('month', a.fed_balance_date)), 0)
                           - coalesce((
                               SELECT sum(mv.amount) FROM bank_account_movement mv
                                WHERE mv.account_id = a.id
                                  AND mv.booking_date
                                      >= date_trunc('month', a.fed_balance_date)::date
                                  AND mv.booking_date <= a.fed_balance_date), 0) AS opening
                      FROM bank_account a
                     WHERE a.id IN %(accounts)s AND a.fed_balance_date IS NOT NULL
                )
                UPDATE bank_account a SET opening_balance = fed.opening
                  FROM fed
                 WHERE a.id = fed.id AND a.opening_balance IS DISTINCT FROM fed.opening
                """,
                accounts=accounts,
            )
        )
        today = self.env["bank.business.day"]._today()
        self.env.cr.execute(
            SQL(
                """
                WITH run AS (
                    SELECT m.id, m.account_id, m.month, a.currency_id, m.net, m.weighted_net,
                           coalesce(a.opening_balance, 0) + sum(m.net) OVER (
                               PARTITION BY m.account_id ORDER BY m.month) AS closing,
                           least((m.month + interval '1 month')::date,
                                 greatest(%(today)s::date + 1, m.month + 1)) AS until,
                           (m.month + interval '1 month')::date AS after
                      FROM bank_account_month m JOIN bank_account a ON a.id = m.account_id
                     WHERE m.account_id IN %(accounts)s
                ), rates AS MATERIALIZED (
                    SELECT pair.currency_id, pair.month, (%(rate)s) AS rate
                      FROM (SELECT DISTINCT currency_id, month FROM run) pair
                )
                UPDATE bank_account_month m
                   SET closing_balance = run.closing,
                       average_balance = round(run.closing - run.net
                           + (run.weighted_net - run.net * (run.after - run.until))
                             / (run.until - run.month), 2),
                       rate = rates.rate,
                       credit_base = round(m.credit * rates.rate, 2),
                       debit_base = round(m.debit * rates.rate, 2),
                       closing_base = round(run.closing * rates.rate, 2)
                  FROM run
                  JOIN rates ON rates.currency_id = run.currency_id AND rates.month = run.month
                 WHERE m.id = run.id
                   AND (m.closing_balance, m.rate, m.credit_base, m.debit_base, m.average_balance)
                       IS DISTINCT FROM
                       (run.closing, rates.rate, round(m.credit * rates.rate, 2),
                        round(m.debit * rates.rate, 2),
                        round(run.closing - run.net
                           + (run.weighted_net - run.net * (run.after - run.until))
                             / (run.until - run.month), 2))
                """,
                accounts=accounts,
                today=today,
                rate=self.env["bank.fx.rate"]._unit_rate_sql(
                    SQL("pair.currency_id"),
                    SQL("(pair.month + interval '1 month - 1 day')::date"),
                ),
            )
        )
        rate = self.env["bank.fx.rate"]._unit_rate_sql(
            SQL("a.currency_id"), SQL("%s", today)
        )
        self.env.cr.execute(
            SQL(
                """
                WITH last AS (
                    SELECT DISTINCT ON (m.account_id) m.account_id, m.closing_balance
                      FROM bank_account_month m
                     WHERE m.account_id IN %(accounts)s
                     ORDER BY m.account_id, m.month DESC
                ), moved AS (
                    SELECT m.account_id, max(m.last_date) AS last_date
                      FROM bank_account_month m
                     WHERE m.account_id IN %(accounts)s
                     GROUP BY m.account_id
                ), rates AS MATERIALIZED (
                    SELECT a.currency_id, (%(rate)s) AS rate
                      FROM (SELECT DISTINCT currency_id FROM bank_account) a
                )
                UPDATE bank_account a
                   SET balance = coalesce(last.closing_balance, a.fed_balance, 0),
                       balance_date = greatest(a.fed_balance_date, moved.last_date),
                       last_operation_date = moved.last_date,
                       balance_base = round(
                           coalesce(last.closing_balance, a.fed_balance, 0) * rates.rate, 2)
                  FROM bank_account b
                  LEFT JOIN last ON last.account_id = b.id
                  LEFT JOIN moved ON moved.account_id = b.id
                  JOIN rates ON rates.currency_id = b.currency_id
                 WHERE a.id = b.id AND b.id IN %(accounts)s
                   AND (a.balance, a.balance_date, a.last_operation_date, a.balance_base)
                       IS DISTINCT FROM
                       (coalesce(last.closing_balance, a.fed_balance, 0),
                        greatest(a.fed_balance_date, moved.last_date), moved.last_date,
                        round(coalesce(last.closing_balance, a.fed_balance, 0) * rates.rate, 2))
                """,
                accounts=accounts,
                rate=rate,
            )
        )
