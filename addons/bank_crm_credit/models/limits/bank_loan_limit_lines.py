from odoo import api, models
from odoo.tools import SQL

# What of an agreement is not its book: what it takes up of limits is counted from these.
OPEN_HOLDINGS = ("pending", "active")
OPEN_STAGES = ("reserved", "kept")


class BankLoanLimit(models.Model):
    """Loans and approvals as lines of the rules, by SQL over the whole bank."""

    _inherit = "bank.loan.limit"

    @api.model
    def _lines_sql(self, ids=None, without=None):
        """SQL: loans and approvals as lines of the rules, weighed in base currency.

        An agreement with the account of its own is owed by that account; else by what
        the night counted. An approval without an agreement is a line of its own.
        """
        return SQL(
            "SELECT x.* FROM (%s) x WHERE x.drawn != 0 OR x.undrawn != 0 OR x.reserved != 0",
            self._weighed_sql(
                SQL(
                    "SELECT x.* FROM (%(agreements)s UNION ALL %(approvals)s) x "
                    "WHERE %(clients)s AND x.commitment_id IS DISTINCT FROM %(without)s",
                    agreements=self._agreement_lines_sql(),
                    approvals=self._approval_lines_sql(),
                    clients=self._clients_sql(ids) if ids else SQL("true"),
                    without=without or 0,
                )
            ),
        )

    @api.model
    def _weighed_sql(self, rows):
        """SQL: lines (an SQL) with what they take up in base currency at today's rates."""
        return SQL(
            """
            SELECT x.*,
                   round(x.drawn * x.rate, 2) AS drawn_base,
                   round(x.undrawn * x.factor * x.rate, 2) AS undrawn_base,
                   round(x.reserved * x.rate, 2) AS reserved_base,
                   round((x.drawn + x.undrawn * x.factor + x.reserved) * x.rate, 2)
                       AS weight,
                   round((x.drawn + x.undrawn * x.factor + x.reserved)
                         * coalesce(x.checked_rate, x.rate), 2) AS weight_then
              -- Kept apart, so that the rate is looked up once for a line.
              FROM (SELECT x.*, (%s) AS rate FROM (%s) x OFFSET 0) x
            """,
            self._rate_sql(SQL("x.currency_id")),
            rows,
        )

    @api.model
    def _rate_sql(self, currency):
        """SQL: base currency for one unit of this currency (an SQL) today."""
        today = self.env["bank.business.day"]._today()
        return self.env["bank.fx.rate"]._unit_rate_sql(currency, SQL("%s::date", today))

    @api.model
    def _agreement_lines_sql(self, which=None):
        """SQL: agreements on loans; `which` is a condition on the agreement `h`."""
        return SQL(
            """
            SELECT 2 * h.id AS line_key, h.id AS holding_id, c.id AS commitment_id,
                   h.client_id, h.product_id,
                   -- Looked up only where the agreement has none.
                   coalesce(h.branch_id, (SELECT p.branch_id FROM res_partner p
                                           WHERE p.id = h.client_id)) AS branch_id,
                   coalesce(h.currency_id, %(base)s) AS currency_id,
                   owed.drawn,
                   CASE WHEN c.stage = 'kept' AND c.is_revolving
                        THEN greatest(c.amount - owed.drawn, 0)
                        WHEN c.stage = 'kept' THEN greatest(c.amount - c.paid_out, 0)
                        WHEN c.id IS NOT NULL THEN 0
                        WHEN l.credit_limit > 0
                        THEN greatest(l.credit_limit::numeric - owed.drawn, 0)
                        WHEN owed.is_overdraft
                        THEN greatest(coalesce(h.amount, 0)::numeric - owed.drawn, 0)
                        ELSE 0 END AS undrawn,
                   CASE WHEN c.stage = 'reserved' THEN c.amount ELSE 0 END AS reserved,
                   coalesce(c.factor, rule.undrawn_factor, 1)::numeric AS factor,
                   c.checked_rate
              FROM bank_holding h
              JOIN bank_product product
                ON product.id = h.product_id AND product.kind = 'loan'
              LEFT JOIN bank_loan l ON l.holding_id = h.id
              LEFT JOIN bank_loan_product rule ON rule.product_id = h.product_id
              LEFT JOIN bank_loan_commitment c ON c.holding_id = h.id
              CROSS JOIN LATERAL (
                -- What went out and is not in the fed book yet is owed all the same.
                SELECT greatest(coalesce(-sum(least(a.balance, 0)), l.principal_owed,
                                         h.balance, 0)::numeric,
                                CASE WHEN c.paid_date >= coalesce(max(a.balance_date),
                                               l.counted_date, '-infinity'::date)
                                     THEN c.owed_then END, 0) AS drawn,
                       coalesce(bool_or(a.kind = 'overdraft'), false) AS is_overdraft
                  FROM bank_account a
                 WHERE a.holding_id = h.id AND a.state != 'closed'
                   AND a.kind IN ('loan', 'overdraft')
              ) owed
             WHERE h.state = ANY(%(states)s) AND %(which)s
            """,
            which=which or SQL("true"),
            base=self.env.company.currency_id.id,
            states=list(OPEN_HOLDINGS),
        )

    @api.model
    def _owed_sql(self, holding_id):
        """SQL: what an agreement owes, as its line has it."""
        return SQL(
            "SELECT x.drawn::text FROM (%s) x WHERE x.holding_id = %s",
            self._agreement_lines_sql(),
            holding_id,
        )

    @api.model
    def _approval_lines_sql(self, which=None):
        """SQL: approvals without an agreement; `which` is a condition on `c`."""
        return SQL(
            """
            SELECT 2 * c.id + 1, NULL::int, c.id, c.client_id, c.product_id,
                   coalesce(c.branch_id, p.branch_id), c.currency_id, 0::numeric,
                   CASE WHEN c.stage = 'kept' AND c.is_revolving THEN c.amount
                        WHEN c.stage = 'kept' THEN greatest(c.amount - c.paid_out, 0)
                        ELSE 0 END,
                   CASE WHEN c.stage = 'reserved' THEN c.amount ELSE 0 END,
                   c.factor, c.checked_rate
              FROM bank_loan_commitment c LEFT JOIN res_partner p ON p.id = c.client_id
             WHERE c.holding_id IS NULL AND c.stage = ANY(%(stages)s) AND %(which)s
            """,
            which=which or SQL("true"),
            stages=list(OPEN_STAGES),
        )
