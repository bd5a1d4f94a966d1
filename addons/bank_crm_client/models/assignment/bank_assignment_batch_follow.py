from odoo import models
from odoo.tools import SQL

from ...domain.assignment.dealing import Hand

# More clients than a bank has: the room of who has no limit.
NO_LIMIT = 100_000_000


class BankAssignmentBatch(models.Model):
    """Members of a group go to who serves its head."""

    _inherit = "bank.assignment.batch"

    def _follow_heads(self, rule, takers, loads, limits):
        """Plan members of groups for who serves the head, up to his limit; their lines.

        Connected clients come before groups of companies and households. The language is
        not asked: who serves the head serves the group.
        """
        rooms = [
            (user_id, unit, Hand(user_id, loads.get(user_id, 0), limits[user_id]))
            for user_id, unit in takers
        ]
        users, units, room = [], [], []
        for user_id, unit, hand in rooms:
            users.append(user_id)
            units.append(unit)
            room.append(hand.room(NO_LIMIT))
        self.env["bank.client.group"].flush_model()
        self.env["bank.client.group.member"].flush_model()
        planned = self.env.execute_query(
            SQL(
                """
                WITH led AS (
                    SELECT DISTINCT ON (c.client_id) c.client_id, c.n, c.old_user_id,
                           h.manager_id AS user_id, q.room
                      FROM bank_assignment_pick c
                      JOIN bank_client_group_member m
                        ON m.client_id = c.client_id AND m.date_to IS NULL
                       AND m.is_kept_out IS NOT TRUE
                      JOIN bank_client_group g ON g.id = m.group_id AND g.active
                      JOIN res_partner h ON h.id = g.head_client_id AND h.id != c.client_id
                      JOIN unnest(%(users)s::int[], %(units)s::int[], %(room)s::int[])
                           AS q (user_id, unit_id, room) ON q.user_id = h.manager_id
                       AND (%(anywhere)s OR q.unit_id = c.unit)
                     ORDER BY c.client_id, g.kind != 'connected', g.id
                ), placed AS (
                    SELECT *, row_number() OVER (PARTITION BY user_id ORDER BY n, client_id)
                           AS k FROM led
                ), made AS (
                    INSERT INTO bank_assignment_plan
                           (batch_id, client_id, rule_id, user_id, old_user_id)
                    SELECT %(batch)s, client_id, %(rule)s, user_id, old_user_id
                      FROM placed WHERE k <= room RETURNING user_id
                )
                SELECT user_id, count(*) FROM made GROUP BY user_id ORDER BY user_id
                """,
                users=users, units=units, room=room, batch=self.id, rule=rule.id,
                anywhere=not rule.is_own_unit,
            )
        )  # fmt: skip
        rows = []
        for user_id, count in planned:
            before = loads.get(user_id, 0)
            loads[user_id] = before + count
            rows.append(
                {
                    "user_id": user_id,
                    "load_before": before,
                    "count": count,
                    "why": "group_leader",
                }
            )
        self._number_again()
        return rows

    def _number_again(self):
        """Those planned by their groups leave the row of who waits."""
        cr = self.env.cr
        cr.execute(
            SQL(
                "DELETE FROM bank_assignment_pick c USING bank_assignment_plan d "
                "WHERE d.batch_id = %s AND d.client_id = c.client_id",
                self.id,
            )
        )
        cr.execute(
            "UPDATE bank_assignment_pick c SET n = r.n FROM (SELECT client_id, "
            "row_number() OVER (PARTITION BY part ORDER BY n) AS n "
            "FROM bank_assignment_pick) AS r WHERE r.client_id = c.client_id"
        )
