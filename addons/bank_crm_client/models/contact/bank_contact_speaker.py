from odoo import api, models
from odoo.exceptions import UserError

from .bank_contact_facts import GUARDIAN, PARENT, SPEAKER


class BankContactGate(models.AbstractModel):
    """Who is turned to instead of a client: offered where the client himself is refused."""

    _inherit = "bank.contact.gate"

    @api.model
    def _instead_of(self, client):
        """Those to turn to instead of him: key, name, and what they are to him.

        Of a minor without a guardian these are his parents. Empty: he speaks for himself.
        """
        client = client.sudo()
        speakers = self._speakers(client)[client.id]
        chosen = [pair for pair in speakers if pair[1].is_instead]
        if not chosen and client.is_minor:
            chosen = [pair for pair in speakers if pair[0] == PARENT]
        words = {
            GUARDIAN: self.env._("guardian"),
            SPEAKER: self.env._("speaks for him"),
            PARENT: self.env._("parent"),
        }
        return [
            {
                "key": f"client-{speaker.client_id}"
                if speaker.client_id
                else f"party-{speaker.party_id}",
                "name": speaker.name,
                "role": words[code],
            }
            for code, speaker in chosen
        ]

    @api.model
    def _offered_instead(self, client):
        """The same for who looks at the client's whole card; to others nothing is told."""
        return self._instead_of(client) if client and client.is_fully_visible else []

    @api.model
    def _speaker_of(self, client, key):
        """The record of one of them, read with all rights; nobody else may be named."""
        if key not in {speaker["key"] for speaker in self._instead_of(client)}:
            raise UserError(
                self.env._("This is nobody who speaks for the client: choose again.")
            )
        kind, _dash, number = key.partition("-")
        model = "res.partner" if kind == "client" else "bank.party"
        return self.env[model].sudo().browse(int(number))
