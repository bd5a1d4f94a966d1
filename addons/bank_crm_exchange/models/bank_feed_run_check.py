import time

from odoo import models
from odoo.tools import SQL

from ..domain.reasons import PARKED
from ..engine.checks import Checks

FIRST_STEP_BLOCKS = 4_000
MOST_STEP_BLOCKS = 200_000
STEP_SECONDS = 4.0
# How far this process got with a run: what another one left behind is taken back.
_REACHED: dict[tuple[str, int], int] = {}


def _check_range(run, blocks):
    run._check_range(*blocks)


class BankFeedRun(models.Model):
    """Checking: sets of staged rows against the layout; the good ones are typed."""

    _inherit = "bank.feed.run"

    def _checks(self):
        """The compiled checks of this run's layout, with those of its publisher."""
        feed = self.feed_id
        checks = Checks(
            feed,
            feed._layout(),
            self._at("columns"),
            self._table_name("stage"),
            self._at("traits", ()),
        )
        feed._publisher()._add_checks(self, checks)
        checks.checks.sort(key=lambda check: check.reason == PARKED)
        return checks

    def _start_checking(self):
        """Find rows that stand twice and make the tables of checked rows."""
        self._tune()
        self._sql("ANALYZE %(stage)s")
        self._fill_calendar(self.feed_id.date_format)
        checks = self._checks()
        publisher = self.feed_id._publisher()
        self._sql(
            "DELETE FROM %(bad)s WHERE reason NOT IN ('width', 'quotes', 'encoding')"
        )
        self._find_duplicates(checks, publisher)
        publisher._prepare_check(self, checks)
        self.env.cr.execute(
            "SELECT pg_relation_size(%s) / current_setting('block_size')::bigint",
            [self._table_name("stage")],
        )
        self._advance(
            block=0,
            blocks=self.env.cr.fetchone()[0],
            step=self._first_step_blocks(),
        )
        _REACHED[self.env.cr.dbname, self.id] = 0

    def _first_step_blocks(self):
        parameter = (
            self.env["ir.config_parameter"].sudo().get_param("bank_feed.step_blocks")
        )
        return self.env.context.get(
            "feed_step_blocks", int(parameter or FIRST_STEP_BLOCKS)
        )

    def _tune(self):
        """For this transaction: room for hashes of millions of rows, no compiling."""
        self.env.cr.execute(
            "SET LOCAL jit = off; SET LOCAL work_mem = '256MB'; "
            "SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL default_statistics_target = 25"
        )

    def _find_duplicates(self, checks, publisher):
        """Of rows with the same identity the first is taken; the others are refused."""
        identity = checks.identity()
        workers = self.env.context.get("feed_workers", 1)
        hashes = []
        self._side_by_side(
            lambda run, part: hashes.extend(
                run._hashes_seen_twice(identity, part, workers)
            ),
            list(range(workers)),
        )
        if not hashes:
            return self._advance(has_duplicates=False)
        self._sql(
            """
            INSERT INTO %(bad)s (line, verdict, reason, column_name, amount)
            SELECT d.line, 'rejected', 'duplicate', %(column)s, d.amount
              FROM (
                SELECT s.line, %(amount)s AS amount, %(only)s AS counts,
                       row_number() OVER (PARTITION BY %(identity)s ORDER BY s.line) AS place
                  FROM %(stage)s s
                 WHERE hashtextextended(%(identity)s, 0) = ANY(%(hashes)s)
              ) d
             WHERE d.place > 1 AND d.counts
            """,
            column=checks.layout.identity[-1],
            amount=checks.control_amount(),
            identity=identity,
            hashes=hashes,
            only=publisher._counts_as_duplicate(self, checks),
        )
        return self._advance(has_duplicates=self.env.cr.rowcount > 0)

    def _hashes_seen_twice(self, identity, part, parts):
        """Hashes that more than one identity has, of every `parts`-th hash."""
        self._sql(
            "SELECT h.hash FROM ("
            "SELECT hashtextextended(%(identity)s, 0) AS hash FROM %(stage)s s) h "
            "WHERE %(here)s GROUP BY h.hash HAVING count(*) > 1",
            identity=identity,
            here=SQL("abs(h.hash %% %s) = %s", parts, part)
            if parts > 1
            else SQL("h.hash IS NOT NULL"),
        )
        return [found for (found,) in self.env.cr.fetchall()]

    def _check_slice(self, deadline):
        """Check ranges of blocks until the time is over, side by side where allowed."""
        block, blocks, step = self._at("block"), self._at("blocks"), self._at("step")
        workers = self.env.context.get("feed_workers", 1)
        mine = (self.env.cr.dbname, self.id)
        # Taken out meanwhile: a slice that fails may leave others' work behind too.
        if _REACHED.pop(mine, None) != block:
            # Sessions of a process that was killed may have got further than was noted.
            self._forget_from(block)
        while block < blocks:
            begun = time.monotonic()
            ranges = [
                (first, first + step)
                for first in range(block, min(block + step * workers, blocks), step)
            ]
            self._side_by_side(_check_range, ranges)
            block = ranges[-1][1]
            spent = time.monotonic() - begun
            if "feed_step_blocks" not in self.env.context:
                if spent < STEP_SECONDS / 2:
                    step = min(step * 2, MOST_STEP_BLOCKS)
                elif spent > STEP_SECONDS:
                    step = max(step // 2, 500)
            if time.monotonic() >= deadline:
                break
        _REACHED[mine] = block
        self._advance(block=block, step=step)
        self._show_progress("checking", block / blocks if blocks else 1)

    def _forget_from(self, block):
        """Take back what was taken of rows from a block on, whatever their lines."""
        lines = SQL(
            "(SELECT s.line FROM %s s WHERE s.ctid >= %s::tid)",
            SQL.identifier(self._table_name("stage")),
            f"({block},0)",
        )
        self.feed_id._publisher()._forget(self, lines)

    def _check_range(self, first, after):
        self._tune()
        # Every row asks every list: building each once is right, whatever the planner guesses.
        self.env.cr.execute(
            "SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off"
        )
        checks = self._checks()
        publisher = self.feed_id._publisher()
        not_refused = (
            SQL(
                "AND NOT EXISTS (SELECT 1 FROM %s b WHERE b.line = s.line)",
                SQL.identifier(self._table_name("bad")),
            )
            if self._at("has_duplicates")
            else SQL()
        )
        taken = publisher._take_rows(
            self, checks, checks.source(first, after), not_refused
        )
        self._sql(
            "SELECT count(*) FROM %(stage)s s WHERE s.ctid >= %(first)s::tid "
            "AND s.ctid < %(after)s::tid",
            first=f"({first},0)",
            after=f"({after},0)",
        )
        if self.env.cr.fetchone()[0] > taken:
            self._explain_range(checks, first, after)
        self.env.cr.execute(
            "SET LOCAL enable_nestloop = on; SET LOCAL enable_mergejoin = on"
        )

    def _explain_range(self, checks, first, after):
        """Say of each row that was not taken what is wrong with it first."""
        listed = checks.checks
        self._sql(
            """
            INSERT INTO %(bad)s (line, verdict, reason, column_name, waits_for, amount, account_id)
            SELECT d.line,
                   CASE WHEN (%(reasons)s::text[])[d.place] = %(parked)s
                        THEN 'parked' ELSE 'rejected' END,
                   (%(reasons)s::text[])[d.place], (%(columns)s::text[])[d.place],
                   nullif((%(waits)s::text[])[d.place], ''), d.amount, d.account_id
              FROM (SELECT s.line, 1 + %(failure)s AS place, %(amount)s AS amount,
                           %(account)s AS account_id
                      FROM %(source)s) d
             WHERE d.place IS NOT NULL
            ON CONFLICT (line) DO NOTHING
            """,
            reasons=[check.reason for check in listed],
            columns=[check.column for check in listed],
            waits=[check.waits_for for check in listed],
            parked=PARKED,
            failure=checks.first_failure(),
            amount=checks.control_amount(),
            account=self._account_value(checks),
            source=checks.source(first, after),
        )

    def _account_value(self, checks):
        column = next(
            (
                column.name
                for column in checks.layout.columns
                if column.refers_to == "accounts"
            ),
            None,
        )
        return checks.values[column] if column else SQL("NULL::int")
