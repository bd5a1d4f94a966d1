from odoo import fields, models
from odoo.exceptions import UserError

from ...domain.channels.letters import LetterState
from ...domain.channels.states import State


class BankMessage(models.Model):
    """Letters and faxes that a person hands over."""

    _inherit = "bank.message"

    def action_sent_by_hand(self):
        """It went through the fax machine or to the post just now: into the register."""
        self.check_access("read")
        self._check_may_send()
        now = fields.Datetime.now()  # clock: when it went
        for message in self:
            row = message.sudo().try_lock_for_update()
            if not row or row.state != State.QUEUED or row.kind not in ("letter", "fax"):
                raise UserError(
                    self.env._("Only letters and faxes that wait are handed over.")
                )
            if not row._pass_gate(now):
                continue
            batch = self.env["bank.letter.batch"]
            letter = batch._number_letter(row, batch)
            row.write(
                {
                    "state": State.SENDING,
                    "try_count": row.try_count + 1,
                    "last_try_at": now,
                    "next_try_at": False,
                    "correspondence_id": letter.id,
                }
            )
            letter._go(LetterState.POSTED, self.env["bank.business.day"]._today())
        return True
