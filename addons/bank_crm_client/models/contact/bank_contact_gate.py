from dataclasses import dataclass, replace

from odoo import api, fields, models

from ...domain.contact.channels import CHANNELS, Channel
from ...domain.contact.verdict import Code, Recipient, Verdict, judge


@dataclass(frozen=True)
class Ask:
    """One contact somebody is about to make. `recipient` empty: the client himself.

    `key` is the number under which the mail server or the SMS service knows the message.
    """

    client: models.BaseModel
    channel: Channel
    purpose: models.BaseModel
    address: str = ""
    recipient: models.BaseModel | None = None
    document: models.BaseModel | None = None
    key: str = ""


class BankContactGate(models.AbstractModel):
    """The one gate before everything that reaches a client.

    `_judge` only answers. `_pass` is called by who is about to send, dial, print or go: it
    answers, counts and notes. What was noted as allowed counts, whether answered or not.
    """

    _inherit = "bank.contact.gate"

    @api.model
    def _judge(self, client, channel, purpose, at=None, recipient=None):
        """May this client be contacted so, for this, at that moment (now if not given)?

        `purpose` is a record or a code of `bank.contact.purpose`; `at` is naive UTC;
        `recipient` is who is spoken to, where it is not the client. Nothing is written.
        """
        ask = Ask(
            client, Channel(channel), self.env["bank.contact.purpose"]._of(purpose),
            recipient=recipient,
        )  # fmt: skip
        [verdict] = self._judge_all([ask], at)
        return verdict

    @api.model
    def _judge_all(self, asks, at=None):
        """Verdicts in the order of the questions; the queries do not grow with them."""
        at = at or fields.Datetime.now()  # clock: a call is made at a moment
        clients = self.env["res.partner"].union(*(ask.client for ask in asks))
        situations = self._situations(clients, at)
        return [
            self._with_words(
                self._verdict(ask, situations[ask.client.id], at), ask.client
            )
            for ask in asks
        ]

    @api.model
    def _judge_matrix(self, client, purposes, at=None):
        """Verdicts by (purpose id, channel) for all channels: what is allowed now."""
        pairs = [(purpose, channel) for purpose in purposes for channel in CHANNELS]
        asks = [Ask(client, channel, purpose) for purpose, channel in pairs]
        verdicts = self._judge_all(asks, at)
        return {
            (purpose.id, channel): verdict
            for (purpose, channel), verdict in zip(pairs, verdicts, strict=True)
        }

    @api.model
    def _verdict(self, ask, situation, at):
        purpose = self.env["bank.contact.purpose"]._facts().get(ask.purpose.id)
        kind = (
            self._recipient_kind(ask.client, ask.recipient)
            if ask.recipient
            else Recipient.CLIENT
        )
        rules = self.env["bank.contact.policy"]._rules()
        return judge(situation, purpose, ask.channel, at, rules, kind)

    @api.model
    def _pass(
        self, client, channel, purpose, *, address=None, document=None, at=None,
        recipient=None,
    ):  # fmt: skip
        """Answer and note one contact; return the row of `bank.contact.attempt`.

        Whoever is refused does not send: the row says why and from when it is allowed.
        """
        ask = Ask(
            client, Channel(channel), self.env["bank.contact.purpose"]._of(purpose),
            address or "", recipient, document,
        )  # fmt: skip
        return self._pass_all([ask], at)

    @api.model
    def _pass_all(self, asks, at=None):
        """Answer and note many contacts, in their order; one attempt per question.

        Each counts for the next: of two messages to one client in one batch the second
        may be one too many.
        """
        at = at or fields.Datetime.now()  # clock: a message leaves at a moment
        counted = [ask.client.id for ask in asks if self._is_counted(ask)]
        self.env["bank.contact.tally"]._claim(counted)
        attempts = self.env["bank.contact.attempt"]
        for batch in self._without_repeats(asks):
            verdicts = self._judge_all(batch, at)
            attempts |= self.env["bank.contact.attempt"].sudo().create(
                [
                    self._attempt_values(ask, verdict, at)
                    for ask, verdict in zip(batch, verdicts, strict=True)
                ]
            )  # fmt: skip
        return attempts.with_env(self.env)

    @api.model
    def _note_refused(self, judged):
        """Note pairs of a question and its verdict, all of them refusals."""
        at = fields.Datetime.now()  # clock: it was refused at a moment
        values = [self._attempt_values(ask, verdict, at) for ask, verdict in judged]
        return self.env["bank.contact.attempt"].sudo().create(values)

    @api.model
    def _is_counted(self, ask):
        """Whether two at once could both be the last allowed one."""
        purpose = self.env["bank.contact.purpose"]._facts().get(ask.purpose.id)
        return purpose is not None and not purpose.is_exempt

    @api.model
    def _without_repeats(self, asks):
        """Parts of the list in which each client stands once, the order kept."""
        batch, seen = [], set()
        for ask in asks:
            if ask.client.id in seen:
                yield batch
                batch, seen = [], set()
            batch.append(ask)
            seen.add(ask.client.id)
        if batch:
            yield batch

    @api.model
    def _attempt_values(self, ask, verdict, at):
        recipient = ask.recipient
        if recipient and recipient == ask.client:
            recipient = None
        is_partner = bool(recipient) and recipient._name == "res.partner"
        # What is kept of an attempt is the whole name, whoever made it.
        name = "complete_name" if is_partner else "display_name"
        return {
            "client_id": ask.client.id,
            "recipient_id": recipient.id if is_partner else False,
            "recipient_name": recipient.sudo()[name] if recipient else False,
            "recipient_kind": self._recipient_kind(ask.client, recipient),
            "channel": ask.channel,
            "purpose_id": ask.purpose.id,
            "address": ask.address or False,
            "message_key": ask.key or False,
            "at": at,
            "allowed": verdict.allowed,
            "code": verdict.code,
            "reason": verdict.reason or False,
            "next_at": verdict.next_at or False,
            "user_id": self.env.uid,
            "res_model": ask.document._name if ask.document else False,
            "res_id": ask.document.id if ask.document else False,
        }

    @api.model
    def _with_words(self, verdict: Verdict, client):
        """The verdict with its reason in words of the reader."""
        if verdict.code is Code.ALLOWED:
            return verdict
        return replace(verdict, reason=self._reason_words(verdict, client))
