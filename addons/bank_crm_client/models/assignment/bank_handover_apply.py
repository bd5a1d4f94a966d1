from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_date

from ...domain.assignment.states import State


class BankHandover(models.Model):
    """The way of a handover: proposed, decided, applied on its date, taken back."""

    _inherit = "bank.handover"

    def action_propose(self):
        """Send it, with its numbers, to who decides for the unit."""
        self.check_access("write")
        self._check_own()
        for handover in self:
            handover._check_ready()
            handover.sudo().write(
                {
                    "maker_id": self.env.uid,
                    "with_walled": handover._sees_walled(),
                    "scope_unit_ids": handover._scope_ids(),
                }
            )
            handover._move_to(State.WAITING)
            self.env["bank.act"]._propose_call(
                "handover",
                handover,
                "_accept",
                watched=("user_id", "kind", "date_from", "date_to", "state"),
                reason=handover.reason,
            )
        return True

    def _check_ready(self):
        today = self.env["bank.business.day"]._today()
        takers = self.target_ids.user_id
        if not takers:
            raise UserError(self.env._("Say who takes the clients over."))
        if self.user_id in takers:
            raise UserError(self.env._("Nobody hands clients over to himself."))
        if self.date_from < today:
            raise UserError(self.env._("Choose today or a later day."))
        for taker in takers.sudo():
            if not taker.active or not taker.post_ids.filtered("is_in_force"):
                raise UserError(
                    self.env._("%(name)s has no post today.", name=taker.name)
                )
        if not sum(self.target_ids.mapped("client_count")):
            raise UserError(self.env._("There are no such clients to hand over."))

    def action_withdraw(self):
        """Take one's own proposal back while it waits."""
        self.check_access("write")
        for handover in self:
            waiting = self.env["bank.act"].sudo()._waiting_for(handover)
            for act in waiting.get(handover.id, ()):
                act.with_user(self.env.user).action_withdraw()
        return True

    def action_again(self):
        """A refused one becomes a draft: what the head wanted otherwise is changed."""
        self.check_access("write")
        self._check_own()
        self._move_to(State.DRAFT)
        return True

    def action_undo(self):
        """Propose to take everything back that nobody has changed since."""
        self.check_access("write")
        for handover in self:
            if not handover.may_undo:
                raise UserError(
                    self.env._("The days in which this could be taken back are over.")
                )
            if not handover.user_id.sudo().active:
                raise UserError(
                    self.env._(
                        "%(name)s works here no more: hand the clients over anew.",
                        name=handover.user_id.sudo().name,
                    )
                )
            self.env["bank.act"]._propose_call(
                "handover",
                handover,
                "_accept_undo",
                watched=("state", "undo_until"),
                reason=self.env._("To take the handover back: %s", handover.reason),
            )
        return True

    # --- what the act calls

    def _accept(self):
        today = self.env["bank.business.day"]._today()
        for handover in self:
            handover._move_to(State.ACCEPTED)
            if handover.date_from <= today:
                handover.sudo()._apply()

    def _accept_undo(self):
        for handover in self:
            handover._lock_state(State.APPLIED)
            handover.sudo()._give_back(State.UNDONE)

    def _act_refused(self, act):
        self.filtered(lambda row: row.state == State.WAITING)._move_to(State.REFUSED)

    def _act_client(self):
        return self.env["res.partner"]

    def _act_unit(self):
        return self.branch_id if len(self.branch_id) == 1 else self.branch_id.browse()

    def _act_words(self, method, arguments):
        """Who gives how much to whom, for who decides."""
        rows = []
        if method == "_accept_undo":
            rows = [
                (
                    self.env._("Taken back"),
                    self.env._(
                        "Whatever nobody changed since goes back to who had it before."
                    ),
                )
            ]
        return {handover.id: [*rows, *handover._proposal_words()] for handover in self}

    def _proposal_words(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        days = format_date(self.env, self.date_from)
        if self.date_to:
            days = f"{days} – {format_date(self.env, self.date_to)}"
        only = [
            self.segment_id.name, self.client_class_id.name,
            dict(self._fields["client_kind"]._description_selection(self.env)).get(
                self.client_kind
            ),
            self.client_ids and self.env._("picked clients"),
        ]  # fmt: skip
        rows = [
            (self.env._("From"), self.user_id.name),
            (kinds[self.kind], days),
            (
                self.env._("Which clients"),
                ", ".join(filter(None, only)) or self.env._("the whole portfolio"),
            ),
        ]
        for target in self.target_ids:
            words = self.env._("%(count)s clients", count=target.client_count)
            if target.words:
                words = f"{words}; {target.words}"
            rows.append((target.user_id.name, words))
        return [*rows, (self.env._("Why"), self.reason)]

    # --- applying

    def _lock_state(self, state):
        """Hold the row; whoever came second finds it done."""
        self.ensure_one()
        record = self.sudo()
        record.lock_for_update()
        record.invalidate_recordset(["state"])
        if record.state != state:
            raise UserError(self.env._("Somebody else has done this already."))

    def _apply(self):
        """Move everything in one pass; a second call changes nothing."""
        self.ensure_one()
        self._lock_state(State.ACCEPTED)
        self.env.flush_all()
        cr = self.env.cr
        cr.execute("DROP TABLE IF EXISTS bank_handover_split")
        cr.execute(
            SQL(
                "CREATE TEMP TABLE bank_handover_split ON COMMIT DROP AS %s",
                self._split_sql(),
            )
        )
        split = SQL("SELECT * FROM bank_handover_split")
        for spec in self._handover_models():
            rows = self._moved_rows_sql(spec, split)
            if rows is None:
                continue
            cr.execute(
                SQL(
                    "INSERT INTO bank_handover_line (handover_id, client_id, model, res_id, "
                    "field, old_value, new_value, user_id, fate) SELECT %s, client_id, %s, "
                    "res_id, %s, old, new, user_id, 'moved' FROM (%s) AS r",
                    self.id,
                    spec.model,
                    spec.field,
                    rows,
                )
            )
            self._write_column(spec.model, spec.field, SQL("l.new_value"), SQL("TRUE"))
        self._follow_clients(SQL("SELECT client_id FROM bank_handover_split"))
        today = self.env["bank.business.day"]._today()
        self._grant_looks(today)
        asked = {
            "answer": "asked",
            "answer_due": today + timedelta(days=self._days("handover_answer_days", 3)),
        }
        undo_days = self._days("handover_undo_days", 14)
        self._move_to(
            State.APPLIED,
            applied_date=today,
            undo_until=self.date_to or today + timedelta(undo_days),
        )
        self.target_ids.write(asked)
        for target in self.target_ids:
            self._give_task(
                target.user_id,
                self.env._(
                    "Accept the clients of %(name)s, or object", name=self.user_id.name
                ),
                self.reason,
                asked["answer_due"],
            )

    def _write_column(self, model, field, value, still):
        """Write `value` of the journal into the moved rows for which `still` holds."""
        column = SQL.identifier(field)
        self.env.cr.execute(
            SQL(
                "UPDATE %(table)s t SET %(column)s = %(value)s FROM bank_handover_line l "
                "WHERE l.handover_id = %(handover)s AND l.model = %(model)s "
                "AND l.field = %(field)s AND l.fate = 'moved' AND t.id = l.res_id "
                "AND %(still)s RETURNING l.id",
                table=SQL.identifier(self.env[model]._table),
                column=column,
                value=value,
                handover=self.id,
                model=model,
                field=field,
                still=still,
            )
        )
        return [line_id for (line_id,) in self.env.cr.fetchall()]
