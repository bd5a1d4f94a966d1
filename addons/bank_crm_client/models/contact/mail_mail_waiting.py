import smtplib

from odoo import fields, models, modules
from psycopg2.errors import SerializationFailure

from .bank_contact_waiting import lock_row
from .vouched import vouch

QUEUE = "mail.ir_cron_mail_scheduler_action"
# No call over the network can put an object into a context.
OWN_CURSOR = object()


class MailMail(models.Model):
    """E-mails to clients in a queue, and those that wait for their client's hour.

    Each goes at most once: the contact, and that it is being handed over, are committed
    before the mail server hears of it. One found so after a stop is not sent again: its
    sender, and the log of contacts, are told that it is not known whether it went out.
    """

    _inherit = "mail.mail"

    bank_waits = fields.Boolean(
        "Waits for its hour", readonly=True, copy=False,
        help="The contact rules let it go at a later hour.",
    )  # fmt: skip
    bank_handed_at = fields.Datetime(
        "Being handed over since", readonly=True, copy=False
    )

    def write(self, vals):
        if vals.get("state") == "outgoing":
            vals = {"bank_handed_at": False, **vals}
        return super().write(vals)

    def _wait(self, moment, reason):
        """Send this one at that moment; the sender reads so."""
        self.ensure_one()
        self.write({"scheduled_date": moment, "bank_waits": True})
        self.env["mail.notification"].sudo().search(
            [("mail_mail_id", "=", self.id)]
        ).write({"notification_status": "ready", "failure_reason": reason})
        self.env.ref(QUEUE).sudo()._trigger(moment)

    def _split_off(self, partner, address):
        """A mail of its own to one addressee of this one, the others go now."""
        self.ensure_one()
        message = self.mail_message_id
        values = {
            "body_html": self.body_html,
            "references": self.references,
            "headers": self.headers,
            "auto_delete": self.auto_delete,
            "is_notification": self.is_notification,
            "recipient_ids": [fields.Command.set(partner.ids if partner else [])],
            "email_to": False if partner else address,
        }
        if self.is_notification:
            values["mail_message_id"] = message.id
        else:
            values |= message.copy_data(
                {"bank_purpose_id": message.bank_purpose_id.id, "notification_ids": []}
            )[0]  # fmt: skip
        alone = vouch(self, message.bank_purpose_id).create(values).with_env(self.env)
        self.env["mail.notification"].sudo().search(
            [
                ("mail_mail_id", "=", self.id),
                ("res_partner_id", "=", partner.id)
                if partner
                else ("mail_email_address", "=", address),
            ]
        ).write({"mail_mail_id": alone.id})
        return alone

    def send_after_commit(self):
        """What is sent in a cursor of its own may commit as a queue does."""
        if modules.module.current_test:
            return super().send_after_commit()
        mails = self.with_context(bank_cursor=OWN_CURSOR)
        return super(MailMail, mails).send_after_commit()

    def _has_own_cursor(self):
        return self.env.context.get("bank_cursor") is OWN_CURSOR

    def _send_alone(self, *args, **kwargs):
        """Send one of a queue; contact and hand-over last before the server hears of it."""
        self.ensure_one()
        if not self._take():
            return
        targets = self._client_targets()
        try:
            with self.env.cr.savepoint():
                attempts = self._pass_targets(targets)
        except SerializationFailure:
            return  # somebody writes to its client at this moment: the next run sends it
        kept, dropped, notices = self._settle(targets, attempts)
        if not kept:
            self._hand_over()
            self.env.cr.commit()  # pylint: disable=invalid-commit
            mail = self.with_context(bank_dropped=dict(dropped))
            try:
                mail._send_past_gate(*args, **{**kwargs, "auto_commit": True})
            except smtplib.SMTPServerDisconnected:
                attempts.filtered("allowed")._note_outcome("uncertain")
                raise
            self._note_kept_back(notices)
            self._note_failed(targets, attempts)
        elif kwargs.get("post_send_callback"):
            kwargs["post_send_callback"](self.ids)
        self.env.cr.commit()  # pylint: disable=invalid-commit

    def _take(self):
        """Lock one that still has to go; False where another sender has it or had it."""
        if not lock_row(self):
            return False
        return self.state == "outgoing" and not self.bank_handed_at

    def _hand_over(self):
        """Note that this one is handed over now; the caller commits before he sends."""
        self.write({"bank_handed_at": fields.Datetime.now()})  # clock: it is a moment
        self.flush_recordset(["bank_handed_at"])

    def _drop_unknown(self):
        """Those that may be sent; one that a stopped server had in its hands may not."""
        gate = self.env["bank.contact.gate"]
        begun = self.filtered(
            lambda mail: mail.state == "outgoing" and mail.bank_handed_at
        )
        for mail in begun:
            if not gate._is_being_handed(mail.bank_handed_at) and lock_row(mail):
                mail._tell_unknown()
        return self - begun

    def _tell_unknown(self):
        """Perhaps it went out: its sender is told, and the log of contacts says so."""
        self.ensure_one()
        reason = self.env["bank.contact.gate"]._unknown_words()
        clients = {client.id for _mail, client, *_who in self._client_targets()}
        self.env["bank.contact.attempt"]._note_uncertain(clients, self.message_id)
        self.write(
            {
                "state": "exception",
                "failure_type": "unknown",
                "failure_reason": reason,
            }
        )
        self._postprocess_sent_message(
            success_pids=[], success_emails=[], failure_reason=reason,
            failure_type="unknown",
        )  # fmt: skip
