from odoo import fields, models

from .vouched import vouch

QUEUE = "mail.ir_cron_mail_scheduler_action"


class MailMail(models.Model):
    """E-mails that wait for the hour at which their client may be written to.

    Each goes at most once: that it is being handed over is committed before the mail server
    hears of it, and one found so after a stop is not sent again but told as unknown.
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

    def _hand_over_waited(self):
        """Note that these are handed over now; the caller commits before he sends."""
        self.write({"bank_handed_at": fields.Datetime.now()})  # clock: it is a moment
        self.flush_recordset(["bank_handed_at"])

    def _drop_unknown(self):
        """Those that may be sent; one that a stopped server had in its hands may not."""
        gate = self.env["bank.contact.gate"]
        begun = self.filtered(
            lambda mail: mail.state == "outgoing" and mail.bank_handed_at
        )
        for mail in begun:
            if not gate._is_being_handed(mail.bank_handed_at):
                reason = gate._unknown_words()
                mail.write(
                    {
                        "state": "exception",
                        "failure_type": "unknown",
                        "failure_reason": reason,
                    }
                )
                mail._postprocess_sent_message(
                    success_pids=[], success_emails=[], failure_reason=reason,
                    failure_type="unknown",
                )  # fmt: skip
        return self - begun
