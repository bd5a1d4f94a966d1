from odoo import api, models


class BankTextIndex(models.Model):
    """The library among what is searched."""

    _inherit = "bank.text.index"

    @api.model
    def _text_sources(self):
        return super()._text_sources() | {
            "bank.library.document": self.env._("Library")
        }
