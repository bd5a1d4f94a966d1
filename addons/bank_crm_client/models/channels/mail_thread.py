from odoo import api, models
from odoo.tools import html2plaintext


class MailThread(models.AbstractModel):
    """E-mails that came back are noted on the message that was sent."""

    _inherit = "mail.thread"

    @api.model
    def _routing_handle_bounce(self, email_message, message_dict):
        told = " ".join(html2plaintext(message_dict.get("body") or "").split())
        self.env["bank.message"]._note_bounce(
            message_dict.get("bounced_msg_ids") or [], told
        )
        return super()._routing_handle_bounce(email_message, message_dict)
