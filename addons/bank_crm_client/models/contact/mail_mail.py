from collections import defaultdict

from odoo import fields, models
from odoo.tools import email_normalize, email_split
from psycopg2.errors import SerializationFailure

from ...domain.contact.channels import Channel
from .bank_contact_gate import Ask
from .ir_mail_server import JUDGED
from .mail_notification import KEPT_BACK


class MailMail(models.Model):
    """E-mails pass the gate where they leave: one client kept back stops no other."""

    _name = "mail.mail"
    _inherit = ["mail.mail", "bank.vouched.mixin"]
    _vouched_fields = frozenset(
        {
            "mail_message_id", "body_html", "subject", "recipient_ids", "email_to",
            "email_cc",
        }
    )  # fmt: skip

    failure_type = fields.Selection(
        selection_add=[(KEPT_BACK, "Kept back by the contact rules")]
    )

    def _send(self, *args, **kwargs):
        if self.env["ir.mail_server"]._disable_send():
            return super()._send(*args, **kwargs)
        known = self._drop_unknown()
        if known != self:
            return known._send(*args, **kwargs) if known else True
        leaving = self.filtered(lambda mail: mail.state == "outgoing")
        targets = leaving._client_targets()
        if not targets:
            return self._send_past_gate(*args, **kwargs)
        if kwargs.get("auto_commit") or self._has_own_cursor():
            reaching = self.browse(dict.fromkeys(mail.id for mail, *_who in targets))
            others = self - reaching
            result = others._send_past_gate(*args, **kwargs) if others else True
            for mail in reaching:
                mail._send_alone(*args, **kwargs)
            return result
        try:
            with self.env.cr.savepoint():
                attempts = self._pass_targets(targets)
        except SerializationFailure:
            # Somebody writes to one of them at this moment: the queue sends these later.
            rest = self - self.browse({mail.id for mail, *_target in targets})
            return rest._send_past_gate(*args, **kwargs) if rest else True
        kept, dropped, notices = leaving._settle(targets, attempts)
        rest = self - kept
        result = True
        if rest:
            rest = rest.with_context(bank_dropped=dict(dropped))
            result = rest._send_past_gate(*args, **kwargs)
        self._note_kept_back(notices)
        self._note_failed(targets, attempts)
        return result

    def _settle(self, targets, attempts):
        """Keep back and put off what the gate refused.

        Returns the mails that go to nobody now, of the others whom they do not reach, and
        what their senders are told.
        """
        moments = self.env["bank.contact.gate"]._put_off(self._asks(targets), attempts)
        refused = defaultdict(lambda: self.env["bank.contact.attempt"])
        dropped = defaultdict(set)
        kept = self.browse()
        for (mail, _client, partner, address), attempt in zip(
            targets, attempts, strict=True
        ):
            key = partner.id if partner else address
            if attempt.allowed or key in dropped[mail.id]:
                continue
            if attempt not in moments:
                refused[mail] |= attempt
                dropped[mail.id].add(key)
            elif mail._recipient_keys() == {key}:
                mail._wait(moments[attempt], attempt.reason)
                kept |= mail
            else:
                dropped[mail.id].add(key)
                alone = mail._split_off(partner, address)
                alone._wait(moments[attempt], attempt.reason)
        notices = {}
        for mail in (self - kept).filtered(lambda mail: dropped.get(mail.id)):
            if mail._recipient_keys() <= dropped[mail.id]:
                kept |= mail
                if refused[mail]:
                    mail._keep_back(refused[mail])
                else:
                    # Each of its addressees waits in a mail of his own.
                    mail.state = "cancel"
            elif refused[mail]:
                notices[mail.id] = mail._notices_of(refused[mail])
        return kept, dropped, notices

    def _send_past_gate(self, *args, **kwargs):
        """As core sends, what the gate has judged."""
        judged = self.with_context(bank_judged=JUDGED)
        # pylint: disable=super-method-mismatch
        return super(MailMail, judged)._send(*args, **kwargs)

    # --- whom it reaches

    def _client_targets(self):
        """(mail, client, partner or None, address) of each client in these mails."""
        Gate = self.env["bank.contact.gate"]
        partners = self.recipient_ids
        addresses = {mail: mail._raw_addresses() for mail in self}
        clients = Gate._clients_of_partners(partners.ids)
        others = partners.filtered(lambda partner: partner.id not in clients)
        staff = Gate._is_staff(others.ids)
        others = others.filtered(lambda partner: partner.id not in staff)
        raw = {one for listed in addresses.values() for one in listed}
        raw |= set(filter(None, others.sudo().mapped("email")))
        if not clients and not raw:
            return []
        by_address = Gate._clients_of_addresses("email", raw)
        Client = self.env["res.partner"].with_context(active_test=False)
        found = []
        for mail in self:
            for partner in mail.recipient_ids:
                own = {clients[partner.id]} if partner.id in clients else set()
                if not own and partner in others:
                    own = by_address.get(partner.sudo().email or "", set())
                found += [
                    (
                        mail,
                        Client.browse(client_id),
                        partner,
                        partner.sudo().email or "",
                    )
                    for client_id in sorted(own)
                ]
            for address in addresses[mail]:
                found += [
                    (mail, Client.browse(client_id), None, address)
                    for client_id in sorted(by_address.get(address, ()))
                ]
        return found

    def _raw_addresses(self):
        self.ensure_one()
        found = email_split(f"{self.email_to or ''}, {self.email_cc or ''}")
        return list(dict.fromkeys(filter(None, map(email_normalize, found))))

    def _recipient_keys(self):
        self.ensure_one()
        return {*self.recipient_ids.ids, *self._raw_addresses()}

    def _pass_targets(self, targets):
        return self.env["bank.contact.gate"].sudo()._pass_all(self._asks(targets))

    def _asks(self, targets):
        asks = []
        for mail, client, partner, address in targets:
            # A contact person, or somebody with the client's own address.
            other = partner if partner and partner.parent_id == client else None
            asks.append(
                Ask(
                    client, Channel.EMAIL, mail.bank_purpose_id, address or "",
                    recipient=other, document=mail._contact_document(),
                    key=mail.message_id or "",
                )
            )  # fmt: skip
        return asks

    def _contact_document(self):
        if self.model and self.res_id and self.model in self.env:
            return self.env[self.model].browse(self.res_id)
        return None

    # --- what is told

    def _keep_back(self, attempts):
        """The mail goes to nobody: its sender reads why."""
        self.ensure_one()
        reason = attempts._reasons()
        failure = self._kept_back_type()
        self.write(
            {"state": "exception", "failure_type": failure, "failure_reason": reason}
        )
        self._postprocess_sent_message(
            success_pids=[], success_emails=[], failure_reason=reason,
            failure_type=failure,
        )  # fmt: skip

    def _kept_back_type(self):
        """Statistics of mailings keep the same reason; where they have no word for it, theirs."""
        Trace = self.env.get("mailing.trace")
        if Trace is not None and self.mailing_id:
            known = dict(Trace._fields["failure_type"].selection)
            return KEPT_BACK if KEPT_BACK in known else "mail_optout"
        return KEPT_BACK

    def _notices_of(self, attempts):
        """Reason, and the notices of those in this mail who are left out."""
        self.ensure_one()
        partners = (attempts.recipient_id | attempts.client_id).ids
        notices = self.env["mail.notification"].sudo().search(
            [
                ("mail_mail_id", "=", self.id),
                "|",
                ("res_partner_id", "in", partners),
                ("mail_email_address", "in", attempts.mapped("address")),
            ]
        )  # fmt: skip
        return attempts._reasons(), notices

    def _note_kept_back(self, notices):
        for mail_id, (reason, rows) in notices.items():
            mail = self.browse(mail_id).exists()
            if mail:
                mail.failure_reason = reason
            rows.exists().write(
                {
                    "notification_status": "exception",
                    "failure_type": KEPT_BACK,
                    "failure_reason": reason,
                }
            )

    def _note_failed(self, targets, attempts):
        """What the mail server did not take reached nobody and does not count."""
        lost = self.exists().filtered(lambda mail: mail.state == "exception")
        if not lost:
            return
        failed = self.env["bank.contact.attempt"]
        for (mail, *_target), attempt in zip(targets, attempts, strict=True):
            if attempt.allowed and mail in lost:
                failed |= attempt
        failed._note_outcome("failed")

    def _prepare_outgoing_list(self, mail_server=False, doc_to_followers=None):
        listed = super()._prepare_outgoing_list(
            mail_server=mail_server, doc_to_followers=doc_to_followers
        )
        dropped = self.env.context.get("bank_dropped", {}).get(self.id)
        if not dropped:
            return listed
        left = []
        for email in listed:
            if email["partner_id"]:
                if email["partner_id"].id not in dropped:
                    left.append(email)
                continue
            for name in ("email_to", "email_cc"):
                email[name] = [
                    address for address in email[name] or []
                    if email_normalize(address) not in dropped
                ]  # fmt: skip
            email["email_to_normalized"] = [
                address for address in email["email_to_normalized"]
                if address not in dropped
            ]  # fmt: skip
            if email["email_to"] or email["email_cc"]:
                left.append(email)
        return left
