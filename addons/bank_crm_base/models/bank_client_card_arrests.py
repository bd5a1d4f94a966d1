from odoo import models


class ResPartner(models.Model):
    """Arrests in force stand out on the client card."""

    _inherit = "res.partner"

    def _get_card_flags(self, facts):
        arrests = (
            self.env["bank.account.arrest"]
            .sudo()
            .search([("client_id", "=", self.id), ("is_in_force", "=", True)])
        )
        return [
            *super()._get_card_flags(facts),
            *(arrest._card_flag() for arrest in arrests),
        ]
