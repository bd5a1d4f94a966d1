from odoo import api, models


class BankHome(models.AbstractModel):
    """What files lack, on the home screen, in the words of the rules."""

    _inherit = "bank.home"

    @api.model
    def _missing_in_words(self, client):
        words = self.env["bank.completeness.rule"]._words()
        codes = (client.missing_facts or "").split(",")
        return ", ".join(words[code][0] for code in codes if code in words)
