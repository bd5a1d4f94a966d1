from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..domain.decision_states import State


class BankDecisionVersion(models.Model):
    """From tested to in force: one person sends it, another accepts it."""

    _inherit = "bank.decision.version"

    def action_send_for_approval(self):
        """Propose that this version counts from its day on."""
        self.ensure_one()
        self.check_access("write")
        if self.state != State.TESTED:
            raise UserError(
                self.env._(
                    "Test it on clients first: who approves will ask what changes."
                )
            )
        if not (self.note or "").strip():
            raise UserError(
                self.env._("Say what changes and why: who approves has to know.")
            )
        digest = self.digest
        self._move_to(State.WAITING)
        self.env["bank.act"]._propose_call(
            "decision_table",
            self,
            "_approve",
            {"digest": digest},
            watched=("digest", "date_from", "state"),
            reason=self.note,
        )

    def action_back_to_draft(self):
        """Work on it again: the test no longer counts, a waiting proposal is taken back."""
        self.check_access("write")
        for version in self:
            waiting = self.env["bank.act"].sudo()._waiting_for(version)
            for act in waiting.get(version.id, ()):
                act.with_user(self.env.user).action_withdraw()
            if version.state in (State.TESTED, State.WAITING):
                version._move_to(State.DRAFT, test_id=False)

    def _approve(self, digest):
        """Accepted: the version counts from its day, today at the earliest."""
        today = self.env["bank.business.day"]._today()
        for version in self:
            if version.digest != digest:
                raise UserError(self.env._("It is no longer what was proposed."))
            version._move_to(
                State.APPROVED,
                date_from=max(version.date_from or today, today),
                approved_by_id=self.env.uid,
                approved_at=fields.Datetime.now(),  # clock: when it was approved
            )
            version.table_id.message_post(
                body=self.env._(
                    "Version %(number)s counts from %(date)s.",
                    number=version.number,
                    date=format_date(self.env, version.date_from),
                )
            )

    def _act_refused(self, act):
        waiting = self.filtered(lambda version: version.state == State.WAITING)
        waiting._move_to(State.DRAFT, test_id=False)

    def _act_client(self):
        return self.env["res.partner"]

    def _act_unit(self):
        return self.env["bank.branch"]

    def _act_words(self, method, arguments):
        """What is approved, for who decides: rules, and who comes out otherwise."""
        words = {}
        for version in self:
            table = version._dmn()
            test = version.test_id
            rows = [
                (self.env._("Table"), version.table_id.name),
                (self.env._("Version"), str(version.number)),
                (
                    self.env._("In force from"),
                    format_date(self.env, version.date_from)
                    if version.date_from
                    else self.env._("the day of approval"),
                ),
                (self.env._("What changes and why"), version.note or ""),
                (self.env._("Rules"), str(len(table.rules))),
            ]
            if test:
                rows += test._words_for_approval()
            words[version.id] = rows
        return words
