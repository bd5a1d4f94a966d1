from markupsafe import Markup
from odoo import models
from odoo.exceptions import AccessError, UserError

from ...domain.next_step.fate import Fate, can_move, rests_until

ANSWERS = "bank_crm_base.group_client_editor"


class BankNextStep(models.Model):
    """Answering a next step: accept, postpone to a day, refuse with a reason."""

    _inherit = "bank.next.step"

    def _check_may_answer(self):
        """Who works with clients answers for those whose whole card he sees."""
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(ANSWERS):
            raise AccessError(
                self.env._("Next steps are answered by those who work with the client.")
            )

    def _move_to(self, fate, **values):
        for step in self:
            if not can_move(Fate(step.state), fate):
                states = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "“%(what)s” is answered already: %(state)s.",
                        what=step.what,
                        state=states[step.state],
                    )
                )
        self.sudo().write(
            {
                "state": fate,
                "answered_date": self.env["bank.business.day"]._today(),
                "answered_by_id": self.env.uid,
                **values,
            }
        )

    def action_accept(self):
        """He does it: a task of his own by the day, or the screen where it is done."""
        self._check_may_answer()
        self._mark_shown()
        self._move_to(Fate.ACCEPTED, postponed_until=False)
        self.env["bank.next.step.answer"]._note(self, str(Fate.ACCEPTED))
        tasks = self.filtered(lambda step: step.on_accept == "task")
        for step in tasks:
            step.sudo().activity_id = step._make_task()
        others = self - tasks
        return others._open_screen() if len(others) == 1 else True

    def _make_task(self):
        """A task about the client for who accepted, due when the step is."""
        self.ensure_one()
        today = self.env["bank.business.day"]._today()
        # A person may give himself a task about whom he sees, though not write to the client.
        return (
            self.env["mail.activity"]
            .sudo()
            .with_context(mail_activity_quick_update=True)
            .create(
                {
                    "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "res_id": self.client_id.id,
                    "user_id": self.env.uid,
                    "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                    "summary": self.what,
                    "note": Markup("<p>%s</p>") % self.why,
                    "date_deadline": max(self.due_date, today),
                }
            )
        )

    def _open_screen(self):
        """Where the step is done: its own record, or the client's card."""
        self.ensure_one()
        facts = self.sudo()
        if facts.res_model and facts.res_model in self.env:
            record = self.env[facts.res_model].browse(facts.res_id).exists()
            if record and record.has_access("read"):
                return record.get_formview_action()
        return self.action_open_client()

    def action_postpone(self):
        """The window that asks until when."""
        return self._action_answer(self.env._("Postpone"), "postpone")

    def action_refuse(self):
        """The window that asks why not."""
        return self._action_answer(self.env._("Why not"), "refuse")

    def _action_answer(self, title, answer):
        self._check_may_answer()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "bank.next.step.later",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_step_ids": self.ids, "default_answer": answer},
        }

    def _postpone(self, until):
        self._check_may_answer()
        today = self.env["bank.business.day"]._today()
        if not until or until <= today:
            raise UserError(self.env._("Postpone it to a day after today."))
        self._mark_shown()
        self._move_to(Fate.POSTPONED, postponed_until=until)
        self.env["bank.next.step.answer"]._note(
            self, str(Fate.POSTPONED), until_date=until
        )

    def _refuse(self, reason, note=""):
        self._check_may_answer()
        if not reason:
            raise UserError(self.env._("Choose why not: refusals are counted by reason."))
        if reason.is_note_required and not (note or "").strip():
            raise UserError(
                self.env._("“%(reason)s” asks for a word of yours.", reason=reason.name)
            )
        self._mark_shown()
        today = self.env["bank.business.day"]._today()
        for source, steps in self.grouped("source_id").items():
            steps._move_to(
                Fate.REFUSED,
                reason_id=reason.id,
                note=(note or "").strip() or False,
                rest_until=rests_until(today, source.rest_days),
                postponed_until=False,
            )
        self.env["bank.next.step.answer"]._note(
            self, str(Fate.REFUSED), reason_id=reason.id, note=note or False
        )

    def action_open_again(self):
        """A refusal taken back, or an accepted step given up: it is offered again."""
        self._check_may_answer()
        self.sudo().activity_id = False
        self._move_to(
            Fate.OPEN, reason_id=False, note=False, rest_until=False,
            postponed_until=False, answered_by_id=False, answered_date=False,
        )  # fmt: skip
        return True

    def _mark_done(self):
        """What was accepted is done; the source lets it rest."""
        today = self.env["bank.business.day"]._today()
        done = self.filtered(lambda step: step.state == Fate.ACCEPTED)
        for source, steps in done.grouped("source_id").items():
            steps._move_to(Fate.DONE, rest_until=rests_until(today, source.rest_days))
        self.env["bank.next.step.answer"]._note(done, str(Fate.DONE))

    def _mark_shown(self):
        """Counted once for a step: when somebody who may answer first had it before him."""
        known = self.env["bank.next.step.answer"].sudo()
        told = known.search([("step_id", "in", self.ids), ("fate", "=", "shown")])
        self.env["bank.next.step.answer"]._note(self - told.step_id.with_env(self.env), "shown")
