import json

from odoo import api, models
from odoo.tools import SQL

from ...domain.signals.money import opens_retention
from ...domain.signals.signal import Code

# The figure that is the sum of a signal, where it has one.
SUMS = {
    Code.TURNOVER_DROP: "now",
    Code.RETURNED_PAYMENTS: "amount",
    Code.ARREST: "amount",
    Code.OVERDRAFT_AT_LIMIT: "used",
    Code.LARGE_OUTFLOW: "amount",
    Code.NEW_LENDER: "amount",
    Code.GROUP_OVERDUE: "amount",
}


class BankLoanSignal(models.Model):
    """Finding signals for a batch of clients: new ones come, those that go on are told anew,
    what does not hold any more is over."""

    _inherit = "bank.loan.signal"

    @api.model
    def _refresh(self, client_ids, day):
        """Make the signals of these clients what holds on `day`; returns how many are new.

        Done twice it changes nothing the second time.
        """
        self.env.flush_all()
        served = self._served(client_ids)
        borrowers = self._borrowers(served)
        rows = []
        for rule in self.env["bank.signal.rule"].sudo().search([]):
            looked_at = served if rule.scope == "all" else borrowers
            if not looked_at:
                continue
            threshold = rule._threshold()
            see = getattr(self, f"_see_{rule.code}")
            for client_id, signal in see(looked_at, day, threshold).items():
                rows.append(self._row(client_id, signal, threshold))
        found = self._write_found(client_ids, rows, day)
        self.env.invalidate_all()
        return found

    @api.model
    def _row(self, client_id, signal, threshold):
        name = SUMS.get(signal.code)
        is_kept = signal.code is Code.LARGE_OUTFLOW and opens_retention(
            signal, threshold
        )
        amount = round(signal.figure(name), 2) if name else None
        figures = json.dumps(self._plain_figures(signal), sort_keys=True)
        return (client_id, str(signal.code), figures, amount, is_kept)

    @api.model
    def _served(self, client_ids):
        """Those of these clients whom the bank serves and who live."""
        rows = self.env.execute_query(
            SQL(
                "SELECT p.id FROM res_partner p WHERE %s ORDER BY p.id",
                self.env["bank.next.step"]._served_sql(client_ids),
            )
        )
        return [client_id for (client_id,) in rows]

    @api.model
    def _borrowers(self, client_ids):
        """Those who owe or may draw: a loan in force, an open account overdrawn, an approval."""
        if not client_ids:
            return []
        rows = self.env.execute_query(
            SQL(
                """
                SELECT h.client_id FROM bank_holding h
                  JOIN bank_product product ON product.id = h.product_id
                   AND product.kind = 'loan'
                 WHERE h.client_id = ANY(%(ids)s) AND h.state = 'active'
                UNION
                SELECT a.client_id FROM bank_account a
                 WHERE a.client_id = ANY(%(ids)s) AND a.state != 'closed'
                   AND a.balance < 0
                UNION
                SELECT c.client_id FROM bank_loan_commitment c
                 WHERE c.client_id = ANY(%(ids)s) AND c.stage IN ('reserved', 'kept')
                UNION
                SELECT c.client_id FROM bank_loan_covenant c
                 WHERE c.client_id = ANY(%(ids)s)
                 ORDER BY 1
                """,
                ids=client_ids,
            )
        )
        return [client_id for (client_id,) in rows]

    @api.model
    def _write_found(self, client_ids, rows, day):
        """One statement for what came and goes on, one for what is over."""
        columns = [list(column) for column in zip(*rows, strict=True)] or [[]] * 5
        wanted = SQL(
            "unnest(%s::int[], %s::varchar[], %s::text[], %s::numeric[], %s::boolean[]) "
            "AS w (client_id, code, figures, amount, is_retention)",
            *columns,
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE bank_loan_signal s SET is_open = false, gone_date = %(day)s
                 WHERE s.client_id = ANY(%(ids)s) AND s.is_open
                   AND NOT EXISTS (SELECT 1 FROM %(wanted)s
                                    WHERE w.client_id = s.client_id AND w.code = s.code)
                """,
                ids=client_ids,
                day=day,
                wanted=wanted,
            )
        )
        new = self.env.execute_query(
            SQL(
                """
                INSERT INTO bank_loan_signal (client_id, code, is_open, found_date,
                       seen_date, figures, amount_base, is_retention)
                SELECT w.client_id, w.code, true, %(day)s, %(day)s, w.figures::jsonb,
                       w.amount, w.is_retention
                  FROM %(wanted)s ORDER BY w.client_id, w.code
                ON CONFLICT (client_id, code) WHERE is_open DO UPDATE
                   SET seen_date = excluded.seen_date, figures = excluded.figures,
                       amount_base = excluded.amount_base,
                       is_retention = bank_loan_signal.is_retention
                                      OR excluded.is_retention
                 WHERE (bank_loan_signal.seen_date, bank_loan_signal.figures::jsonb,
                        bank_loan_signal.amount_base)
                       IS DISTINCT FROM
                       (excluded.seen_date, excluded.figures::jsonb, excluded.amount_base)
                RETURNING (xmax = 0)
                """,
                day=day,
                wanted=wanted,
            )
        )
        return sum(is_new for (is_new,) in new)
