from odoo import models
from odoo.tools import SQL


class BankClientStanding(models.Model):
    """Who belongs to a class by rule and hand, found as a set: who came, who left.

    The set is `domain.classes.standing.source_of` for everybody at once.
    """

    _inherit = "bank.client.standing"

    def _refresh(self, day, client_ids=None):
        """Write who came and who left by `day`; returns how many rows changed.

        Twice on a day changes nothing. Each class is one transaction of its own in the
        night: killed, it stays as it was. `client_ids` narrows it to some clients.
        """
        self.env.flush_all()
        total = 0
        for standing in self.sudo():
            standing._wait_for_turn()
            standing._find_wanted(day, client_ids)
            values = {"standing": standing.id, "day": day}
            total += standing._write_left(values, client_ids)
            total += standing._write_came(values)
            if client_ids is None and standing.computed_date != day:
                standing.computed_date = day
            standing.flush_recordset()
        self.env["bank.client.standing.member"].invalidate_model()
        self.env["res.partner"].invalidate_model(
            ["standing_ids", "standing_member_ids"], flush=False
        )
        return total

    def _wait_for_turn(self):
        """One at a time: a person waits for the night's few seconds rather than fail."""
        self.env.cr.execute(
            SQL("SELECT id FROM bank_client_standing WHERE id = %s FOR UPDATE", self.id)
        )

    def _hand_sql(self, day, client_ids):
        """SQL: the latest setting by hand in force on `day`, one a client."""
        return SQL(
            """
            SELECT DISTINCT ON (client_id) client_id, id, verdict
              FROM bank_client_standing_hand
             WHERE standing_id = %s AND date_from <= %s AND review_date >= %s
               AND (date_to IS NULL OR date_to > %s) AND %s
             ORDER BY client_id, date_from DESC, id DESC
            """,
            self.id,
            day,
            day,
            day,
            _only(SQL("client_id"), client_ids),
        )

    def _find_wanted(self, day, client_ids):
        """Who belongs here now; of whom a person says that he does not, the row says so."""
        cr = self.env.cr
        cr.execute("DROP TABLE IF EXISTS bank_standing_wanted, bank_standing_left")
        cr.execute(
            SQL(
                """
                CREATE TEMP TABLE bank_standing_wanted ON COMMIT DROP AS
                SELECT p.id AS client_id, hand.id AS hand_id, rule.id AS segment_member_id,
                       coalesce(hand.verdict = 'is', true) AS belongs
                  FROM (SELECT id, client_id FROM bank_segment_member
                         WHERE segment_id = %(segment)s AND date_to IS NULL
                           AND %(only)s) AS rule
                  FULL JOIN (%(hand)s) AS hand ON hand.client_id = rule.client_id
                  JOIN res_partner p ON p.id = coalesce(hand.client_id, rule.client_id)
                 WHERE p.is_client AND p.active AND %(in_use)s
                """,
                segment=self.segment_id.id or 0,
                only=_only(SQL("client_id"), client_ids),
                hand=self._hand_sql(day, client_ids),
                in_use=self.active,
            )
        )
        cr.execute("ANALYZE bank_standing_wanted")

    def _write_left(self, values, client_ids):
        """Close the rows of who does not belong, or belongs by something else now."""
        cr = self.env.cr
        # Statistics lag behind a large list: row by row would take hours.
        cr.execute("SET LOCAL enable_nestloop = off")
        cr.execute(
            SQL(
                """
                CREATE TEMP TABLE bank_standing_left ON COMMIT DROP AS
                SELECT m.id, m.date_from, w.hand_id
                  FROM bank_client_standing_member m
                  LEFT JOIN bank_standing_wanted w ON w.client_id = m.client_id
                 WHERE m.standing_id = %(standing)s AND m.date_to IS NULL AND %(only)s
                   AND (w.client_id IS NULL OR NOT w.belongs
                        OR w.hand_id IS DISTINCT FROM m.hand_id)
                """,
                only=_only(SQL("m.client_id"), client_ids),
                **values,
            )
        )
        left = cr.rowcount
        cr.execute("SET LOCAL enable_nestloop = on")
        if not left:
            return 0
        # Who came today and is out again today was never in.
        cr.execute(
            SQL(
                "DELETE FROM bank_client_standing_member m USING bank_standing_left l "
                "WHERE l.id = m.id AND l.date_from >= %(day)s",
                **values,
            )
        )
        cr.execute(
            SQL(
                """
                UPDATE bank_client_standing_member m
                   SET date_to = %(day)s, left_hand_id = l.hand_id
                  FROM bank_standing_left l
                 WHERE m.id = l.id AND l.date_from < %(day)s
                """,
                **values,
            )
        )
        return left

    def _write_came(self, values):
        """Open rows for who belongs and is not in; returns how many."""
        cr = self.env.cr
        # Out and in again on one day: he was in all the time.
        cr.execute(
            SQL(
                """
                UPDATE bank_client_standing_member m SET date_to = NULL, left_hand_id = NULL
                  FROM bank_standing_wanted w
                 WHERE m.standing_id = %(standing)s AND m.date_to = %(day)s
                   AND w.client_id = m.client_id AND w.belongs
                   AND w.hand_id IS NOT DISTINCT FROM m.hand_id
                   AND NOT EXISTS (SELECT 1 FROM bank_client_standing_member o
                                    WHERE o.standing_id = m.standing_id
                                      AND o.client_id = m.client_id
                                      AND o.date_to IS NULL)
                """,
                **values,
            )
        )
        came = cr.rowcount
        cr.execute("SET LOCAL enable_nestloop = off")
        cr.execute(
            SQL(
                """
                INSERT INTO bank_client_standing_member
                       (standing_id, client_id, date_from, source, hand_id, segment_member_id)
                SELECT %(standing)s, w.client_id, %(day)s,
                       CASE WHEN w.hand_id IS NULL THEN 'rule' ELSE 'hand' END,
                       w.hand_id, w.segment_member_id
                  FROM bank_standing_wanted w
                  LEFT JOIN bank_client_standing_member m
                         ON m.standing_id = %(standing)s AND m.client_id = w.client_id
                        AND m.date_to IS NULL
                 WHERE w.belongs AND m.id IS NULL
                 ORDER BY w.client_id
                """,
                **values,
            )
        )
        came += cr.rowcount
        cr.execute("SET LOCAL enable_nestloop = on")
        return came


def _only(column, client_ids):
    """SQL condition: these clients only, or everybody."""
    if client_ids is None:
        return SQL("true")
    return SQL("%s = ANY(%s)", column, list(client_ids))
