from odoo import api, models
from odoo.tools import format_date


class BankContactGate(models.AbstractModel):
    """To who is insolvent the bank turns no more: his affairs are with the court."""

    _inherit = "bank.contact.gate"

    @api.model
    def _stopped(self, clients):
        stopped = super()._stopped(clients)
        for client in clients.sudo():
            if client.insolvent_since:
                stopped.setdefault(
                    client.id,
                    self.env._(
                        "Insolvent since %(day)s: write to the court's administrator.",
                        day=format_date(self.env, client.insolvent_since),
                    ),
                )
        return stopped
