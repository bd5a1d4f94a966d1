import time
from datetime import timedelta

from odoo import api, models
from odoo.addons.bank_crm_base.models.bank_business_day_run import SLICE_SECONDS
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...domain.assignment.states import State


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

    def _end(self):
        today = self.env["bank.business.day"]._today()
        if self.is_undoing:
            kept = self.env["bank.assignment.plan"].search_count(
                [("batch_id", "=", self.id), ("fate", "=", "left")]
            )
            self._move_to(State.UNDONE, is_undoing=False, kept_count=kept)
        else:
            days = self.env["bank.handover"]._days("handover_undo_days", 14)
            kept = self.env["bank.assignment.plan"].search_count(
                [("batch_id", "=", self.id), ("fate", "=", "kept")]
            )
            self._move_to(
                State.APPLIED,
                kept_count=kept,
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
            batch._do_step(batch._step_workers())
            if not cron._commit_progress(1):
                break

    @api.model
    def _do_due(self, today):
        """For the morning: True while something is left after a slice's time."""
        deadline = time.monotonic() + SLICE_SECONDS
        while batch := self._next_due(today):
            batch._do_step(batch._step_workers())
            if time.monotonic() > deadline:
                return True
        while self._forget_old_rows(today):
            if time.monotonic() > deadline:
                return True
        return False

    def action_view_plan(self):
        """Client by client, as far as one may see them."""
        self.ensure_one()
        self.check_access("read")
        if self.undo_until and self.undo_until < self.env["bank.business.day"]._today():
            # The plan is cleared by now: the history says who was given.
            action = self.env["ir.actions.act_window"]._for_xml_id(
                "bank_crm_client.bank_assignment_action"
            )
            return {**action, "domain": [("batch_id", "=", self.id)], "context": {}}
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_client.bank_assignment_plan_action"
        )
        return {**action, "domain": [("batch_id", "=", self.id)]}
