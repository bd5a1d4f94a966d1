from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ...domain.signals import standing
from ...domain.signals.standing import Arrest


class BankLoanSignal(models.Model):
    """Signs in how others see the client: arrests, lenders, bureaus, his group, covenants."""

    _inherit = "bank.loan.signal"

    @api.model
    def _grouped(self, rows):
        """First column -> the rest of its rows."""
        found = {}
        for key, *rest in rows:
            found.setdefault(key, []).append(tuple(rest))
        return found

    @api.model
    def _see_arrest(self, client_ids, day, threshold):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT r.client_id, r.date_from,
                       CASE WHEN r.is_whole IS NOT TRUE
                            THEN round(r.amount * %(rate)s, 2)::text END, r.lifted_date
                  FROM bank_account_arrest r
                 WHERE r.client_id = ANY(%(ids)s) AND r.acceptance = 'accepted'
                   AND r.date_from <= %(day)s
                """,
                ids=client_ids,
                day=day,
                rate=self._rate_sql("r.currency_id", day),
            )
        )
        facts = {
            key: [
                Arrest(since, Decimal(amount) if amount else None, lifted)
                for since, amount, lifted in arrests
            ]
            for key, arrests in self._grouped(rows).items()
        }
        return self._judge(facts, standing.account_arrest, day)

    @api.model
    def _see_new_lender(self, client_ids, day, threshold):
        """Loans of the newest report; lenders of the earlier ones are not new."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT r.client_id, r.report_date, r.id, one.loan->>'lender',
                       (one.loan->>'opened')::date,
                       round(greatest((one.loan->>'limit')::numeric,
                                      (one.loan->>'owed')::numeric) * %(rate)s, 2)::text
                  FROM bank_bureau_report r
                  LEFT JOIN LATERAL jsonb_array_elements(
                      CASE jsonb_typeof(r.loans::jsonb) WHEN 'array' THEN r.loans::jsonb
                      ELSE '[]'::jsonb END) one(loan) ON true
                 WHERE r.client_id = ANY(%(ids)s) AND r.active AND r.report_date <= %(day)s
                 ORDER BY r.client_id, r.report_date DESC, r.id DESC
                """,
                ids=client_ids,
                day=day,
                rate=self._rate_sql("r.currency_id", day),
            )
        )
        ours = (self.env.company.name or "").casefold()
        found = {}
        for client_id, told in self._grouped(rows).items():
            newest = told[0][1]
            taken = [
                (lender, opened, Decimal(amount or 0))
                for _day, number, lender, opened, amount in told
                if number == newest and lender and lender.casefold() != ours
            ]
            before = [
                lender for _day, number, lender, *_rest in told if number != newest
            ]
            signal = standing.new_lender(taken, filter(None, before), day, threshold)
            if signal:
                found[client_id] = signal
        return found

    @api.model
    def _see_bureau_downgrade(self, client_ids, day, threshold):
        """The deepest fall at any one bureau: scales of two are not compared."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT client_id, bureau_id, report_date, score
                  FROM bank_bureau_report
                 WHERE client_id = ANY(%(ids)s) AND active AND has_score
                   AND report_date > %(day)s - %(days)s AND report_date <= %(day)s
                """,
                ids=client_ids,
                day=day,
                days=threshold.within_days,
            )
        )
        scores = {}
        for client_id, bureau_id, told, score in rows:
            scores.setdefault((client_id, bureau_id), []).append((told, score))
        worst = {}
        found = self._judge(scores, standing.bureau_downgrade, day, threshold)
        for (client_id, _bureau_id), signal in found.items():
            other = worst.get(client_id)
            if other is None or signal.figure("fell_by") > other.figure("fell_by"):
                worst[client_id] = signal
        return worst

    @api.model
    def _see_group_overdue(self, client_ids, day, threshold):
        """Members of the groups of connected clients, late by any of their loans."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH pair AS (
                    SELECT DISTINCT m.client_id, o.client_id AS other_id
                      FROM bank_client_group_member m
                      JOIN bank_client_group g ON g.id = m.group_id AND g.active
                       AND g.kind = 'connected'
                      JOIN bank_client_group_member o ON o.group_id = m.group_id
                       AND o.client_id != m.client_id AND o.date_from <= %(day)s
                       AND (o.date_to IS NULL OR o.date_to >= %(day)s)
                       AND o.is_kept_out IS NOT TRUE
                     WHERE m.client_id = ANY(%(ids)s) AND m.date_from <= %(day)s
                       AND (m.date_to IS NULL OR m.date_to >= %(day)s)
                       AND m.is_kept_out IS NOT TRUE
                )
                SELECT pair.client_id, pair.other_id, max(l.days_past_due),
                       sum(round(l.overdue_amount * %(rate)s, 2))::text
                  FROM pair
                  JOIN bank_holding h ON h.client_id = pair.other_id
                   AND h.state = 'active'
                  JOIN bank_loan l ON l.holding_id = h.id AND l.days_past_due > 0
                 GROUP BY pair.client_id, pair.other_id
                """,
                ids=client_ids,
                day=day,
                rate=self._rate_sql("h.currency_id", day),
            )
        )
        found = {}
        for client_id, others in self._grouped(rows).items():
            members = {
                other: (days, Decimal(amount or 0)) for other, days, amount in others
            }
            signal = standing.group_overdue(client_id, members, day, threshold)
            if signal:
                found[client_id] = signal
        return found

    @api.model
    def _see_covenant_breach(self, client_ids, day, threshold):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT c.client_id, coalesce(l.broken_since, l.statement_due),
                       l.verdict = 'default'
                  FROM bank_loan_covenant c
                  JOIN bank_loan_covenant_look l ON l.covenant_id = c.id
                 WHERE c.client_id = ANY(%(ids)s)
                   AND l.verdict IN ('curing', 'default')
                """,
                ids=client_ids,
            )
        )
        return self._judge(self._grouped(rows), standing.covenant_breach, day)

    @api.model
    def _plain_figures(self, signal):
        """Figures as they are kept: sums and days as text, counts as numbers."""
        return {
            name: value
            if isinstance(value, int)
            else fields.Date.to_string(value)
            if not isinstance(value, Decimal)
            else str(value)
            for name, value in signal.figures
        }
