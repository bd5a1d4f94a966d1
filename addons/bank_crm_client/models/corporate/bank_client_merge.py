from odoo import models


class BankClientMerge(models.Model):
    """A company's last year follows its statements to the client that stays, and back."""

    _inherit = "bank.client.merge"

    def _follow(self, moved=()):  # pylint: disable=missing-return
        super()._follow(moved)
        both = self.client_id | self.loser_id
        self.env["bank.company.figures"].sudo()._refresh(both.ids)
