from odoo import api, models


class BankDemo(models.AbstractModel):
    """Lending in the demonstration bank."""

    _inherit = "bank.demo"

    @api.model
    def _live_a_month(self):  # pylint: disable=missing-return
        super()._live_a_month()
