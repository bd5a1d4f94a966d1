from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from odoo import api, models
from odoo.tools import SQL

from ..domain.reasons import PARKED

FIRST_DAY = date(1970, 1, 1)
MONTHS_AHEAD = 12
# Vacuum would only keep us waiting: what it is at work on cannot be detached.
BARE = SQL("WITH (autovacuum_enabled = false)")
COLUMNS = (
    "id", "account_id", "booking_date", "value_date", "amount", "kind", "channel",
    "is_reversed", "reverses_id", "counterparty_name", "counterparty_account",
    "counterparty_bank", "purpose", "balance_after", "source", "source_id", "run_id",
)  # fmt: skip


class BankFeedPublishMovements(models.AbstractModel):
    """Movements: checked straight into bare tables by month, which become partitions.

    Plain new rows, nearly all, go there. Rows that are known already, corrections and
    cancellations go to the typed table and are published one by one in sets.
    """

    _name = "bank.feed.publish.movements"
    _inherit = ["bank.feed.publish"]
    _description = "Publishing of Movements"
    _fills = ("bank_account_month",)
    _side_steps = (
        "_publish_months",
        "_rebuild_months",
        "_rebuild_balances",
        "_refresh_clients",
    )

    # --- checking

    @api.model
    def _add_checks(self, run, checks):
        account = SQL.identifier("ref_account_id", "currency_id")
        checks.must(
            "other_currency",
            "currency",
            SQL(
                # CASE: the planner would take it that one row in a hundred passes.
                "CASE WHEN %(currency)s = %(own)s THEN true "
                "ELSE %(currency)s = coalesce(%(own)s, "
                "(SELECT a.currency_id FROM bank_account a WHERE a.id = %(account)s)) "
                "OR %(given)s IS NULL OR %(account)s IS NULL OR %(currency)s IS NULL END",
                given=checks.text("currency"),
                account=checks.values["account_id"],
                currency=checks.values["currency"],
                own=account,
            ),
        )
        latest = max(run.bank_date, self.env["bank.business.day"]._today())
        checks.must(
            "out_of_range",
            "booking_date",
            SQL(
                "%(day)s IS NULL OR %(day)s BETWEEN %(first)s AND %(last)s",
                day=checks.values["booking_date"],
                first=FIRST_DAY,
                last=latest + relativedelta(months=MONTHS_AHEAD),
            ),
        )
        if run._at("has_known"):
            checks.join(
                SQL(
                    "LEFT JOIN %s known ON known.line = s.line",
                    SQL.identifier(run._table_name("known")),
                )
            )
            checks.must(
                PARKED,
                "movement_id",
                SQL("%s OR known.line IS NOT NULL", self._is_new(run, checks)),
                "movements",
            )

    @api.model
    def _is_new(self, run, checks):
        """SQL: the row does not say that it corrects or cancels another."""
        if "operation" not in checks.present:
            return SQL("true")
        words = [
            word
            for word, ours in run.feed_id._code_pairs("row_operation")
            if ours == "new"
        ]
        text = checks.text("operation")
        return SQL("(%s IS NULL OR %s = ANY(%s))", text, text, words)

    @api.model
    def _counts_as_duplicate(self, run, checks):
        return self._is_new(run, checks)

    @api.model
    def _prepare_check(self, run, checks):  # pylint: disable=missing-return
        super()._prepare_check(run, checks)
        run._sql(
            "CREATE TABLE IF NOT EXISTS %(touched)s "
            "(account_id integer, month date, new_count bigint) %(bare)s",
            bare=BARE,
        )
        months, is_plain = self._look_through(run, checks)
        self._find_known(run, checks, has_other=not is_plain)
        self._make_months(run, months)
        run.env.cr.execute(
            "SELECT setval('bank_account_movement_id_seq', "
            "nextval('bank_account_movement_id_seq') + %s)",
            [run._at("line")],
        )
        run._advance(first_id=run.env.cr.fetchone()[0] - run._at("line"))

    @api.model
    def _find_known(self, run, checks, *, has_other):
        """Lines whose movement is here already, or stands above in the same file."""
        cr = run.env.cr
        run._sql("DROP TABLE IF EXISTS %(known)s")
        run._sql(
            "CREATE UNLOGGED TABLE %(known)s (line bigint PRIMARY KEY) %(bare)s",
            bare=BARE,
        )
        number = checks.text("movement_id")
        is_new = self._is_new(run, checks)
        source = run.feed_id.source
        cr.execute(
            "SELECT 1 FROM bank_account_movement WHERE source = %s LIMIT 1", [source]
        )
        count = 0
        if cr.fetchone():
            run._sql(
                "INSERT INTO %(known)s SELECT DISTINCT s.line FROM %(stage)s s "
                "JOIN bank_account_movement m ON m.source = %(source)s "
                "AND m.source_id = %(number)s",
                source=source,
                number=number,
            )
            count += cr.rowcount
        if has_other:
            count += 1
            other = SQL("nullif(btrim(n.movement_id), '')")
            run._sql(
                """
                INSERT INTO %(known)s
                SELECT DISTINCT s.line FROM %(stage)s s
                  JOIN %(stage)s n ON %(other)s = %(number)s AND n.line < s.line
                 WHERE NOT %(is_new)s
                UNION
                SELECT s.line FROM %(stage)s s
                  JOIN bank_feed_correction c ON c.run_id = %(run)s
                   AND c.source_id = %(number)s
                ON CONFLICT DO NOTHING
                """,
                other=other,
                number=number,
                is_new=is_new,
                run=run.id,
            )
        run._sql("ANALYZE %(known)s")
        run._advance(has_known=count > 0)

    @api.model
    def _look_through(self, run, checks):
        """The months of booking in the file, and whether all its rows are new movements."""
        run._sql(
            """
            WITH days AS MATERIALIZED (
                SELECT booking_date AS text, bool_and(%(is_new)s) AS is_plain
                  FROM %(stage)s s GROUP BY booking_date
            )
            SELECT ARRAY(SELECT DISTINCT date_trunc('month', c.day)::date FROM days
                           JOIN bank_feed_calendar c ON c.format = %(format)s
                            AND c.text = btrim(days.text)
                          WHERE c.day BETWEEN %(first)s AND %(last)s ORDER BY 1),
                   (SELECT coalesce(bool_and(is_plain), true) FROM days)
            """,
            is_new=self._is_new(run, checks),
            format=run.feed_id.date_format,
            first=FIRST_DAY,
            last=max(run.bank_date, self.env["bank.business.day"]._today())
            + relativedelta(months=MONTHS_AHEAD),
        )
        return run.env.cr.fetchone()

    @api.model
    def _make_months(self, run, months):
        """A bare table for each of the months; logged where it will become a partition."""
        cr = run.env.cr
        parent = SQL.identifier(run._table_name("month"))
        cr.execute(SQL("DROP TABLE IF EXISTS %s CASCADE", parent))
        cr.execute(
            SQL(
                "CREATE TABLE %s (LIKE bank_account_movement) PARTITION BY RANGE (booking_date)",
                parent,
            )
        )
        Movement = self.env["bank.account.movement"].sudo()
        for month in months:
            child = SQL.identifier(self._month_table(run, month))
            after = month + relativedelta(months=1)
            there = Movement._partition_exists(month)
            cr.execute(
                SQL(
                    "CREATE %s TABLE %s (LIKE bank_account_movement INCLUDING DEFAULTS, "
                    "CHECK (booking_date >= %s AND booking_date < %s)) %s",
                    SQL("UNLOGGED") if there else SQL(),
                    child,
                    month,
                    after,
                    BARE,
                )
            )
            cr.execute(
                SQL(
                    "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%s)",
                    parent,
                    child,
                    month,
                    after,
                )
            )

    @staticmethod
    def _month_table(run, month):
        return f"{run._table_name('month')}_{month:%Y_%m}"

    @api.model
    def _take_rows(self, run, checks, source, not_refused):
        """New rows into the months; the others, if there are any, into the typed table."""
        is_plain = self._is_new(run, checks)
        taken = 0
        if run._at("has_known"):
            special = SQL("AND NOT (%s AND known.line IS NULL)", is_plain)
            taken = super()._take_rows(
                run, checks, source, SQL("%s %s ORDER BY s.line", not_refused, special)
            )
            not_refused = SQL("%s AND %s AND known.line IS NULL", not_refused, is_plain)
        value = {**checks.values, **checks.checked_values}
        values = {
            "id": SQL("%s + s.line", run._at("first_id")),
            "account_id": value["account_id"],
            "booking_date": value["booking_date"],
            "value_date": SQL(
                "coalesce(%s, %s)", value["value_date"], value["booking_date"]
            )
            if "value_date" in checks.present
            else value["booking_date"],
            "amount": value["amount"],
            "kind": SQL("coalesce(%s, 'other')", value["kind"]),
            "channel": value["channel"],
            "is_reversed": SQL("false"),
            "reverses_id": value["reverses_id"],
            "counterparty_name": value["counterparty_name"],
            "counterparty_account": value["counterparty_account"],
            "counterparty_bank": value["counterparty_bank"],
            "purpose": value["purpose"],
            "balance_after": value["balance_after"],
            "source": SQL("%s", run.feed_id.source),
            "source_id": value["movement_id"],
            "run_id": SQL("%s", run.id),
        }
        run.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s) SELECT %s FROM %s AND %s %s",
                SQL.identifier(run._table_name("month")),
                SQL(", ").join(map(SQL.identifier, COLUMNS)),
                SQL(", ").join(values[name] for name in COLUMNS),
                source,
                checks.passes(),
                not_refused,
            )
        )
        return taken + run.env.cr.rowcount

    @api.model
    def _forget(self, run, lines):  # pylint: disable=missing-return
        super()._forget(run, lines)
        run.env.cr.execute(
            SQL(
                "DELETE FROM %s WHERE id IN (SELECT %s + line FROM %s l)",
                SQL.identifier(run._table_name("month")),
                run._at("first_id"),
                lines,
            )
        )

    @api.model
    def _accepted(self, run):
        count, total = super()._accepted(run)
        run.env.cr.execute(
            SQL(
                "SELECT count(*), coalesce(sum(amount), 0)::text FROM %s",
                SQL.identifier(run._table_name("month")),
            )
        )
        plain, plain_sum = run.env.cr.fetchone()
        return count + plain, total + Decimal(plain_sum)

    # --- publishing

    @api.model
    def _steps(self, run):
        return [
            "_publish_months",
            "_publish_ranges",
            "_pair_reversals",
            "_sort_touched",
            "_rebuild_months",
            "_tell_planner",
            "_rebuild_balances",
            "_publish_statements",
            "_refresh_clients",
        ]
