from odoo import api, models
from odoo.fields import Domain


class BankHome(models.AbstractModel):
    """Nobody is congratulated who has died."""

    _inherit = "bank.home"

    @api.model
    def _birthday_domain(self, at):
        return super()._birthday_domain(at) & Domain("deceased_date", "=", False)
