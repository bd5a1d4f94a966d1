from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ...domain.channels.states import State
from ..contact.bank_contact_gate import Ask

MOST_REASON_CHARS = 300


class BankMessage(models.Model):
    """Before the queue: who may write to clients, and the gate that each message passes."""

    _inherit = "bank.message"

    @api.model
    def _check_may_send(self):
        if not self.env.su and not self.env.user.has_group(
            "bank_crm_base.group_client_editor"
        ):
            raise AccessError(
                self.env._("Messages are sent by who works with clients.")
            )

    @api.model
    def _check_may_write_to(self, client):
        """Whoever writes to a client works with clients and sees this one's whole card."""
        self._check_may_send()
        client.check_access("read")
        if not self.env.su and not client.is_fully_visible:
            raise AccessError(
                self.env._("Who writes to a client sees the whole card of the client.")
            )
        if not client.is_client:
            raise UserError(self.env._("This is no client of the bank."))

    def _pass_gate(self, now):
        """Which of these may go now; a try let through once is not asked again.

        What the gate lets go later, while it is still worth something, waits for that
        moment; what it refuses is closed, and the refusal noted with the contact.
        """
        late = self.filtered(lambda one: one.valid_until and one.valid_until < now)
        for message in late:
            message._close(
                State.FAILED,
                message.reason or self.env._("It could not be sent in time."),
            )
        known = (self - late).filtered("attempt_id")
        asked = self._put_off_by_gate(self - late - known, now)
        if not asked:
            return known
        gate = self.env["bank.contact.gate"].sudo()
        passed = known
        attempts = gate._pass_all([message._ask() for message in asked], now)
        for message, attempt in zip(asked, attempts, strict=True):
            message.attempt_id = attempt
            if attempt.allowed:
                message.reason = False
                passed |= message
            else:
                message._close(
                    State.REFUSED, (attempt.reason or "")[:MOST_REASON_CHARS]
                )
        return self & passed

    @api.model
    def _put_off_by_gate(self, messages, now):
        """Let those wait that may go at a later hour; return the others."""
        if not messages:
            return messages
        verdicts = (
            self.env["bank.contact.gate"]
            .sudo()
            ._judge_all([message._ask() for message in messages], now)
        )
        asked = messages.browse()
        for message, verdict in zip(messages, verdicts, strict=True):
            later = None if verdict.allowed else verdict.next_at
            if later and now < later <= message.valid_until:
                message.write(
                    {
                        "state": State.QUEUED,
                        "lease": False,
                        "next_try_at": later,
                        "reason": self.env["bank.contact.gate"]._waiting_words(
                            verdict, later, message.client_id
                        )[:MOST_REASON_CHARS],
                    }
                )
            else:
                asked |= message
        return asked

    def _ask(self):
        self.ensure_one()
        return Ask(
            self.client_id,
            self.kind,
            self.purpose_id,
            self.address or "",
            recipient=self._recipient(),
            document=self,
        )

    def _refuse_if_never(self, now):
        """Close at once what the gate will not let through before it is worth nothing.

        What may go now is judged again, and counted, when it goes.
        """
        self.ensure_one()
        gate = self.env["bank.contact.gate"].sudo()
        verdict = gate._judge(
            self.client_id, self.kind, self.purpose_id, now, self._recipient()
        )
        if not verdict.allowed:
            self._pass_gate(now)

    @api.model
    def _service_purpose(self):
        """What the bank writes about its client's own business for."""
        return self.env["bank.contact.purpose"].sudo()._of("service")

    @api.model
    def _opt_out_link(self, client, purpose):
        """The page on which the client says what he does not want any more."""
        return client.sudo()._preference_url()
