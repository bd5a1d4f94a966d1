from contextlib import suppress
from dataclasses import dataclass

from odoo import models
from psycopg2.errors import SerializationFailure


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said of one message.

    `is_final` says that trying again is of no use; `pause_seconds` is what the service
    asked for; `is_trouble` that the service, not the message, is at fault.
    """

    is_sent: bool
    reference: str = ""
    reason: str = ""
    is_final: bool = False
    is_trouble: bool = False
    pause_seconds: int | None = None
    parts: int = 0
    cost: str | None = None


class BankChannel(models.Model):
    """Handing a message over: one method per adaptor."""

    _inherit = "bank.channel"

    def _is_automatic(self):
        """Whether the queue hands messages over, or a person does."""
        return self.adaptor in ("smtp", "http_sms")

    def _hand_over(self, message):
        """Give one message to the service; never raises for what a service may do."""
        self.ensure_one()
        return getattr(self, f"_hand_over_{self.adaptor}")(
            address=message.address,
            subject=message.subject or "",
            body=message.body or "",
            key=message.idempotency_key,
        )

    def _hand_over_test(self, address, text, key):
        """The same for a test to a colleague."""
        self.ensure_one()
        answer = getattr(self, f"_hand_over_{self.adaptor}")(
            address=address, subject=text.splitlines()[0], body=text, key=key
        )
        self._note_answer(answer)
        return answer

    def _note_answer(self, answer):
        """Keep on the channel what is wrong with its service, and since when."""
        trouble = answer.reason[:300] if answer.is_trouble else False
        if not (trouble or answer.is_sent):
            return
        # Many senders at once would wait for each other: the first word stays.
        # Where another sender has just written it, his word stays.
        with suppress(SerializationFailure), self.env.cr.savepoint(flush=False):
            self._write_trouble(trouble)
        self.invalidate_recordset(["trouble", "trouble_since"], flush=False)

    def _write_trouble(self, trouble):
        if trouble:
            self.env.cr.execute(
                "UPDATE bank_channel SET trouble = %s, trouble_since = coalesce("
                "trouble_since, now() AT TIME ZONE 'UTC') WHERE id IN (SELECT id FROM "
                "bank_channel WHERE id = %s AND trouble IS DISTINCT FROM %s "
                "FOR NO KEY UPDATE SKIP LOCKED)",
                (trouble, self.id, trouble),
            )
        else:
            self.env.cr.execute(
                "UPDATE bank_channel SET trouble = NULL, trouble_since = NULL WHERE id IN "
                "(SELECT id FROM bank_channel WHERE id = %s AND trouble IS NOT NULL "
                "FOR NO KEY UPDATE SKIP LOCKED)",
                (self.id,),
            )
