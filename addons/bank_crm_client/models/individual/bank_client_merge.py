from odoo import models


class BankClientMerge(models.Model):
    """After a merge, and after its undoing, what follows from a person's file is made anew."""

    _inherit = "bank.client.merge"

    def _follow(self, moved=()):  # pylint: disable=missing-return
        super()._follow(moved)
        both = self.client_id | self.loser_id
        both._refresh_bureau()
        both._sync_deceased()
        self.env.flush_all()
        self.env.invalidate_all()
