from odoo import SUPERUSER_ID, api, models
from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.tools import email_normalize, email_split

from ...domain.contact.channels import Channel
from .bank_contact_gate import Ask

# Who hands a letter over that was judged says so by this object: no call over the network
# can put one into a context.
JUDGED = object()
KEPT = (
    "client_id", "recipient_kind", "channel", "address", "at", "allowed", "code",
    "reason", "user_id",
)  # fmt: skip


class IrMailServer(models.Model):
    """The last door: what is given to the mail server past the gate reaches no client."""

    _inherit = "ir.mail_server"

    def send_email(self, message, *args, **kwargs):
        if self.env.context.get("bank_judged") is not JUDGED:
            self._refuse_clients(message)
        return super().send_email(message, *args, **kwargs)

    def _refuse_clients(self, message):
        """Refuse a letter that nobody judged, if it would go to a client; noted."""
        listed = ", ".join(
            str(words)
            for name in ("To", "Cc", "Bcc")
            for words in message.get_all(name, [])
        )
        addresses = set(filter(None, map(email_normalize, email_split(listed))))
        gate = self.env["bank.contact.gate"].sudo()
        clients = gate._clients_of_addresses("email", addresses) if addresses else {}
        Client = self.env["res.partner"].sudo().with_context(active_test=False)
        none = self.env["bank.contact.purpose"]
        asks = [
            Ask(Client.browse(client_id), Channel.EMAIL, none, address)
            for address, ids in sorted(clients.items())
            for client_id in sorted(ids)
        ]
        if not asks:
            return
        verdicts = gate._judge_all(asks)
        noted = gate._note_refused(list(zip(asks, verdicts, strict=True)))
        self._note_again_if_lost(noted)
        raise MailDeliveryException(
            self.env._(
                "Kept back by the contact rules: %(why)s", why=verdicts[0].reason
            )
        )

    def _note_again_if_lost(self, noted):
        """The error undoes what its sender's transaction wrote; the refusal stays noted."""
        values = [
            {name: noted._fields[name].convert_to_write(row[name], row)
             for name in KEPT}
            for row in noted
        ]  # fmt: skip
        registry = self.env.registry

        @self.env.cr.postrollback.add
        def note():
            with registry.cursor() as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                env["bank.contact.attempt"].create(values)
