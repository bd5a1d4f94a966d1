from odoo import api, models

from ...domain.channels.states import State


class BankMessage(models.Model):
    """What receipts change."""

    _inherit = "bank.message"

    def _apply_receipt(self, target, happened_at, reason):
        values = {"lease": False, "next_try_at": False, "reason": False}
        if not self.sent_at:
            values["sent_at"] = happened_at
        if target == State.DELIVERED:
            values |= {"delivered_at": happened_at, "closed_at": happened_at}
        elif target == State.FAILED:
            values |= {
                "closed_at": happened_at,
                "reason": reason[:200] or self.env._("It was not delivered."),
            }
            self.attempt_id._note_outcome("failed")
        self._move_to(target, **values)

    @api.model
    def _note_bounce(self, message_ids, reason):
        """A letter came back: the message under one of these identities has failed."""
        messages = self.sudo().search(
            [
                ("channel_id.adaptor", "=", "smtp"),
                ("provider_reference", "in", message_ids),
                ("state", "=", State.SENT),
            ]
        )
        for message in messages:
            message._apply_receipt(
                State.FAILED,
                self._clock(),
                self.env._("Returned by the mail server: %(why)s", why=reason[:150]),
            )
        return messages
