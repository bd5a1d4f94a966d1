from odoo import models


class BankClientMerge(models.Model):
    """What the client lacks follows from the papers of both."""

    _inherit = "bank.client.merge"

    def _follow(self, moved=()):
        result = super()._follow(moved)
        both = self.client_id | self.loser_id
        self.env["bank.document.gap"].sudo()._refresh(both.ids)
        return result
