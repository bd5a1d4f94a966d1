from odoo import api, models
from odoo.tools import SQL
from psycopg2.errors import SerializationFailure, UniqueViolation

from ...tools import limit_sums_ddl as ddl

KEYS_A_BATCH = 20_000
# What makes two countings of a line the same.
LINE_COLUMNS = (
    "holding_id", "commitment_id", "client_id", "product_id", "branch_id", "currency_id",
    "drawn", "undrawn", "reserved", "factor", "checked_rate",
)  # fmt: skip
_NAMES = SQL(", ").join(SQL.identifier(name) for name in LINE_COLUMNS)


class BankLoanLimit(models.Model):
    """The kept sums of loans: by product, branch and currency, at the rates of the day.

    Whoever asks takes what was touched since the last counting as it is now; so an answer
    is of this moment, and its cost is of the changes and not of the bank.
    """

    _inherit = "bank.loan.limit"

    def init(self):
        # The tables of loans and approvals may come after this one.
        self.pool.post_init(self._create_sums)

    @api.model
    def _create_sums(self):
        """The tables, once, and the triggers by which the database notes what changed."""
        cr = self.env.cr
        cr.execute("SELECT to_regclass(%s)", [ddl.COUNTED])
        is_new = cr.fetchone() == (None,)
        if is_new:
            cr.execute(ddl.TABLES)  # pylint: disable=sql-injection
        cr.execute(ddl.FUNCTION)  # pylint: disable=sql-injection
        for statement in ddl.trigger_statements():
            cr.execute(statement)  # pylint: disable=sql-injection
        if is_new:
            cr.execute(ddl.TOUCH_ALL)  # pylint: disable=sql-injection

    @api.model
    def _settle(self):
        """Bring the kept sums up to what was touched; returns how many lines were counted.

        One at a time: who finds another at it leaves the work to him. A step that is not
        committed yet stays touched and is counted the next time.
        """
        self.env.flush_all()
        cr = self.env.cr
        cr.execute(
            "SELECT pg_try_advisory_xact_lock('bank_loan_limit_counted'::regclass::oid::int, 0)"
        )
        if cr.fetchone() != (True,):
            return 0
        try:
            with cr.savepoint(flush=False):
                return self._settle_touched()
        except (SerializationFailure, UniqueViolation):
            # Another has done it since this transaction began to read.
            return 0

    @api.model
    def _settle_touched(self):
        cr = self.env.cr
        cr.execute(
            "DELETE FROM bank_loan_limit_touched RETURNING line_key",
            log_exceptions=False,
        )
        keys = sorted({key for (key,) in cr.fetchall()})
        cells = set(self._stale_cells())
        for start in range(0, len(keys), KEYS_A_BATCH):
            cells.update(self._count_lines(keys[start : start + KEYS_A_BATCH]))
        self._sum_cells(sorted(cells))
        return len(keys)

    @api.model
    def _count_lines(self, keys):
        """Keep these lines as they are now; returns the cells whose sums that changes."""
        return self.env.execute_query(
            SQL(
                """
                WITH fresh AS MATERIALIZED (%(fresh)s),
                     old AS (SELECT * FROM bank_loan_limit_counted
                              WHERE line_key = ANY(%(keys)s)),
                     gone AS (DELETE FROM bank_loan_limit_counted c
                               WHERE c.line_key = ANY(%(keys)s) AND NOT EXISTS (
                                 SELECT 1 FROM fresh f WHERE f.line_key = c.line_key)),
                     new AS (
                         INSERT INTO bank_loan_limit_counted AS c
                                (line_key, %(names)s)
                         SELECT line_key, %(names)s FROM fresh
                             ON CONFLICT (line_key) DO UPDATE
                            SET (%(names)s) = ROW(%(excluded)s)
                          WHERE (%(own)s) IS DISTINCT FROM (%(excluded)s))
                SELECT coalesce(product_id, 0), coalesce(branch_id, 0), currency_id
                  FROM old
                UNION
                SELECT coalesce(product_id, 0), coalesce(branch_id, 0), currency_id
                  FROM fresh
                """,
                fresh=self._fresh_sql(SQL("SELECT unnest(%s::bigint[])", keys)),
                keys=keys,
                names=_NAMES,
                own=_of("c"),
                excluded=_of("excluded"),
            )
        )

    @api.model
    def _stale_cells(self):
        """Cells that were summed at another rate than today's."""
        return self.env.execute_query(
            SQL(
                "SELECT s.product_id, s.branch_id, s.currency_id "
                "FROM bank_loan_limit_sum s WHERE s.rate IS DISTINCT FROM (%s)",
                self._rate_sql(SQL("s.currency_id")),
            )
        )

    @api.model
    def _sum_cells(self, cells):
        """Sum these cells anew from their lines."""
        if not cells:
            return
        columns = [list(column) for column in zip(*cells, strict=True)]
        cell = SQL("unnest(%s::int[], %s::int[], %s::int[])", *columns)
        cr = self.env.cr
        cr.execute(
            SQL(
                "DELETE FROM bank_loan_limit_sum s USING %s k (product, branch, currency) "
                "WHERE (s.product_id, s.branch_id, s.currency_id) "
                "= (k.product, k.branch, k.currency)",
                cell,
            )
        )
        cr.execute(
            SQL(
                """
                INSERT INTO bank_loan_limit_sum
                       (product_id, branch_id, currency_id, rate, lines, without_rate,
                        drawn, undrawn, reserved, used, used_then)
                SELECT coalesce(x.product_id, 0), coalesce(x.branch_id, 0),
                       x.currency_id, x.rate, %(sums)s
                  FROM (%(lines)s) x GROUP BY 1, 2, 3, 4
                """,
                sums=self._line_sums_sql(),
                lines=self._weighed_sql(
                    SQL(
                        "SELECT c.* FROM %s k (product, branch, currency) "
                        "JOIN bank_loan_limit_counted c ON c.currency_id = k.currency "
                        "AND coalesce(c.product_id, 0) = k.product "
                        "AND coalesce(c.branch_id, 0) = k.branch",
                        cell,
                    )
                ),
            )
        )

    @api.model
    def _wrong_cells(self):
        """Cells whose kept sums are not those of their lines."""
        return self.env.execute_query(
            SQL(
                """
                SELECT coalesce(s.product_id, x.product), coalesce(s.branch_id, x.branch),
                       coalesce(s.currency_id, x.currency)
                  FROM bank_loan_limit_sum s FULL JOIN (
                    SELECT coalesce(x.product_id, 0) AS product,
                           coalesce(x.branch_id, 0) AS branch, x.currency_id AS currency,
                           ROW(%s) AS sums
                      FROM (%s) x GROUP BY 1, 2, 3
                  ) x ON (s.product_id, s.branch_id, s.currency_id)
                       = (x.product, x.branch, x.currency)
                 WHERE ROW(s.lines, s.without_rate, s.drawn, s.undrawn, s.reserved,
                           s.used, s.used_then) IS DISTINCT FROM x.sums
                """,
                self._line_sums_sql(),
                self._weighed_sql(SQL("SELECT * FROM bank_loan_limit_counted")),
            )
        )

    @api.model
    def _touch(self, keys):
        """Lines that are to be counted anew."""
        self.env.cr.execute(
            SQL("INSERT INTO bank_loan_limit_touched SELECT unnest(%s::bigint[])", keys)
        )

    @api.model
    def _line_sums_sql(self):
        """SQL: the sums of weighed lines `x`, in the order of the kept ones."""
        return SQL(
            "count(*), count(*) FILTER (WHERE x.weight IS NULL), "
            "coalesce(sum(x.drawn_base), 0), coalesce(sum(x.undrawn_base), 0), "
            "coalesce(sum(x.reserved_base), 0), coalesce(sum(x.weight), 0), "
            "coalesce(sum(x.weight_then), 0)"
        )

    @api.model
    def _fresh_sql(self, keys):
        """SQL: the lines of these keys (an SQL of one column) as they are now."""
        chosen = SQL("SELECT key / 2 FROM (%s) k (key) WHERE mod(key, 2) = 0", keys)
        others = SQL("SELECT key / 2 FROM (%s) k (key) WHERE mod(key, 2) = 1", keys)
        return SQL(
            "SELECT x.* FROM (%s UNION ALL %s) x "
            "WHERE x.drawn != 0 OR x.undrawn != 0 OR x.reserved != 0",
            self._agreement_lines_sql(SQL("h.id = ANY(ARRAY(%s))", chosen)),
            self._approval_lines_sql(SQL("c.id = ANY(ARRAY(%s))", others)),
        )

    @api.model
    def _kept_lines_sql(self):
        """SQL: every line as it is now, the kept ones and what was touched since."""
        touched = SQL("SELECT DISTINCT line_key FROM bank_loan_limit_touched")
        return SQL(
            "SELECT c.* FROM bank_loan_limit_counted c WHERE NOT EXISTS (SELECT 1 "
            "FROM bank_loan_limit_touched t WHERE t.line_key = c.line_key) "
            "UNION ALL %s",
            self._fresh_sql(touched),
        )

    @api.model
    def _cron_settle(self):
        """Every few minutes, so that little is ever touched and not counted."""
        self._settle()


def _of(row):
    return SQL(", ").join(SQL.identifier(row, name) for name in LINE_COLUMNS)
