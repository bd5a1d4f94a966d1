from odoo import models


class BankFeedRun(models.Model):
    """After a file the sums of limits are soon brought up to what it changed."""

    _inherit = "bank.feed.run"

    def _finish(self):  # pylint: disable=missing-return
        super()._finish()
        self.env.ref("bank_crm_credit.ir_cron_settle_limits").sudo()._trigger()
