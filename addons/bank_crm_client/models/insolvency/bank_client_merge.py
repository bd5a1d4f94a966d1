from odoo import models


class BankClientMerge(models.Model):
    """After a merge, and after its undoing, each is insolvent by his own cases."""

    _inherit = "bank.client.merge"

    def _follow(self, moved=()):  # pylint: disable=missing-return
        super()._follow(moved)
        (self.client_id | self.loser_id)._sync_insolvent()
        self.env.flush_all()
        self.env.invalidate_all()
