import time

from odoo import fields, models
from odoo.tools import SQL

from ..domain.segment_reasons import OUT_OF_SCOPE, all_lines
from ..domain.segment_tree import Match
from ..engine.segment_sql import SegmentSql


class BankSegment(models.Model):
    """Finding the members anew, as a set: who came, who went, and why."""

    _inherit = "bank.segment"

    def _members_query(self):
        """SQL of the ids of the clients who are in these segments now."""
        return SQL(
            "SELECT client_id FROM bank_segment_member "
            "WHERE segment_id = ANY(%s) AND date_to IS NULL",
            list(self.ids),
        )

    def _is_member(self, client):
        """Whether the client is in one of these segments now, whoever asks."""
        return bool(
            self.env.execute_query(
                SQL("%s AND client_id = %s LIMIT 1", self._members_query(), client.id)
            )
        )

    def _refresh(self, day):
        """Write who came and who went by `day`. Twice on a day changes nothing.

        Each segment is a few statements in one transaction: killed, it stays as it was.
        """
        self.env.flush_all()
        for segment in self.sudo():
            segment.lock_for_update()
            version = segment._newest_version()
            tree = segment._tree()
            segment._find(tree, day)
            values = {
                "segment": segment.id,
                "day": day,
                "version": version.id,
            }
            changed = segment._write_gone(tree, day, values)
            changed += segment._write_come(values)
            if changed or segment.computed_date != day:
                segment.write(
                    {
                        "computed_at": fields.Datetime.now(),  # clock: when it was done
                        "computed_date": day,
                        "computed_version_id": version.id,
                        "stored_count": segment._count_members(),
                    }
                )
            segment.flush_recordset()
        self.env["bank.segment.member"].invalidate_model()
        self.env["res.partner"].invalidate_model(["segment_ids"])

    def _count_members(self):
        return self.env.execute_query(
            SQL("SELECT count(*) FROM (%s) AS members", self._members_query())
        )[0][0]

    def _sql(self, tree, day):
        return SegmentSql(self.env, tree, self._catalogue(), day)

    def _find(self, tree, day):
        """Who meets the conditions now, with the lines that hold for him."""
        query = self._sql(tree, day)
        query.keep_scope(
            self._scope_ids(self.branch_id.id), with_former=self.with_former
        )
        query.keep_matching()
        is_all = tree.match is Match.ALL
        lines = SQL("%s", all_lines(tree)) if is_all else query.holding_lines()
        cr = self.env.cr
        cr.execute("DROP TABLE IF EXISTS bank_segment_found, bank_segment_gone")
        cr.execute(
            SQL(
                "CREATE TEMP TABLE bank_segment_found ON COMMIT DROP AS %s",
                query.query.select(
                    SQL("%s AS client_id", query.client_id), SQL("%s AS lines", lines)
                ),
            )
        )
        cr.execute("ANALYZE bank_segment_found")

    def _write_gone(self, tree, day, values):
        """Close the memberships of who is not found any more; returns how many."""
        cr = self.env.cr
        # Statistics lag behind a large list: row by row would take hours.
        cr.execute("SET LOCAL enable_nestloop = off")
        cr.execute(
            SQL(
                """
                CREATE TEMP TABLE bank_segment_gone ON COMMIT DROP AS
                SELECT m.id, m.client_id, m.date_from, m.entered_lines
                  FROM bank_segment_member m
                  LEFT JOIN bank_segment_found f ON f.client_id = m.client_id
                 WHERE m.segment_id = %(segment)s AND m.date_to IS NULL
                   AND f.client_id IS NULL
                """,
                **values,
            )
        )
        gone = cr.rowcount
        cr.execute("SET LOCAL enable_nestloop = on")
        if not gone:
            return 0
        # Who came today and is out again today was never in.
        cr.execute(
            SQL(
                "DELETE FROM bank_segment_member m USING bank_segment_gone g "
                "WHERE g.id = m.id AND g.date_from >= %(day)s",
                **values,
            )
        )
        cr.execute(
            SQL(
                """
                UPDATE bank_segment_member m
                   SET date_to = %(day)s, left_version_id = %(version)s,
                       left_lines = CASE WHEN now.client_id IS NULL THEN %(out)s
                                         ELSE %(failed)s END
                  FROM bank_segment_gone g
                  LEFT JOIN (%(now)s) AS now ON now.client_id = g.client_id
                 WHERE m.id = g.id AND g.date_from < %(day)s
                """,
                **values,
                out=OUT_OF_SCOPE,
                failed=self._failed_sql(tree),
                now=self._gone_lines(tree, day),
            )
        )
        return gone

    def _gone_lines(self, tree, day):
        """The lines that hold now for those who went, where they are still in scope."""
        query = self._sql(tree, day)
        query.keep_scope(
            self._scope_ids(self.branch_id.id), with_former=self.with_former
        )
        query.query.add_where(
            SQL("%s IN (SELECT client_id FROM bank_segment_gone)", query.client_id)
        )
        return query.query.select(
            SQL("%s AS client_id", query.client_id),
            SQL("%s AS lines", query.holding_lines()),
        )

    def _failed_sql(self, tree):
        """`domain.segment_reasons.lines_that_failed` over the rows that went."""
        lines = all_lines(tree)
        if tree.match is Match.ALL:
            return SQL("%s & ~now.lines", lines)
        if tree.match is Match.ANY:
            return SQL("coalesce(g.entered_lines, %s) & ~now.lines & %s", lines, lines)
        return SQL("now.lines & %s", lines)

    def _write_come(self, values):
        """Open memberships for who is found and is not in; returns how many."""
        cr = self.env.cr
        # Out and in again on one day: he was in all the time.
        cr.execute(
            SQL(
                """
                UPDATE bank_segment_member m
                   SET date_to = NULL, left_version_id = NULL, left_lines = NULL
                  FROM bank_segment_found f
                 WHERE m.segment_id = %(segment)s AND m.date_to = %(day)s
                   AND f.client_id = m.client_id
                   AND NOT EXISTS (SELECT 1 FROM bank_segment_member o
                                    WHERE o.segment_id = m.segment_id
                                      AND o.client_id = m.client_id
                                      AND o.date_to IS NULL)
                """,
                **values,
            )
        )
        changed = cr.rowcount
        cr.execute("SET LOCAL enable_nestloop = off")
        cr.execute(
            SQL(
                """
                INSERT INTO bank_segment_member
                       (segment_id, client_id, date_from, entered_version_id, entered_lines)
                SELECT %(segment)s, f.client_id, %(day)s, %(version)s,
                       -- The first list came from nowhere: nobody entered it.
                       CASE WHEN EXISTS (SELECT 1 FROM bank_segment_member o
                                          WHERE o.segment_id = %(segment)s
                                            AND o.date_from < %(day)s)
                            THEN coalesce(nullif(f.lines & before.left_lines, 0), f.lines)
                       END
                  FROM bank_segment_found f
                  LEFT JOIN (SELECT DISTINCT ON (client_id) client_id, left_lines
                               FROM bank_segment_member
                              WHERE segment_id = %(segment)s AND date_to IS NOT NULL
                                AND left_version_id = %(version)s
                              ORDER BY client_id, date_to DESC) AS before
                         ON before.client_id = f.client_id
                 WHERE NOT EXISTS (SELECT 1 FROM bank_segment_member m
                                    WHERE m.segment_id = %(segment)s
                                      AND m.client_id = f.client_id
                                      AND m.date_to IS NULL)
                 ORDER BY f.client_id
                """,
                **values,
            )
        )
        changed += cr.rowcount
        cr.execute("SET LOCAL enable_nestloop = on")
        return changed

    def _refresh_within(self, seconds, day, done):
        """Refresh these in their order until the time is over; `done(n)` after each."""
        deadline = time.monotonic() + seconds
        for number, segment in enumerate(self, 1):
            segment._refresh(day)
            done(number)
            if time.monotonic() > deadline:
                return number
        return len(self)
