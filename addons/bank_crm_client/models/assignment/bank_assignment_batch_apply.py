import time
from datetime import timedelta

from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import SLICE_SECONDS
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

from ...domain.assignment.states import State

CLIENTS_A_STEP = 25_000
# So many are given in the moment of the decision; more are given in the background.
AT_ONCE = 20_000


class BankAssignmentBatch(models.Model):
    """The way of a batch: proposed, decided, applied step by step, taken back."""

    _inherit = "bank.assignment.batch"

    def action_propose(self):
        """Send it, as it was counted, to who decides for the unit."""
        self.check_access("write")
        self._check_own_unit()
        today = self.env["bank.business.day"]._today()
        for batch in self:
            if not batch.dealt_count:
                raise UserError(
                    self.env._("Count first: nobody would be given a manager.")
                )
            if batch.date_from < today:
                raise UserError(self.env._("Choose today or a later day."))
            batch._move_to(State.WAITING, maker_id=self.env.uid)
            self.env["bank.act"]._propose_call(
                "assignment_batch",
                batch,
                "_accept",
                watched=(
                    "branch_id",
                    "date_from",
                    "dealt_count",
                    "previewed_at",
                    "state",
                ),
                reason=batch.reason,
            )
        return True

    def action_withdraw(self):
        """Take one's own proposal back while it waits."""
        self.check_access("write")
        for batch in self:
            waiting = self.env["bank.act"].sudo()._waiting_for(batch)
            for act in waiting.get(batch.id, ()):
                act.with_user(self.env.user).action_withdraw()
        return True

    def action_again(self):
        """A refused one is counted and sent anew."""
        self.check_access("write")
        self._check_own_unit()
        self._move_to(State.DRAFT)
        return True

    def action_undo(self):
        """Clients whom nobody gave away since go back to who had them."""
        self.check_access("write")
        for batch in self:
            if not batch.may_undo:
                raise UserError(
                    self.env._("The days in which this could be taken back are over.")
                )
            batch.sudo().write({"is_undoing": True, "cursor": 0, "kept_count": 0})
            batch.sudo()._do_now_or_later()
        return True

    def _accept(self):
        today = self.env["bank.business.day"]._today()
        for batch in self:
            batch._move_to(State.ACCEPTED)
            if batch.date_from <= today:
                batch.sudo()._do_now_or_later()

    def _act_refused(self, act):
        self.filtered(lambda row: row.state == State.WAITING)._move_to(State.REFUSED)

    def _act_client(self):
        return self.env["res.partner"]

    def _act_unit(self):
        return self.branch_id if len(self.branch_id) == 1 else self.branch_id.browse()

    def _act_words(self, method, arguments):
        """Totals by rule, for who decides."""
        words = {}
        for batch in self:
            rows = [
                (self.env._("On"), format_date(self.env, batch.date_from)),
                (self.env._("Clients dealt"), str(batch.dealt_count)),
                (self.env._("Stay as they are"), str(batch.left_count)),
            ]
            for rule in batch.line_ids.rule_id:
                lines = batch.line_ids.filtered(
                    lambda line: line.rule_id == rule and line.user_id  # noqa: B023
                )
                rows.append(
                    (
                        rule.name,
                        self.env._(
                            "%(count)s clients to %(people)s managers",
                            count=sum(lines.mapped("count")),
                            people=len(lines.user_id),
                        ),
                    )
                )
            words[batch.id] = [*rows, (self.env._("Why"), batch.reason)]
        return words

    # --- applying

    def _do_now_or_later(self):
        if self.dealt_count <= AT_ONCE:
            while self._do_step():
                pass
        else:
            self.env.ref("bank_crm_client.ir_cron_assignment_batches")._trigger()

    def _do_step(self):
        """Give, or take back, the next clients; False when it is done.

        The cursor and the clients are written together: a killed step is done again.
        """
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset(["cursor", "state", "is_undoing"])
        if self.state != State.ACCEPTED and not self.is_undoing:
            return False
        origin = "undone" if self.is_undoing else "applied"
        with self.env["bank.change"]._because(f"batch {self.id} {origin}", "night"):
            return self._do_range()

    def _do_range(self):
        self.env.flush_all()
        last = self.env.execute_query(
            SQL(
                "SELECT max(client_id) FROM (SELECT client_id FROM bank_assignment_plan "
                "WHERE batch_id = %s AND client_id > %s ORDER BY client_id LIMIT %s) AS r",
                self.id,
                self.cursor,
                CLIENTS_A_STEP,
            )
        )[0][0]
        if last is None:
            self._end()
            return False
        within = SQL(
            "l.batch_id = %s AND l.client_id > %s AND l.client_id <= %s",
            self.id,
            self.cursor,
            last,
        )
        giver, taker = SQL("l.old_user_id"), SQL("l.user_id")
        if self.is_undoing:
            giver, taker = taker, giver
        cr = self.env.cr
        cr.execute(
            SQL(
                "UPDATE bank_assignment_plan l SET fate = 'kept' FROM res_partner p "
                "WHERE %s AND p.id = l.client_id AND l.fate = 'planned' "
                "AND (p.manager_id IS DISTINCT FROM %s OR p.is_manager_pinned IS TRUE)",
                within,
                giver,
            )
        )
        kept = cr.rowcount
        cr.execute(
            SQL(
                "UPDATE res_partner p SET manager_id = %(taker)s FROM bank_assignment_plan l "
                "WHERE %(within)s AND p.id = l.client_id AND l.fate = 'planned'",
                taker=taker,
                within=within,
            )
        )
        cr.execute(
            SQL(
                "UPDATE res_partner child SET manager_id = p.manager_id "
                "FROM bank_assignment_plan l JOIN res_partner p ON p.id = l.client_id "
                "WHERE %s AND child.parent_id = p.id AND child.is_guarded "
                "AND child.manager_id IS DISTINCT FROM p.manager_id",
                within,
            )
        )
        self.env["bank.assignment"]._sync(
            SQL("SELECT l.client_id FROM bank_assignment_plan l WHERE %s", within),
            source="batch",
            batch_id=self.id,
        )
        if not self.is_undoing:
            self._grant_looks(within)
        self.env.invalidate_all()
        self.write({"cursor": last, "kept_count": self.kept_count + kept})
        self.env.flush_all()
        return True

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

    def _end(self):
        today = self.env["bank.business.day"]._today()
        if self.is_undoing:
            self._move_to(State.UNDONE, is_undoing=False)
        else:
            days = self.env["bank.handover"]._days("handover_undo_days", 14)
            self._move_to(
                State.APPLIED,
                applied_date=today,
                undo_until=today + timedelta(days=days),
            )
        self.env.registry.clear_cache()

    @api.model
    def _next_due(self, today):
        return self.search(
            [
                "|",
                "&", ("state", "=", State.ACCEPTED), ("date_from", "<=", today),
                ("is_undoing", "=", True),
            ],
            order="id",
            limit=1,
        )  # fmt: skip

    @api.model
    def _cron_apply_batches(self):
        cron = self.env["ir.cron"]
        today = self.env["bank.business.day"]._today()
        while batch := self._next_due(today):
            batch._do_step()
            if not cron._commit_progress(1):
                break

    @api.model
    def _do_due(self, today):
        """For the morning: True while something is left after a slice's time."""
        deadline = time.monotonic() + SLICE_SECONDS
        while batch := self._next_due(today):
            batch._do_step()
            if time.monotonic() > deadline:
                return True
        return False

    def action_view_plan(self):
        """Client by client, as far as one may see them."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_assignment_plan_action"
        )
        return {**action, "domain": [("batch_id", "=", self.id)]}
