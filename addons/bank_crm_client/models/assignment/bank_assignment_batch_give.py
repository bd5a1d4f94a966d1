from datetime import timedelta
from itertools import pairwise

from odoo import api, models
from odoo.addons.bank_crm_base.tools.side_by_side import side_by_side, worker_count
from odoo.tools import SQL

from ...domain.assignment.states import State

CLIENTS_A_STEP = 25_000
# So many are given in the moment of the decision; more are given in the background.
AT_ONCE = 20_000


class BankAssignmentBatch(models.Model):
    """Giving clients to their new managers, and taking them back, as sets.

    A row of the plan is given with its client, in one transaction: whatever is killed
    in between, what is planned still is done, once.
    """

    _inherit = "bank.assignment.batch"

    def _do_now_or_later(self):
        if self.dealt_count <= AT_ONCE:
            # The decision is not committed yet: no other session may work on it.
            while self._do_step():
                pass
        else:
            self.env.ref("bank_crm_client.ir_cron_assignment_batches")._trigger()

    def _do_step(self, workers=1):
        """Give, or take back, the next clients; False when it is done.

        Several workers commit their parts before the caller does.
        """
        self.ensure_one()
        # The history refers to the batch: other sessions may, while this one holds it.
        self.lock_for_update(allow_referencing=True)
        self.invalidate_recordset(["cursor", "state", "is_undoing"])
        if self.state != State.ACCEPTED and not self.is_undoing:
            return False
        self.env.flush_all()
        parts = self._next_parts(workers)
        if not parts:
            self._end()
            return False
        # Other sessions may not see yet that it is being taken back.
        stretches = [(*part, self.is_undoing) for part in parts]
        side_by_side(self, type(self)._give_part, stretches, workers)
        self.env.invalidate_all()
        self.write({"cursor": parts[-1][1]})
        self.env.flush_all()
        return True

    def _step_workers(self):
        """How many sessions a runner that commits after each step may take."""
        return worker_count(self.env)

    def _next_parts(self, workers):
        """The next stretches of clients: (after, until) by their ids."""
        ends = self.env.execute_query(
            SQL(
                """
                SELECT max(client_id)
                  FROM (SELECT client_id, (row_number() OVER (ORDER BY client_id) - 1)
                                          / %(size)s AS part
                          FROM bank_assignment_plan
                         WHERE batch_id = %(batch)s AND client_id > %(cursor)s
                         ORDER BY client_id LIMIT %(size)s * %(workers)s) AS following
                 GROUP BY part ORDER BY part
                """,
                size=CLIENTS_A_STEP,
                workers=workers,
                batch=self.id,
                cursor=self.cursor,
            )
        )
        marks = [self.cursor, *(end for (end,) in ends)]
        return list(pairwise(marks))

    def _give_part(self, stretch):
        """Do the clients of one stretch: (after, until, whether it is taken back)."""
        origin = "undone" if stretch[2] else "applied"
        with self.env["bank.change"]._because(f"batch {self.id} {origin}", "night"):
            self._give_range(*stretch)

    def _give_range(self, after, until, is_undoing):
        within = SQL(
            "l.batch_id = %s AND l.client_id > %s AND l.client_id <= %s",
            self.id,
            after,
            until,
        )
        # PostgreSQL carries no stretch over a join: without these it reads everybody.
        partners = SQL("p.id > %s AND p.id <= %s", after, until)
        giver, taker = SQL("l.old_user_id"), SQL("l.user_id")
        fates = {"before": ["planned"], "after": "given", "stays": "kept"}
        if is_undoing:
            giver, taker = taker, giver
            fates = {
                "before": ["planned", "given"],
                "after": "returned",
                "stays": "left",
            }
        values = {
            "within": within,
            "partners": partners,
            "giver": giver,
            "taker": taker,
            **fates,
        }
        cr = self.env.cr
        cr.execute(
            SQL(
                "UPDATE bank_assignment_plan l SET fate = %(stays)s FROM res_partner p "
                "WHERE %(within)s AND %(partners)s AND p.id = l.client_id "
                "AND l.fate = ANY(%(before)s) "
                "AND (p.manager_id IS DISTINCT FROM %(giver)s "
                "OR p.is_manager_pinned IS TRUE)",
                **values,
            )
        )
        cr.execute(
            SQL(
                "UPDATE res_partner p SET manager_id = %(taker)s "
                "FROM bank_assignment_plan l "
                "WHERE %(within)s AND %(partners)s AND p.id = l.client_id "
                "AND l.fate = ANY(%(before)s)",
                **values,
            )
        )
        cr.execute(
            SQL(
                "UPDATE res_partner child SET manager_id = p.manager_id "
                "FROM bank_assignment_plan l JOIN res_partner p ON p.id = l.client_id "
                "WHERE %s AND %s AND child.parent_id = p.id AND child.is_guarded "
                "AND child.manager_id IS DISTINCT FROM p.manager_id",
                within,
                partners,
            )
        )
        self.env["bank.assignment"]._sync(
            SQL("SELECT l.client_id FROM bank_assignment_plan l WHERE %s", within),
            within=(after, until),
            source="batch",
            batch_id=self.id,
        )
        if not is_undoing:
            self._grant_looks(within)
        cr.execute(
            SQL(
                "UPDATE bank_assignment_plan l SET fate = %(after)s "
                "WHERE %(within)s AND l.fate = ANY(%(before)s)",
                **values,
            )
        )

    @api.model
    def _forget_old_rows(self, today):
        """Clear the next rows of plans that cannot be taken back any more; False at the end.

        Who was given stands in the history; who stayed, and so is told nowhere else, stays.
        """
        self.flush_model(["undo_until", "state"])
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM bank_assignment_plan WHERE ctid = ANY(ARRAY(
                    SELECT l.ctid FROM bank_assignment_batch b
                      JOIN bank_assignment_plan l ON l.batch_id = b.id
                     WHERE (b.state = %s AND b.undo_until < %s OR b.state = %s)
                       AND l.fate NOT IN ('kept', 'left')
                     LIMIT %s))
                """,
                State.APPLIED,
                today,
                State.UNDONE,
                CLIENTS_A_STEP,
            )
        )
        self.env["bank.assignment.plan"].invalidate_model()
        return bool(self.env.cr.rowcount)

    def _grant_looks(self, within):
        """Whose clients went to others still looks for some days."""
        today = self.env["bank.business.day"]._today()
        days = self.env["bank.handover"]._days("former_manager_days", 30)
        self.env.cr.execute(
            SQL(
                "INSERT INTO bank_grant (user_id, client_id, kind, date_from, date_to, reason, "
                "given_by_id, create_uid, write_uid, create_date, write_date) "
                "SELECT l.old_user_id, l.client_id, 'former_manager', %(today)s, %(until)s, "
                "%(reason)s, %(giver)s, %(giver)s, %(giver)s, now() AT TIME ZONE 'UTC', "
                "now() AT TIME ZONE 'UTC' FROM bank_assignment_plan l "
                "JOIN res_users u ON u.id = l.old_user_id AND u.active "
                "WHERE %(within)s AND l.fate = 'planned'",
                today=today,
                until=today + timedelta(days=days),
                reason=self.display_name,
                giver=self.env.uid,
                within=within,
            )
        )
