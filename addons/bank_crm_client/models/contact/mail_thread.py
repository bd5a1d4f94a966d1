from odoo import models

from ...domain.contact.channels import Channel
from ...domain.contact.waiting import BY_TIME
from .bank_contact_gate import Ask
from .mail_notification import KEPT_BACK
from .vouched import vouch


class MailThread(models.AbstractModel):
    """What is written in the conversation of a record reaches clients by purpose only.

    Followers and addressees who are clients are left out, and the writer sees why; e-mail
    and SMS that remain are judged again, and counted, when they leave.
    """

    _inherit = "mail.thread"

    def _contact_purpose(self):
        """Code of the purpose of what this kind of record writes by itself; None: none."""
        return

    def _contact_wait_until(self):
        """When what this record's messages tell of is over; None: it is never too late."""
        return

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(
            message, msg_vals=msg_vals, **kwargs
        )
        outside = [
            one["id"] for one in recipients
            if one["id"] and one["share"] and one["notif"] != "sms"
        ]  # fmt: skip
        if not outside:
            return recipients
        clients = self.env["bank.contact.gate"]._clients_of_partners(outside)
        if not clients:
            return recipients
        refused = self._refused_recipients(message, clients)
        return [one for one in recipients if one["id"] not in refused]

    def _web_push_get_partners_parameters(self, partner_ids):
        """A pop-up on a telephone is no channel of the bank: it goes to no client."""
        clients = self.env["bank.contact.gate"]._clients_of_partners(list(partner_ids))
        return super()._web_push_get_partners_parameters(
            [one for one in partner_ids if one not in clients]
        )

    def _refused_recipients(self, message, clients):
        """Partner ids of those whom this message may not reach; noted and told."""
        Gate = self.env["bank.contact.gate"].sudo()
        Partner = self.env["res.partner"].sudo().with_context(active_test=False)
        purpose = message.sudo().bank_purpose_id
        asks, ids = [], sorted(clients)
        for partner_id in ids:
            client = Partner.browse(clients[partner_id])
            partner = Partner.browse(partner_id)
            asks.append(
                Ask(
                    client, Channel.EMAIL, purpose, partner.email or "",
                    recipient=partner if partner != client else None,
                    document=self if self._name != "mail.thread" and self.id else None,
                )
            )  # fmt: skip
        verdicts = Gate._judge_all(asks)
        refused = {}
        for partner_id, ask, verdict in zip(ids, asks, verdicts, strict=True):
            # What may go later is judged when it leaves.
            if not verdict.allowed and verdict.code not in BY_TIME:
                refused[partner_id] = (ask, verdict)
        if refused:
            Gate._note_refused(list(refused.values()))
            self._tell_kept_back(message, refused)
        return refused

    def _tell_kept_back(self, message, refused):
        """A failed notice under the message, for its writer."""
        if not message.id:
            return
        Notification = self.env["mail.notification"].sudo()
        known = Notification.search(
            [
                ("mail_message_id", "=", message.id),
                ("res_partner_id", "in", list(refused)),
            ]
        ).res_partner_id.ids
        Notification.create(
            [
                {
                    "author_id": message.author_id.id,
                    "mail_message_id": message.id,
                    "res_partner_id": partner_id,
                    "notification_type": "email",
                    "notification_status": "exception",
                    "is_read": True,
                    "failure_type": KEPT_BACK,
                    "failure_reason": verdict.reason,
                }
                for partner_id, (_ask, verdict) in refused.items()
                if partner_id not in known
            ]
        )

    def _message_sms_with_template(
        self, template=False, template_xmlid=False, template_fallback="",
        partner_ids=False, **kwargs,
    ):  # fmt: skip
        used = template or (
            template_xmlid and self.env.ref(template_xmlid, raise_if_not_found=False)
        )
        if used and used.bank_purpose_id:
            self = vouch(self, used.sudo().bank_purpose_id)
        return super()._message_sms_with_template(
            template=template, template_xmlid=template_xmlid,
            template_fallback=template_fallback, partner_ids=partner_ids, **kwargs,
        )  # fmt: skip
