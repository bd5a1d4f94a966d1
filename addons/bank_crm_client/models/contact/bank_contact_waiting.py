from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_datetime
from psycopg2.errors import SerializationFailure

from ...domain.contact.verdict import Verdict
from ...domain.contact.waiting import goes_at

# Who was killed while he handed a message over is not waited for any longer.
HANDING = timedelta(minutes=10)


def lock_row(message):
    """Lock one message of a queue and read it anew; False where it is another sender's."""
    try:
        with message.env.cr.savepoint():
            locked = message.try_lock_for_update()
    except SerializationFailure:
        return False  # it was changed since this transaction began
    message.invalidate_recordset(flush=False)
    return bool(locked)


class BankContactGate(models.AbstractModel):
    """E-mails and text messages refused for their hour wait for the next one."""

    _inherit = "bank.contact.gate"

    @api.model
    def _put_off(self, asks, attempts):
        """Refused attempt -> the moment at which its message goes; told in its reason."""
        found = {}
        for ask, attempt in zip(asks, attempts, strict=True):
            moment = self._goes_at(ask, attempt._verdict(), attempt.at)
            if moment:
                attempt.sudo().write(
                    {
                        "outcome": "waits",
                        "reason": self._waiting_words(
                            attempt._verdict(), moment, ask.client
                        ),
                    }
                )
                found[attempt] = moment
        return found

    @api.model
    def _goes_at(self, ask, verdict, at):
        """When a contact refused for its hour is made instead; None: not at all."""
        purpose = self.env["bank.contact.purpose"]._facts().get(ask.purpose.id)
        until = None
        if ask.document and hasattr(ask.document, "_contact_wait_until"):
            until = ask.document.sudo()._contact_wait_until()
        return goes_at(verdict, purpose, at, until)

    @api.model
    def _waiting_words(self, verdict: Verdict, moment, client):
        """Why not now, and when it goes, by the client's clock."""
        zone = self._place(client.sudo()).zones[0]
        return self.env._(
            "%(why)s It goes on %(moment)s.",
            why=self._code_words(verdict.code),
            moment=format_datetime(
                self.env, moment, tz=zone, dt_format="EEEE, d MMM, HH:mm"
            ),
        )

    @api.model
    def _is_being_handed(self, moment):
        """Whether who began to hand a message over at that moment may still be at it."""
        return moment > fields.Datetime.now() - HANDING  # clock: a process lives by it

    @api.model
    def _unknown_words(self):
        return self.env._(
            "The server stopped while this was handed over. It is not known whether it "
            "went out: ask the client before you send it again."
        )
