from odoo import api, models

from ...domain.channels.letters import Direction


class BankCorrespondence(models.Model):
    """A letter to who speaks for the client: offered where the client is not written to."""

    _inherit = "bank.correspondence"

    @api.depends("client_id", "direction")
    def _compute_speakers(self):
        gate = self.env["bank.contact.gate"]
        for letter in self:
            is_written = letter.direction == Direction.OUTGOING and letter.client_id
            letter.speakers = (
                gate._offered_instead(letter.client_id) if is_written else []
            )

    @api.depends("recipient_id", "recipient_party_id")
    def _compute_recipient_key(self):
        for letter in self:
            recipient = letter._recipient()
            kind = (
                "party" if recipient and recipient._name == "bank.party" else "client"
            )
            letter.recipient_key = f"{kind}-{recipient.id}" if recipient else False

    def _inverse_recipient_key(self):
        """Chosen while the letter is registered; what has a number stays as it went."""
        gate = self.env["bank.contact.gate"]
        for letter in self:
            key = letter.recipient_key
            if letter.sudo().number:
                continue
            recipient = gate._speaker_of(letter.client_id, key) if key else None
            letter.sudo().write(letter._recipient_values(recipient))
