from collections import defaultdict

from odoo import api, fields, models
from psycopg2.errors import SerializationFailure

from ...domain.contact.channels import Channel
from .bank_contact_gate import Ask
from .mail_notification import KEPT_BACK


class SmsSms(models.Model):
    """Text messages pass the gate where they leave."""

    _name = "sms.sms"
    _inherit = ["sms.sms", "bank.vouched.mixin"]
    _vouched_fields = frozenset({"mail_message_id", "body", "number", "partner_id"})

    failure_type = fields.Selection(
        selection_add=[(KEPT_BACK, "Kept back by the contact rules")]
    )
    bank_purpose_id = fields.Many2one(
        "bank.contact.purpose", "Purpose", index="btree_not_null", ondelete="restrict",
        compute="_compute_bank_purpose_id", store=True, readonly=False, precompute=True,
    )  # fmt: skip
    refusal = fields.Char("Why it was kept back", readonly=True, copy=False)

    @api.depends("mail_message_id")
    def _compute_bank_purpose_id(self):
        Purpose = self.env["bank.contact.purpose"]
        given = Purpose._given()
        for sms in self:
            sms.bank_purpose_id = (
                sms.bank_purpose_id
                or sms.mail_message_id.sudo().bank_purpose_id
                or given
            )

    def _send_with_api(self, sms_api, **kwargs):
        if self._has_passed():
            return super()._send_with_api(sms_api, **kwargs)
        targets = self._client_targets()
        if not targets:
            return super()._send_with_api(sms_api, **kwargs)
        try:
            with self.env.cr.savepoint():
                attempts = self._pass_targets(targets)
        except SerializationFailure:
            # Somebody writes to one of them at this moment: the queue sends these later.
            rest = self - self.browse({sms.id for sms, _client in targets})
            return (
                super(SmsSms, rest)._send_with_api(sms_api, **kwargs) if rest else None
            )
        kept = self._settle(targets, attempts)
        rest = self - kept
        result = super(SmsSms, rest)._send_with_api(sms_api, **kwargs) if rest else None
        self._note_failed(targets, attempts, kept)
        return result

    def _settle(self, targets, attempts):
        """Keep back and put off what the gate refused; returns those."""
        moments = self.env["bank.contact.gate"]._put_off(self._asks(targets), attempts)
        refused = defaultdict(lambda: self.env["bank.contact.attempt"])
        for (sms, _client), attempt in zip(targets, attempts, strict=True):
            if not attempt.allowed:
                refused[sms] |= attempt
        for sms, kept_back in refused.items():
            later = [moments.get(attempt) for attempt in kept_back]
            if all(later):
                sms._wait(max(later), kept_back._reasons())
            else:
                sms._keep_back(kept_back)
        return self.browse([sms.id for sms in refused])

    def _note_failed(self, targets, attempts, kept=()):
        """What the service did not take reached nobody and does not count."""
        failed = self.env["bank.contact.attempt"]
        for (sms, _client), attempt in zip(targets, attempts, strict=True):
            if attempt.allowed and (sms in kept or sms.exists().state == "error"):
                failed |= attempt
        failed._note_outcome("failed")

    def _client_targets(self):
        """(message, client) of each client whom these reach, by record or by number."""
        Gate = self.env["bank.contact.gate"]
        clients = Gate._clients_of_partners(self.partner_id.ids)
        unknown = self.filtered(lambda sms: sms.partner_id.id not in clients)
        staff = Gate._is_staff(unknown.partner_id.ids)
        numbers = {
            sms.number for sms in unknown
            if sms.number and sms.partner_id.id not in staff
        }  # fmt: skip
        by_number = Gate._clients_of_addresses("phone", numbers) if numbers else {}
        Client = self.env["res.partner"].with_context(active_test=False)
        found = []
        for sms in self:
            if sms.partner_id.id in clients:
                ids = {clients[sms.partner_id.id]}
            elif sms.partner_id.id in staff:
                ids = set()
            else:
                ids = by_number.get(sms.number, set())
            found += [(sms, Client.browse(client_id)) for client_id in sorted(ids)]
        return found

    def _pass_targets(self, targets):
        return self.env["bank.contact.gate"].sudo()._pass_all(self._asks(targets))

    def _asks(self, targets):
        asks = []
        for sms, client in targets:
            partner = sms.partner_id
            message = sms.mail_message_id.sudo()
            document = None
            if message.model and message.res_id and message.model in self.env:
                document = self.env[message.model].browse(message.res_id)
            asks.append(
                Ask(
                    client, Channel.SMS, sms.bank_purpose_id, sms.number or "",
                    recipient=partner if partner.parent_id == client else None,
                    document=document, key=sms.uuid or "",
                )
            )  # fmt: skip
        return asks

    def _keep_back(self, attempts):
        """The message goes to nobody: its sender reads why."""
        self.ensure_one()
        reason = attempts._reasons()
        failure = self._kept_back_type()
        self.write({"state": "error", "failure_type": failure, "refusal": reason})
        self.sms_tracker_id.sudo()._action_update_from_sms_state(
            "error", failure_type=failure, failure_reason=reason
        )

    def _kept_back_type(self):
        """Statistics of mailings keep the same reason; where they have no word for it, theirs."""
        Trace = self.env.get("mailing.trace")
        if Trace is not None and "mailing_id" in self._fields and self.mailing_id:
            known = dict(Trace._fields["failure_type"].selection)
            return KEPT_BACK if KEPT_BACK in known else "sms_optout"
        return KEPT_BACK
