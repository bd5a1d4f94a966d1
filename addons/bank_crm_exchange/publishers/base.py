import time
from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from ..domain.run_states import State

FIRST_STEP_BLOCKS = 500
MOST_STEP_BLOCKS = 20_000
STEP_SECONDS = 4.0
MANY_NEW = 500


class BankFeedPublish(models.AbstractModel):
    """How checked rows of a layout become records: one model per layout inherits this.

    Rows are checked into a table of typed columns (alias `t`: `line`, `cleared` and one
    column per layout column, references as ids) and published range by range.
    """

    _name = "bank.feed.publish"
    _description = "Publishing of a Feed"

    # Tables that the layout fills: after many new rows the planner is told of them at once.
    _fills = ()
    # Steps that other sessions help with: what was done before is committed first, and what
    # they did is seen by the next slice.
    _side_steps = ("_refresh_clients",)

    # --- checking

    @api.model
    def _add_checks(self, run, checks):
        """Checks beyond those of the columns."""

    @api.model
    def _extra_columns(self, run, checks):
        """More typed columns: name -> (SQL type, value)."""
        return {}

    @api.model
    def _counts_as_duplicate(self, run, checks):
        """SQL: whether a staged row may be refused because its identity stands above."""
        return SQL("true")

    @api.model
    def _prepare_check(self, run, checks):
        columns = [
            SQL("%s %s", SQL.identifier(name), SQL(kind))
            for name, kind in checks.types.items()
        ]
        columns += [
            SQL("%s %s", SQL.identifier(name), SQL(kind))
            for name, (kind, _value) in self._extra_columns(run, checks).items()
        ]
        run._sql("DROP TABLE IF EXISTS %(typed)s CASCADE")
        run._sql(
            "CREATE UNLOGGED TABLE %(typed)s (line bigint, cleared text[], %(columns)s) "
            "WITH (autovacuum_enabled = false)",
            columns=SQL(", ").join(columns),
        )

    @api.model
    def _take_rows(self, run, checks, source, not_refused):
        """Type the rows of `source` that pass; returns how many."""
        values = {**checks.values, **checks.checked_values}
        values.update(
            {
                name: value
                for name, (_k, value) in self._extra_columns(run, checks).items()
            }
        )
        run._sql(
            "INSERT INTO %(typed)s (line, cleared, %(names)s) "
            "SELECT s.line, %(cleared)s, %(values)s FROM %(source)s AND %(passes)s %(not_refused)s",
            names=SQL(", ").join(map(SQL.identifier, values)),
            cleared=checks.cleared(),
            values=SQL(", ").join(values.values()),
            source=source,
            passes=checks.passes(),
            not_refused=not_refused,
        )
        return run.env.cr.rowcount

    @api.model
    def _forget(self, run, lines):
        """Take back the typed rows of `lines` (SQL of line numbers)."""
        run._sql("DELETE FROM %(typed)s WHERE line IN %(lines)s", lines=lines)

    @api.model
    def _accepted(self, run):
        """How many rows were taken, and their sum (as text: Odoo reads numerics as floats)."""
        column = run.feed_id._layout().control_sum
        total = (
            SQL("coalesce(sum(%s), 0)", SQL.identifier(column)) if column else SQL("0")
        )
        run._sql("SELECT count(*), %(total)s::text FROM %(typed)s", total=total)
        count, total = run.env.cr.fetchone()
        return count, Decimal(total)

    # --- publishing

    @api.model
    def _steps(self, run):
        """The parts of publishing in order; each is a method that takes the run and a
        deadline, and returns True while it has more to do."""
        return ["_publish_ranges", "_mark_missing", "_tell_planner", "_refresh_clients"]

    @api.model
    def _publish_slice(self, run, deadline):
        """Do steps until the time is over; True while there is more."""
        steps = self._steps(run)
        has_help = run.env.context.get("feed_workers", 1) > 1
        is_first = True
        while (place := run._at("step_no", 0)) < len(steps):
            is_side = has_help and steps[place] in self._side_steps
            if is_side and not is_first:
                break
            run._show_progress("publishing", (place + 0.5) / len(steps))
            if not getattr(self, steps[place])(run, deadline):
                run._advance(step_no=place + 1, publish_block=0, step_state=None)
            is_first = False
            if is_side or time.monotonic() >= deadline:
                break
            if run.env.context.get("feed_single_steps"):
                break
        return run._at("step_no", 0) < len(steps)

    @api.model
    def _publish_ranges(self, run, deadline):
        """Publish the typed rows, range by range."""
        if run._at("publish_block", 0) == 0:
            self._sort_typed(run)
        run._sql("ANALYZE %(typed)s")
        run._sql(
            "SELECT pg_relation_size(%(name)s) / current_setting('block_size')::bigint",
            name=run._table_name("typed"),
        )
        blocks = run.env.cr.fetchone()[0]
        block = run._at("publish_block", 0)
        if block == 0:
            run._advance(
                publish_step=run.env.context.get("feed_step_blocks", FIRST_STEP_BLOCKS)
            )
        step = run._at("publish_step", FIRST_STEP_BLOCKS)
        while block < blocks:
            begun = time.monotonic()
            self._publish_rows(run, self._range(run, block, block + step))
            block += step
            spent = time.monotonic() - begun
            if "feed_step_blocks" not in run.env.context:
                if spent < STEP_SECONDS / 2:
                    step = min(step * 2, MOST_STEP_BLOCKS)
                elif spent > STEP_SECONDS:
                    step = max(step // 2, 50)
            if time.monotonic() >= deadline or run.env.context.get("feed_single_steps"):
                break
        run._advance(publish_block=block, publish_step=step)
        return block < blocks

    @api.model
    def _sort_typed(self, run):
        """The order of the file again: sessions side by side staged and checked the rows."""
        run._sql("SELECT 1 FROM %(typed)s LIMIT 1")
        if not run.env.cr.fetchone():
            return
        sorted_name = SQL.identifier(f"{run._table_name('typed')}_sorted")
        run._sql(
            "CREATE UNLOGGED TABLE %(sorted)s WITH (autovacuum_enabled = false) AS "
            "SELECT * FROM %(typed)s ORDER BY line",
            sorted=sorted_name,
        )
        run._sql("DROP TABLE %(typed)s")
        run._sql("ALTER TABLE %(sorted)s RENAME TO %(typed)s", sorted=sorted_name)

    @api.model
    def _range(self, run, first, after):
        """SQL of a range of typed rows under the alias `t`."""
        return SQL(
            "(SELECT * FROM %s WHERE ctid >= %s::tid AND ctid < %s::tid) t",
            SQL.identifier(run._table_name("typed")),
            f"({first},0)",
            f"({after},0)",
        )

    @api.model
    def _publish_rows(self, run, rows):
        """Write a range of rows; layouts say how."""
        raise NotImplementedError(run.layout)

    @api.model
    def _write(self, run, upsert, rows, count=True):
        """Run an upsert; returns the values of its `returning` column that were touched."""
        cr = run.env.cr
        cr.execute(upsert.update(rows))
        changed = [row[0] for row in cr.fetchall()]
        cr.execute(upsert.insert(rows))
        made = [row[0] for row in cr.fetchall()]
        if count:
            run.corrected_count += len(changed)
            run.new_count += len(made)
        return changed + made

    @api.model
    def _fed_at(self, run):
        """The moment that the rows speak of: the end of their bank day, not after now."""
        end = SQL("%s::timestamp + interval '1 day - 1 second'", run.bank_date)
        return SQL("least(now() at time zone 'UTC', %s)", end)

    @api.model
    def _not_older(self, run):
        """A late file does not overwrite what a newer one brought."""
        if self._is_late_full(run):
            return SQL("false")
        return SQL("(x.fed_at IS NULL OR x.fed_at::date <= %s)", run.bank_date)

    @api.model
    def _is_late_full(self, run):
        return run.door != "retry" and bool(
            run.search_count(
                [
                    ("feed_id", "=", run.feed_id.id),
                    ("state", "=", "done"),
                    ("door", "!=", "retry"),
                    ("delivery", "=", "full"),
                    ("bank_date", ">", run.bank_date),
                ],
                limit=1,
            )
        )

    @api.model
    def _touch_clients(self, run, client_ids):
        """Their search keys, gaps and figures are refreshed before the run ends."""
        if client_ids:
            self._touch_clients_sql(
                run, SQL("SELECT unnest(%s::int[]) AS client_id", list(client_ids))
            )

    @api.model
    def _touch_clients_sql(self, run, query, *, with_file=True):
        """As above for a query of client ids; without `with_file` only figures changed."""
        run.env.cr.execute(
            SQL(
                "INSERT INTO bank_feed_touched_client AS c (client_id, with_file) "
                "SELECT DISTINCT client_id, %s FROM (%s) q WHERE client_id IS NOT NULL "
                "ON CONFLICT (client_id) DO UPDATE SET with_file = true "
                "WHERE EXCLUDED.with_file AND NOT c.with_file",
                with_file,
                query,
            )
        )

    @api.model
    def _mark_missing(self, run, deadline):
        """What an earlier file had and this full one has not is missing since this day."""
        if (
            run.delivery == "full"
            and run.door != "retry"
            and not self._is_late_full(run)
        ):
            run.missing_count += self._write_missing(run)
        return False

    @api.model
    def _write_missing(self, run):
        return 0

    @api.model
    def _tell_planner(self, run, deadline):
        """Without it the first queries on freshly filled tables read them whole."""
        if run.new_count >= MANY_NEW:
            for table in self._fills:
                run.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
        return False

    @api.model
    def _missing_in(self, run, table, column):
        """Mark rows of `table` whose number is not in the file, unmark those that are."""
        stage = SQL.identifier(run._table_name("stage"))
        identity = SQL.identifier("s", run.feed_id._layout().identity[0])
        cr = run.env.cr
        here = SQL(
            "EXISTS (SELECT 1 FROM %s s WHERE btrim(%s) = x.%s)",
            stage,
            identity,
            SQL.identifier(column),
        )
        source = run.feed_id.source
        cr.execute(
            SQL(
                "UPDATE %s x SET missing_since = NULL WHERE source = %s "
                "AND missing_since IS NOT NULL AND %s",
                SQL.identifier(table),
                source,
                here,
            )
        )
        cr.execute(
            SQL(
                "UPDATE %s x SET missing_since = %s WHERE source = %s "
                "AND missing_since IS NULL AND state != 'closed' AND NOT %s",
                SQL.identifier(table),
                run.bank_date,
                source,
                here,
            )
        )
        return cr.rowcount

    @api.model
    def _restore_owners(self, accounts):
        """Give each month of `accounts` (SQL of ids) to who owned the account at its end.

        Only accounts that changed hands have more than one owner among their holders.
        """
        self.env.cr.execute(
            SQL(
                """
                WITH moved AS (
                    SELECT account_id FROM bank_account_holder
                     WHERE role = 'owner' AND account_id IN %(accounts)s
                     GROUP BY account_id HAVING count(*) > 1
                ), owned AS (
                    SELECT DISTINCT ON (m.id) m.id, h.client_id
                      FROM bank_account_month m
                      JOIN moved ON moved.account_id = m.account_id
                      JOIN bank_account_holder h ON h.account_id = m.account_id
                       AND h.role = 'owner'
                       AND coalesce(h.date_from, '-infinity')
                           < (m.month + interval '1 month')::date
                     ORDER BY m.id, h.date_from DESC NULLS LAST, h.id DESC
                )
                UPDATE bank_account_month m SET client_id = owned.client_id
                  FROM owned WHERE m.id = owned.id AND m.client_id != owned.client_id
                """,
                accounts=accounts,
            )
        )
        self.env["bank.account.month"].invalidate_model(["client_id"])

    @api.model
    def _refresh_clients(self, run, deadline):
        """Refresh the clients that were touched, unless another file comes right after."""
        return run._refresh_touched(deadline, unless_more=True)

    @api.model
    def _template(self, model, values, leave=()):
        """The columns that the ORM fills in a new row of `model`, made and taken back.

        SQL then fills the same ones, whatever addons are installed.
        """
        cr = self.env.cr
        Model = (
            self.env[model]
            .sudo()
            .with_context(
                tracking_disable=True, mail_create_nolog=True, mail_notrack=True
            )
        )
        row = {}
        try:
            with cr.savepoint():
                record = Model.create(values)
                record.flush_recordset()
                self.env.flush_all()
                cr.execute(
                    SQL(
                        "SELECT * FROM %s WHERE id = %s",
                        SQL.identifier(Model._table),
                        record.id,
                    )
                )
                found = cr.fetchone()
                names = [column.name for column in cr.description]
                row = dict(zip(names, found, strict=True))
                raise _TakeBack()
        except _TakeBack:
            self.env.invalidate_all(flush=False)
        skip = {"id", *values, *leave}
        return {
            name: value
            for name, value in row.items()
            if value is not None and name not in skip
        }

    @api.model
    def _finish(self, run):
        """What remains to be counted when all is published."""
        run.unchanged_count = max(
            run.accepted_count
            - run.new_count
            - run.corrected_count
            - run.cancelled_count,
            0,
        )
        run._move_to(State.DONE)


class _TakeBack(Exception):
    """Undo the record that only showed what the ORM fills."""
