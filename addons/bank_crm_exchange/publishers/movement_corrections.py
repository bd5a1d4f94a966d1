from odoo import api, models
from odoo.tools import SQL

# Column of the layout -> column of the movement.
CONTENT = {
    "account_id": "account_id", "booking_date": "booking_date", "value_date": "value_date",
    "amount": "amount", "kind": "kind", "channel": "channel", "reverses_id": "reverses_id",
    "counterparty_name": "counterparty_name", "counterparty_account": "counterparty_account",
    "counterparty_bank": "counterparty_bank", "purpose": "purpose",
    "balance_after": "balance_after",
}  # fmt: skip
# What a movement never loses, whatever a file clears.
KEPT = frozenset({"account_id", "booking_date", "value_date", "amount", "kind"})


class BankFeedPublishMovements(models.AbstractModel):
    """Rows about movements that are here: unchanged, corrected or cancelled, with a log."""

    _inherit = "bank.feed.publish.movements"

    @api.model
    def _publish_rows(self, run, rows):
        """Take the rows of one movement in the order in which they stand in the file."""
        cr = run.env.cr
        cr.execute("DROP TABLE IF EXISTS bank_feed_batch")
        cr.execute(
            SQL(
                "CREATE TEMPORARY TABLE bank_feed_batch ON COMMIT DROP AS SELECT t.*, "
                "row_number() OVER (PARTITION BY t.movement_id ORDER BY t.line) AS turn FROM %s",
                rows,
            )
        )
        cr.execute("ANALYZE bank_feed_batch")
        cr.execute("SELECT coalesce(max(turn), 0) FROM bank_feed_batch")
        for turn in range(1, cr.fetchone()[0] + 1):
            self._publish_turn(run, turn)

    @api.model
    def _publish_turn(self, run, turn):
        cr = run.env.cr
        new = {
            mine: SQL(
                "coalesce(t.%s, m.%s)", SQL.identifier(theirs), SQL.identifier(mine)
            )
            if mine in KEPT
            else SQL(
                "CASE WHEN %s = ANY(t.cleared) THEN NULL ELSE coalesce(t.%s, m.%s) END",
                theirs,
                SQL.identifier(theirs),
                SQL.identifier(mine),
            )
            for theirs, mine in CONTENT.items()
        }
        names = list(new)
        cr.execute("DROP TABLE IF EXISTS bank_feed_change")
        cr.execute(
            SQL(
                """
                CREATE TEMPORARY TABLE bank_feed_change ON COMMIT DROP AS
                SELECT t.line, t.operation IS NOT DISTINCT FROM 'cancel' AS is_cancel,
                       m.source, m.source_id,
                       m.account_id AS old_account, m.booking_date AS old_date,
                       m.is_reversed AS was_reversed, m.reverses_id AS old_reverses,
                       to_jsonb(m) AS old, %(values)s
                  FROM bank_feed_batch t
                  JOIN bank_account_movement m
                    ON m.source = %(source)s AND m.source_id = t.movement_id
                 WHERE t.turn = %(turn)s
                   AND (t.operation = 'cancel' OR ROW(%(new)s) IS DISTINCT FROM ROW(%(old)s))
                """,
                values=SQL(", ").join(
                    SQL("%s AS %s", new[name], SQL.identifier(name)) for name in names
                ),
                source=run.feed_id.source,
                turn=turn,
                new=SQL(", ").join(new[name] for name in names),
                old=SQL(", ").join(SQL.identifier("m", name) for name in names),
            )
        )
        if not cr.rowcount:
            return
        self._log_changes(run, names)
        self._part_reversals(run)
        self._apply_changes(run, names)

    @api.model
    def _log_changes(self, run, names):
        cr = run.env.cr
        cr.execute(
            SQL(
                """
                INSERT INTO bank_feed_correction (run_id, operation, line, source, source_id,
                                                  account_id, booking_date, old, new)
                SELECT %(run)s, CASE WHEN is_cancel THEN 'cancel' ELSE 'correct' END, line,
                       source, source_id, account_id, booking_date, old,
                       CASE WHEN NOT is_cancel THEN jsonb_strip_nulls(jsonb_build_object(
                           %(pairs)s)) END
                  FROM bank_feed_change
                """,
                run=run.id,
                pairs=SQL(", ").join(
                    SQL("%s, %s", name, SQL.identifier(name)) for name in names
                ),
            )
        )
        run._sql(
            """
            INSERT INTO %(touched)s
            SELECT old_account, date_trunc('month', old_date)::date FROM bank_feed_change
            UNION
            SELECT account_id, date_trunc('month', booking_date)::date FROM bank_feed_change
             WHERE NOT is_cancel
            """
        )

    @api.model
    def _part_reversals(self, run):
        """A changed half of a reversed pair stands alone until it is paired again."""
        run.env.cr.execute(
            """
            CREATE TEMPORARY TABLE IF NOT EXISTS bank_feed_partner (source varchar,
                source_id varchar) ON COMMIT DROP;
            TRUNCATE bank_feed_partner;
            INSERT INTO bank_feed_partner
            SELECT source, source_id FROM bank_feed_change WHERE was_reversed
            UNION SELECT source, old_reverses FROM bank_feed_change
             WHERE was_reversed AND old_reverses IS NOT NULL
            UNION SELECT c.source, m.source_id FROM bank_feed_change c
              JOIN bank_account_movement m ON m.is_reversed AND m.reverses_id = c.source_id
               AND m.source = c.source
             WHERE c.was_reversed
            """
        )
        self._flag_reversed(run, SQL("bank_feed_partner"), value=False)

    @api.model
    def _flag_reversed(self, run, pairs, *, value):
        """Set the flag on the movements named in `pairs` (source, source_id)."""
        run.env.cr.execute(
            SQL(
                "WITH done AS (UPDATE bank_account_movement m SET is_reversed = %s FROM %s p "
                "WHERE m.source = p.source AND m.source_id = p.source_id "
                "AND m.is_reversed IS DISTINCT FROM %s "
                "RETURNING m.account_id, date_trunc('month', m.booking_date)::date) "
                "INSERT INTO %s SELECT DISTINCT * FROM done",
                value,
                pairs,
                value,
                SQL.identifier(run._table_name("touched")),
            )
        )

    @api.model
    def _apply_changes(self, run, names):
        cr = run.env.cr
        Movement = self.env["bank.account.movement"].sudo()
        cr.execute(
            "SELECT DISTINCT date_trunc('month', booking_date)::date FROM bank_feed_change"
        )
        for (month,) in cr.fetchall():
            Movement._create_partition(month)
        cr.execute(
            "DELETE FROM bank_account_movement m USING bank_feed_change c "
            "WHERE c.is_cancel AND m.source = c.source AND m.source_id = c.source_id"
        )
        run.cancelled_count += cr.rowcount
        cr.execute(
            SQL(
                "UPDATE bank_account_movement m SET run_id = %s, %s FROM bank_feed_change c "
                "WHERE NOT c.is_cancel AND m.source = c.source AND m.source_id = c.source_id",
                run.id,
                SQL(", ").join(
                    SQL("%s = c.%s", SQL.identifier(name), SQL.identifier(name))
                    for name in names
                ),
            )
        )
        run.corrected_count += cr.rowcount

    @api.model
    def _pair_reversals(self, run, deadline):
        """Open reversals and what they reverse: same account, opposite amount, both flagged.

        A reversal may come before, with, or long after what it reverses.
        """
        run.env.cr.execute(
            """
            CREATE TEMPORARY TABLE IF NOT EXISTS bank_feed_pair (source varchar,
                source_id varchar) ON COMMIT DROP;
            TRUNCATE bank_feed_pair;
            WITH pair AS (
                SELECT DISTINCT ON (o.source, o.source_id) o.source, o.source_id,
                       r.source_id AS reversal
                  FROM bank_account_movement r
                  JOIN bank_account_movement o ON o.source = r.source
                   AND o.source_id = r.reverses_id
                 WHERE r.reverses_id IS NOT NULL AND NOT r.is_reversed AND NOT o.is_reversed
                   AND o.account_id = r.account_id AND o.amount = -r.amount
                 ORDER BY o.source, o.source_id, r.source_id
            )
            INSERT INTO bank_feed_pair
            SELECT source, source_id FROM pair UNION SELECT source, reversal FROM pair
            """
        )
        self._flag_reversed(run, SQL("bank_feed_pair"), value=True)
        return False
