from odoo import fields, models
from odoo.exceptions import AccessError, LockError, UserError

from ..domain.acts import State, UnitScope, can_move, changed_since, refusal
from ..tools.field_values import field_label, raw_value, write_value


class BankAct(models.Model):
    """Deciding an act: accepted, refused, withdrawn, or found to apply no longer."""

    _inherit = "bank.act"

    def action_accept(self, answer=""):
        """Let the proposed values take effect, written as who accepts."""
        for act in self._lock_waiting():
            act._check_may_decide()
            stale = act._stale_words()
            if stale:
                act._move_to(State.VOID, answer=stale)
                act._tell_maker()
                continue
            act._take_effect()
            act._move_to(State.ACCEPTED, **act._decision(answer))
            act._tell_maker()
        return self._said(State.ACCEPTED)

    def action_refuse(self, answer):
        """Leave what is in force and tell the maker why."""
        if not (answer or "").strip():
            raise UserError(self.env._("Say why you refuse: the maker will read it."))
        for act in self._lock_waiting():
            act._check_may_decide()
            act._move_to(State.REFUSED, **act._decision(answer.strip()))
            act._records()._act_refused(act)
            act._tell_maker()
        return self._said(State.REFUSED)

    def action_withdraw(self, answer=""):
        """Take one's own proposal back."""
        for act in self._lock_waiting():
            if act.maker_id != self.env.user:
                raise AccessError(self.env._("Only who proposed it takes it back."))
            act._move_to(State.WITHDRAWN, answer=answer or False)
            act._records()._act_refused(act)
        return True

    def action_explain(self, reason):
        """The maker adds why he proposes it, while it waits."""
        for act in self._lock_waiting():
            if act.maker_id != self.env.user:
                raise AccessError(self.env._("Only who proposed it explains it."))
            act.sudo().reason = reason
        return True

    def action_open_record(self):
        """What the act is about."""
        self.ensure_one()
        self.check_access("read")
        records = self.env[self.res_model].browse(self.res_ids).exists()
        if len(records) == 1:
            return records.get_formview_action()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.res_model,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", records.ids)],
        }

    def _lock_waiting(self):
        """The acts, locked, so that two people never decide one act."""
        self.check_access("read")
        acts = self.sudo()
        try:
            acts.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._("Somebody else is deciding this right now.")
            ) from error
        acts.invalidate_recordset()
        for act in acts:
            if act.state != State.WAITING:
                raise UserError(
                    self.env._(
                        "“%(act)s” is decided already: %(state)s.",
                        act=act.name,
                        state=act._state_label(),
                    )
                )
        return acts

    def _state_label(self):
        return dict(self._fields["state"]._description_selection(self.env))[self.state]

    def _decision(self, answer):
        own = next(
            (way for way in self._ways(self.env.user) if self._way_is_enough(way)), None
        )
        return {
            "checker_id": self.env.uid,
            "acted_for_id": own.user_id
            if own and own.user_id != self.env.uid
            else False,
            "decided_at": fields.Datetime.now(),
            "answer": answer or False,
        }

    def _way_is_enough(self, way):
        return (
            refusal(
                maker_id=self.maker_id.id, person_id=self.env.uid, is_person=True,
                group_id=self.group_id.id, scope=UnitScope(self.unit_scope),
                unit_path=self.unit_id.parent_path or "", ways=[way],
            )
            is None
        )  # fmt: skip

    def _move_to(self, target, **values):
        self.ensure_one()
        if not can_move(State(self.state), target):
            raise UserError(self.env._("This act is decided already."))
        values.setdefault("decided_at", fields.Datetime.now())  # clock: when decided
        self.sudo().write({"state": target, **values})
        self._forget_what_waits()

    def _records(self):
        return self.env[self.res_model].sudo().browse(self.res_ids).exists()

    def _stale_words(self):
        """What is no longer as it was when the act was proposed, in words; empty if nothing."""
        records = self._records()
        if len(records) != len(self.res_ids or []):
            return self.env._("Some of it has been deleted since.")
        for record in records:
            old = (self.old or {}).get(str(record.id), {})
            now = {name: raw_value(record, name) for name in old}
            changed = changed_since(old, now)
            if changed:
                return self.env._(
                    "Changed since it was proposed: %(fields)s of %(record)s.",
                    fields=", ".join(
                        field_label(self.env, self.res_model, name) for name in changed
                    ),
                    record=self._record_words(record),
                )
        return ""

    def _take_effect(self):
        """Write as the checker; the change log notes by which act."""
        with self.env["bank.change"]._because(self._change_reason()):
            self._write_effect(self._records())

    def _change_reason(self):
        kind = self.kind_id.with_context(lang="en_US").name
        words = f"act {self.id}: {kind}"
        return f"{words} ({self.reason})" if self.reason else words

    def _write_effect(self, records):
        if self.operation == "call":
            getattr(records, self.method)(**(self.arguments or {}))
        elif self.operation == "create":
            records.write({"acceptance": "accepted"})
        else:
            records.write(
                {
                    name: write_value(records._fields[name], raw)
                    for name, raw in self.proposed.items()
                }
            )

    def _tell_maker(self):
        """A pop-up for who proposed it; without client data, as it may be pushed outside."""
        self.maker_id._bus_send(
            "simple_notification",
            {
                "type": "success" if self.state == State.ACCEPTED else "warning",
                "message": self.env._(
                    "%(kind)s: %(state)s.",
                    kind=self.kind_id.name,
                    state=self._state_label().lower(),
                ),
            },
        )

    def _said(self, wanted):
        """What the screen tells after a decision; an act that no longer applies says so."""
        void = self.filtered(lambda act: act.state == State.VOID)
        return {
            "state": wanted,
            "void": [{"id": act.id, "words": act.answer} for act in void],
        }
