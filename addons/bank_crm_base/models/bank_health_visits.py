from odoo import api, models

from .bank_health import Check


class BankHealth(models.AbstractModel):
    """Emergency openings that nobody has reviewed in time."""

    _inherit = "bank.health"

    @api.model
    def _get_checks(self):
        return [*super()._get_checks(), self._check_reviews()]

    @api.model
    def _check_reviews(self):
        late = self.env["bank.visit"]._late_reviews()
        detail = (
            self.env._("%(count)s wait for review too long", count=late) if late else ""
        )
        name = self.env._("Emergency openings of clients")
        return Check("emergency_reviews", name, not late, detail)
