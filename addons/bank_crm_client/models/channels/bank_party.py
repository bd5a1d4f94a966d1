from odoo import models


class BankParty(models.Model):
    """Who becomes a client gets what was written to him before."""

    _inherit = "bank.party"

    def _become(self, client):
        for model in ("bank.message", "bank.correspondence"):
            rows = self.env[model].sudo().search([("recipient_party_id", "=", self.id)])
            rows.write({"recipient_party_id": False, "recipient_id": client.id})
        return super()._become(client)
