from odoo import models


class BankFeedRun(models.Model):
    """After a file the sums of limits are brought up to what it changed."""

    _inherit = "bank.feed.run"

    def _finish(self):  # pylint: disable=missing-return
        super()._finish()
        self.env["bank.loan.limit"].sudo()._settle()
