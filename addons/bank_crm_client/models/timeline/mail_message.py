from odoo import models


class MailMessage(models.Model):
    """E-mails and notes on clients' cards in the order of their timeline."""

    _inherit = "mail.message"

    _client_timeline_idx = models.Index(
        "(res_id, date, id) WHERE model = 'res.partner' "
        "AND message_type IN ('email', 'email_outgoing', 'comment')"
    )

    def _timeline_open(self):
        """The message alone, in a window of its own."""
        view = self.env.ref("bank_crm_client.mail_message_view_form_timeline")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Message"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }
