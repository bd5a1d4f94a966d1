from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from ...domain.limits.tree import Level

# Their loans are few: counted from the loans themselves each time.
NARROW = (Level.CLIENT, Level.GROUP)
_SUMS = SQL(
    "count(*) AS lines, count(*) FILTER (WHERE x.weight IS NULL) AS without_rate, "
    "sum(x.drawn_base) AS drawn, sum(x.undrawn_base) AS undrawn, "
    "sum(x.reserved_base) AS reserved, sum(x.weight) AS used, "
    "sum(x.weight_then) AS used_then"
)
_TOTALS = ("lines", "without_rate", "drawn", "undrawn", "reserved", "used", "used_then")


class BankLoanLimit(models.Model):
    """The use of a product's, a branch's and the bank's limit, from the kept sums.

    cells at today's rates + what was touched, as it is now - the same as it was counted,
    and the loans of clients whose limits are parts of this one and that no cell has.
    """

    _inherit = "bank.loan.limit"

    def _uses(self, without=None):
        """Limit -> sums as Decimal; `without`: a commitment that is not counted."""
        limits = self._origin.sudo()
        narrow = limits.filtered(lambda one: one.level in NARROW)
        wide = limits - narrow
        self.env.flush_all()
        rows = []
        if narrow:
            rows += self.env.execute_query_dict(
                self._uses_sql([one for one in narrow.ids if one], without)
            )
        if wide:
            rows += self.env.execute_query_dict(self._wide_uses_sql(wide.ids, without))
        return {row["id"]: self._as_use(row) for row in rows}

    def _uses_counted_anew(self, without=None):
        """The same from every loan of the bank: slow, to compare with."""
        self.env.flush_all()
        rows = self.env.execute_query_dict(self._uses_sql(self.ids, without))
        return {row["id"]: self._as_use(row) for row in rows}

    @api.model
    def _as_use(self, row):
        names = ("amount", "drawn", "undrawn", "reserved", "used", "then")
        return row | {name: Decimal(row[name] or 0) for name in names}

    @api.model
    def _wide_uses_sql(self, ids, without=None):
        return SQL(
            """
            WITH %(reach)s, %(lines)s,
                 part AS (
                     SELECT k.limit_id, %(columns)s
                       FROM chosen k JOIN cell x
                         ON k.is_every OR x.product_id = ANY(k.products)
                            OR x.branch_id = ANY(k.branches)
                     UNION ALL
                     SELECT x.limit_id, %(sums)s FROM (
                         SELECT DISTINCT k.limit_id, x.*
                           FROM chosen k
                           JOIN within q ON q.limit_id = k.limit_id
                           JOIN own x ON x.client_id = q.client_id
                            AND (q.product_id IS NULL OR q.product_id = x.product_id)
                          WHERE NOT k.is_every
                            AND coalesce(x.product_id, 0) != ALL(k.products)
                            AND coalesce(x.branch_id, 0) != ALL(k.branches)
                     ) x GROUP BY x.limit_id
                 )
            SELECT l.id,
                   round(l.amount::numeric * (%(rate)s), 2)::text AS amount,
                   coalesce(sum(x.lines), 0)::int AS count,
                   coalesce(sum(x.without_rate), 0)::int AS without_rate,
                   coalesce(sum(x.drawn), 0)::text AS drawn,
                   coalesce(sum(x.undrawn), 0)::text AS undrawn,
                   coalesce(sum(x.reserved), 0)::text AS reserved,
                   coalesce(sum(x.used), 0)::text AS used,
                   coalesce(sum(x.used_then), 0)::text AS "then"
              FROM bank_loan_limit l LEFT JOIN part x ON x.limit_id = l.id
             WHERE l.id = ANY(%(ids)s)
             GROUP BY l.id
            """,
            reach=self._wide_reach_sql(ids),
            lines=self._wide_lines_sql(without),
            columns=SQL(", ").join(SQL.identifier("x", name) for name in _TOTALS),
            sums=_SUMS,
            rate=self._rate_sql(SQL("l.currency_id")),
            ids=ids,
        )

    @api.model
    def _wide_reach_sql(self, ids):
        """SQL: `chosen`, the cells of each limit, and `within`, clients who are parts of it."""
        return SQL(
            """
            closure AS MATERIALIZED (
                SELECT l.level, l.client_id, l.group_id, l.product_id, l.branch_id,
                       up.id AS limit_id
                  FROM bank_loan_limit l
                 CROSS JOIN unnest(string_to_array(trim(l.parent_path, '/'), '/')) path(id)
                  JOIN bank_loan_limit up ON up.id = path.id::int
                 WHERE l.acceptance = 'accepted' AND up.acceptance = 'accepted'
                   AND up.id = ANY(%(ids)s)
            ), chosen AS MATERIALIZED (
                SELECT c.limit_id, bool_or(c.level = 'bank') AS is_every,
                       coalesce(array_agg(c.product_id)
                                FILTER (WHERE c.level = 'product'), '{}') AS products,
                       coalesce(array_agg(b.id)
                                FILTER (WHERE b.id IS NOT NULL), '{}') AS branches
                  FROM closure c
                  LEFT JOIN bank_branch top ON c.level = 'branch' AND top.id = c.branch_id
                  LEFT JOIN bank_branch b ON starts_with(b.parent_path, top.parent_path)
                 GROUP BY c.limit_id
            ), within AS MATERIALIZED (
                SELECT c.limit_id, c.client_id, c.product_id
                  FROM closure c JOIN chosen k ON k.limit_id = c.limit_id
                 WHERE c.level = 'client' AND NOT k.is_every
                UNION
                SELECT c.limit_id, m.client_id, c.product_id
                  FROM closure c JOIN chosen k ON k.limit_id = c.limit_id
                  JOIN bank_client_group_member m ON m.group_id = c.group_id
                   AND m.date_from <= %(today)s AND NOT coalesce(m.is_kept_out, false)
                   AND (m.date_to IS NULL OR m.date_to >= %(today)s)
                 WHERE c.level = 'group' AND NOT k.is_every
            )
            """,
            ids=ids,
            today=self.env["bank.business.day"]._today(),
        )

    @api.model
    def _wide_lines_sql(self, without=None):
        """SQL: `cell`, sums by product and branch as of now, and `own`, lines of clients."""
        changed = SQL(
            "SELECT line_key FROM bank_loan_limit_touched UNION SELECT unnest(ARRAY["
            "2 * c.holding_id::bigint, 2 * c.id::bigint + 1]) "
            "FROM bank_loan_commitment c WHERE c.id = %s",
            without or 0,
        )
        return SQL(
            """
            changed AS MATERIALIZED (
                SELECT line_key FROM (%(changed)s) x WHERE line_key IS NOT NULL
            ), fresh AS MATERIALIZED (
                SELECT * FROM (%(fresh)s) x
                 WHERE x.commitment_id IS DISTINCT FROM %(without)s
            ), gone AS MATERIALIZED (
                SELECT c.* FROM bank_loan_limit_counted c
                 WHERE c.line_key = ANY(ARRAY(SELECT line_key FROM changed))
            ), rate AS MATERIALIZED (
                SELECT x.currency_id, (%(rate)s) AS rate
                  FROM (SELECT DISTINCT currency_id FROM bank_loan_limit_sum) x
            ), stale AS MATERIALIZED (
                SELECT DISTINCT s.currency_id FROM bank_loan_limit_sum s
                  JOIN rate ON rate.currency_id = s.currency_id
                 WHERE s.rate IS DISTINCT FROM rate.rate
            ), cell AS MATERIALIZED (
                SELECT s.product_id, s.branch_id, s.lines, s.without_rate, s.drawn,
                       s.undrawn, s.reserved, s.used, s.used_then
                  FROM bank_loan_limit_sum s
                 WHERE s.currency_id NOT IN (SELECT currency_id FROM stale)
                UNION ALL
                SELECT coalesce(x.product_id, 0), coalesce(x.branch_id, 0), %(sums)s
                  FROM (%(moved)s) x GROUP BY 1, 2
                UNION ALL
                SELECT coalesce(x.product_id, 0), coalesce(x.branch_id, 0), %(sums)s
                  FROM (%(now)s) x GROUP BY 1, 2
                UNION ALL
                SELECT coalesce(x.product_id, 0), coalesce(x.branch_id, 0), -count(*),
                       -count(*) FILTER (WHERE x.weight IS NULL), -sum(x.drawn_base),
                       -sum(x.undrawn_base), -sum(x.reserved_base), -sum(x.weight),
                       -sum(x.weight_then)
                  FROM (%(then)s) x GROUP BY 1, 2
            ), own AS MATERIALIZED (%(own)s)
            """,
            changed=changed,
            fresh=self._fresh_sql(SQL("SELECT line_key FROM changed")),
            without=without or 0,
            rate=self._rate_sql(SQL("x.currency_id")),
            sums=_SUMS,
            moved=self._weighed_sql(
                SQL(
                    # Looked into only where a currency is stale.
                    "SELECT c.* FROM stale CROSS JOIN LATERAL (SELECT * "
                    "FROM bank_loan_limit_counted c "
                    "WHERE c.currency_id = stale.currency_id OFFSET 0) c"
                )
            ),
            now=self._weighed_sql(SQL("SELECT * FROM fresh")),
            then=self._weighed_sql(SQL("SELECT * FROM gone")),
            own=self._weighed_sql(
                SQL(
                    "SELECT c.* FROM bank_loan_limit_counted c "
                    "WHERE c.client_id = ANY(ARRAY(SELECT client_id FROM within)) "
                    "AND c.line_key NOT IN (SELECT line_key FROM changed) "
                    "UNION ALL SELECT * FROM fresh"
                )
            ),
        )
