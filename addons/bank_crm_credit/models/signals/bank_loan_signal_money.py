from decimal import Decimal

from dateutil.relativedelta import relativedelta
from odoo import api, models
from odoo.tools import SQL

from ...domain.signals import money

# A salary that stopped longer ago is no early sign.
SALARY_DAYS = 200
# Neither earned nor lost: own money put aside or back, borrowed, exchanged, revalued.
NOT_EARNED = ("loan_disbursement", "deposit_out", "exchange", "revaluation")
NOT_LEFT = (
    "loan_payment", "interest_out", "penalty", "deposit_in", "exchange", "revaluation", "fee",
)  # fmt: skip
SPENT_FROM = ("current", "card", "deposit")


class BankLoanSignal(models.Model):
    """Signs in the movement of money: sums by SQL for a batch, judged by `domain/signals`.

    Each `_see_<code>(client_ids, day, threshold)` answers client -> signal.
    """

    _inherit = "bank.loan.signal"

    @api.model
    def _judge(self, facts, judge, *rest):
        """Client -> signal, of facts by client; those without one are left out."""
        found = {key: judge(fact, *rest) for key, fact in facts.items()}
        return {key: signal for key, signal in found.items() if signal}

    @api.model
    def _rate_sql(self, currency, day):
        """SQL: one unit in base currency; money without an official rate counts for nought."""
        return SQL(
            "coalesce((%s), 0)",
            self.env["bank.fx.rate"]._unit_rate_sql(
                SQL(currency), SQL("%s::date", day)
            ),
        )

    @api.model
    def _own_accounts_sql(self):
        """SQL on `mv` and `a`: the other side is an account of the client himself."""
        return SQL(
            "EXISTS (SELECT 1 FROM bank_account own WHERE own.client_id = a.client_id "
            "AND own.number = mv.counterparty_account)"
        )

    @api.model
    def _see_turnover_drop(self, client_ids, day, threshold):
        facts = self._months_received(
            client_ids, day, threshold.recent + threshold.base
        )
        return self._judge(facts, money.turnover_drop, day, threshold)

    @api.model
    def _months_received(self, client_ids, day, count):
        """Client -> what he received in each of the last full months, the oldest first.

        Who has no month as early as the first has too short a history and is left out.
        """
        after = day.replace(day=1)
        first = after - relativedelta(months=count)
        rows = self.env.execute_query(
            SQL(
                """
                WITH clients AS (
                    SELECT m.client_id FROM bank_account_month m
                     WHERE m.client_id = ANY(%(ids)s) AND m.month <= %(first)s
                     GROUP BY m.client_id
                ), received AS (
                    SELECT m.client_id, m.month, m.credit_base AS amount
                      FROM bank_account_month m
                      JOIN clients USING (client_id)
                      JOIN bank_account a ON a.id = m.account_id
                       AND a.kind IN ('current', 'card', 'overdraft')
                     WHERE m.month >= %(first)s AND m.month < %(after)s
                    UNION ALL
                    SELECT a.client_id, date_trunc('month', mv.booking_date)::date,
                           -round(mv.amount * coalesce(m.rate, 1), 2)
                      FROM clients
                      JOIN bank_account a USING (client_id)
                      JOIN bank_account_movement mv ON mv.account_id = a.id
                       AND mv.booking_date >= %(first)s AND mv.booking_date < %(after)s
                      LEFT JOIN bank_account_month m ON m.account_id = a.id
                       AND m.month = date_trunc('month', mv.booking_date)::date
                     WHERE a.kind IN ('current', 'card', 'overdraft')
                       AND mv.amount > 0 AND NOT mv.is_reversed
                       AND mv.kind != 'revaluation'
                       AND (mv.kind = ANY(%(not_earned)s) OR %(own)s)
                )
                SELECT c.client_id,
                       array_agg(coalesce(r.amount, 0)::text ORDER BY month.month)
                  FROM clients c
                 CROSS JOIN generate_series(%(first)s::date, %(last)s::date,
                                            interval '1 month') month(month)
                  LEFT JOIN LATERAL (
                    SELECT sum(amount) AS amount FROM received
                     WHERE received.client_id = c.client_id
                       AND received.month = month.month::date) r ON true
                 GROUP BY c.client_id
                """,
                ids=client_ids,
                first=first,
                after=after,
                last=after - relativedelta(months=1),
                not_earned=list(NOT_EARNED),
                own=self._own_accounts_sql(),
            )
        )
        return {key: [Decimal(amount) for amount in amounts] for key, amounts in rows}

    @api.model
    def _see_salary_stopped(self, client_ids, day, threshold):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT a.client_id, array_agg(DISTINCT mv.booking_date)
                  FROM bank_account a
                  JOIN bank_account_movement mv ON mv.account_id = a.id
                   AND mv.booking_date > %(day)s - %(days)s AND mv.booking_date <= %(day)s
                 WHERE a.client_id = ANY(%(ids)s) AND mv.kind = 'salary'
                   AND mv.amount > 0 AND NOT mv.is_reversed
                 GROUP BY a.client_id
                """,
                ids=client_ids,
                day=day,
                days=SALARY_DAYS,
            )
        )
        return self._judge(dict(rows), money.salary_stopped, day, threshold)

    @api.model
    def _see_returned_payments(self, client_ids, day, threshold):
        """A payment that came back is one that the core reversed to the payer."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT a.client_id, mv.booking_date, round(mv.amount * %(rate)s, 2)::text
                  FROM bank_account a
                  JOIN bank_account_movement mv ON mv.account_id = a.id
                   AND mv.booking_date > %(day)s - %(days)s AND mv.booking_date <= %(day)s
                 WHERE a.client_id = ANY(%(ids)s) AND mv.reverses_id IS NOT NULL
                   AND mv.amount > 0
                """,
                ids=client_ids,
                day=day,
                days=threshold.days,
                rate=self._rate_sql("a.currency_id", day),
            )
        )
        facts = {}
        for client_id, booked, amount in rows:
            facts.setdefault(client_id, []).append((booked, Decimal(amount)))
        return self._judge(facts, money.returned_payments, day, threshold)

    @api.model
    def _see_overdraft_at_limit(self, client_ids, day, threshold):
        """Balances of the last days are today's less what moved since."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT a.client_id, a.id, d.day::date,
                       round(-(a.balance - coalesce(moved.amount, 0)) * %(rate)s, 2)::text,
                       round(h.amount * %(rate)s, 2)::text
                  FROM bank_account a
                  JOIN bank_holding h ON h.id = a.holding_id AND h.state = 'active'
                 CROSS JOIN generate_series(%(day)s - %(days)s + 1, %(day)s,
                                            interval '1 day') d(day)
                  LEFT JOIN LATERAL (
                    SELECT sum(mv.amount) AS amount FROM bank_account_movement mv
                     WHERE mv.account_id = a.id AND mv.booking_date > d.day::date
                       AND mv.booking_date > %(day)s - %(days)s
                       AND mv.booking_date <= greatest(a.balance_date, %(day)s)) moved
                    ON true
                 WHERE a.client_id = ANY(%(ids)s) AND a.kind = 'overdraft'
                   AND a.state != 'closed' AND a.balance < 0 AND h.amount > 0
                   AND -a.balance >= h.amount * %(share)s
                """,
                ids=client_ids,
                day=day,
                days=threshold.days,
                share=threshold.share,
                rate=self._rate_sql("a.currency_id", day),
            )
        )
        used = {}
        for client_id, account_id, at, drawn, limit in rows:
            by_day = used.setdefault((client_id, account_id), {})
            by_day[at] = (Decimal(drawn), Decimal(limit))
        found = self._judge(used, money.overdraft_at_limit, day, threshold)
        worst = {}
        for (client_id, _account_id), signal in found.items():
            other = worst.get(client_id)
            if other is None or signal.figure("used") > other.figure("used"):
                worst[client_id] = signal
        return worst

    @api.model
    def _see_large_outflow(self, client_ids, day, threshold):
        """What left the bank, against the average funds of the last full month."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH gone AS (
                    SELECT a.client_id, mv.booking_date,
                           round(sum(-mv.amount * %(rate)s), 2) AS amount
                      FROM bank_account a
                      JOIN bank_account_movement mv ON mv.account_id = a.id
                       AND mv.booking_date > %(day)s - %(days)s
                       AND mv.booking_date <= %(day)s
                     WHERE a.client_id = ANY(%(ids)s) AND a.kind = ANY(%(kinds)s)
                       AND mv.amount < 0 AND NOT mv.is_reversed
                       AND mv.kind != ALL(%(not_left)s) AND NOT %(own)s
                     GROUP BY a.client_id, mv.booking_date
                )
                SELECT gone.client_id, gone.booking_date, gone.amount::text,
                       coalesce((
                           SELECT round(sum(greatest(m.average_balance, 0)
                                            * coalesce(m.rate, 1)), 2)
                             FROM bank_account_month m
                             JOIN bank_account a ON a.id = m.account_id
                              AND a.kind = ANY(%(kinds)s)
                            WHERE m.client_id = gone.client_id AND m.month = %(month)s
                       ), 0)::text
                  FROM gone
                """,
                ids=client_ids,
                day=day,
                days=threshold.days,
                kinds=list(SPENT_FROM),
                not_left=list(NOT_LEFT),
                own=self._own_accounts_sql(),
                month=day.replace(day=1) - relativedelta(months=1),
                rate=self._rate_sql("a.currency_id", day),
            )
        )
        gone, averages = {}, {}
        for client_id, booked, amount, average in rows:
            gone.setdefault(client_id, []).append((booked, Decimal(amount)))
            averages[client_id] = Decimal(average)
        found = {
            client_id: money.large_outflow(moves, averages[client_id], day, threshold)
            for client_id, moves in gone.items()
        }
        return {key: signal for key, signal in found.items() if signal}
