from odoo import api, models


class BankTextIndex(models.Model):
    """Papers of clients among what is searched."""

    _inherit = "bank.text.index"

    @api.model
    def _text_sources(self):
        return super()._text_sources() | {
            "bank.client.document": self.env._("Document of a client")
        }
