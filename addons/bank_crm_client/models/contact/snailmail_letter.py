from odoo import models

from ...domain.contact.channels import Channel
from .bank_contact_gate import Ask


class SnailmailLetter(models.Model):
    """Letters that core's own service would print and post pass the gate, too.

    The service comes with core's text messages; the bank's own letters are print jobs of
    its register.
    """

    _inherit = "snailmail.letter"

    def _snailmail_print(self, immediate=True):
        kept = self._keep_back()
        rest = super(SnailmailLetter, self - kept)
        return rest._snailmail_print(immediate=immediate)

    def _keep_back(self):
        """Those that go to nobody: noted, and their writers are told why."""
        gate = self.env["bank.contact.gate"]
        clients = gate._clients_of_partners(self.partner_id.ids)
        Client = self.env["res.partner"].with_context(active_test=False)
        letters, asks = [], []
        for letter in self.filtered(lambda one: one.partner_id.id in clients):
            client = Client.browse(clients[letter.partner_id.id])
            letters.append(letter)
            asks.append(
                Ask(
                    client, Channel.LETTER, letter.message_id.sudo().bank_purpose_id,
                    letter.street or "",
                    recipient=letter.partner_id if letter.partner_id != client else None,
                )
            )  # fmt: skip
        kept = self.browse()
        if not asks:
            return kept
        attempts = gate.sudo()._pass_all(asks)
        for letter, attempt in zip(letters, attempts, strict=True):
            if attempt.allowed:
                continue
            kept |= letter
            letter.write(
                {
                    "state": "error",
                    "error_code": "UNKNOWN_ERROR",
                    "info_msg": attempt.reason,
                }
            )
            letter.notification_ids.sudo().write(
                {
                    "notification_status": "exception",
                    "failure_type": "bank_gate",
                    "failure_reason": attempt.reason,
                }
            )
        kept.message_id._notify_message_notification_update()
        return kept
