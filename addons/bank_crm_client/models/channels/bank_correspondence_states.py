from odoo import fields, models
from odoo.exceptions import UserError

from ...domain.channels.letters import Direction, LetterState, can_move


class BankCorrespondence(models.Model):
    """How a letter goes on: dealt with and answered, or posted, delivered, come back."""

    _inherit = "bank.correspondence"

    def _go(self, target, date, note=""):
        """Move on and keep the day in the history."""
        for letter in self:
            if not can_move(letter.direction, letter.state, target):
                words = dict(letter._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(letter)s is “%(state)s”: it does not become “%(target)s”.",
                        letter=letter.number,
                        state=words[letter.state],
                        target=words[target],
                    )
                )
            letter._note(target, date, note)
            letter._tell_message(target, note)

    def _note(self, target, date, note=""):
        self.ensure_one()
        self.sudo().write({"state": target, "state_date": date})
        self.env["bank.correspondence.event"].sudo().create(
            {
                "letter_id": self.id,
                "date": date,
                "state": target,
                "note": note or False,
                "user_id": self.env.uid,
            }
        )

    def _tell_message(self, target, note):
        """What the post reports of a letter is what became of the message in it."""
        message = self.sudo().message_id
        if not message:
            return
        now = fields.Datetime.now()  # clock: when it was noted
        if target == LetterState.POSTED and message.state == "sending":
            message._move_to("sent", sent_at=now, reason=False)
        elif target == LetterState.DELIVERED and message.state == "sent":
            message._apply_receipt("delivered", now, "")
        elif target == LetterState.RETURNED and message.state == "sent":
            message._apply_receipt("failed", now, note or self.env._("It came back."))

    def _move_today(self, target, note=""):
        self.check_access("write")
        self._go(target, self.env["bank.business.day"]._today(), note)

    def action_take(self):
        """Deal with it."""
        self._move_today(LetterState.IN_WORK)

    def action_file(self):
        """No answer is needed."""
        self._move_today(LetterState.FILED)

    def action_post(self):
        """Given to the post, the courier or the fax machine today."""
        self._move_today(LetterState.POSTED)

    def action_delivered(self):
        self._move_today(LetterState.DELIVERED)

    def action_returned(self):
        """It came back: ask why."""
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Came back"),
            "res_model": "bank.correspondence.return",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_letter_ids": self.ids},
        }

    def action_void(self):
        """Registered by mistake: the number stays, the letter counts no more."""
        self._move_today(LetterState.VOID)

    def action_answer(self):
        """Write the answer: an outgoing letter to the same client."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "views": [(False, "form")],
            "context": {
                "default_direction": Direction.OUTGOING,
                "default_client_id": self.client_id.id,
                "default_other_party": self.other_party,
                "default_answers_id": self.id,
                "default_subject": self.env._("Re: %(subject)s", subject=self.subject),
                "default_channel": self.channel,
            },
        }
