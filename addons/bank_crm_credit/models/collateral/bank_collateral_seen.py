from odoo import api, fields, models
from odoo.fields import Domain


class BankCollateral(models.Model):
    """Who sees a collateral: whoever sees its owner, or a borrower for whom it stands."""

    _inherit = "bank.collateral"

    is_seen = fields.Boolean(
        "May be seen", compute="_compute_is_seen", search="_search_is_seen"
    )

    @api.depends("owner_client_id", "pledge_ids.client_id")
    @api.depends_context("uid")
    def _compute_is_seen(self):
        seen = self.sudo().search(self._seen_domain() & Domain("id", "in", self.ids))
        for collateral in self:
            collateral.is_seen = not collateral.id or collateral._origin in seen

    def _search_is_seen(self, operator, value):
        return self._seen_domain() if operator == "in" else NotImplemented

    @api.model
    def _seen_domain(self):
        """Also what he has just entered, until it is said what it secures."""
        own = Domain("create_uid", "=", self.env.uid) & Domain("pledge_ids", "=", False)
        return (
            Domain("owner_client_id.is_fully_visible", "=", True)
            | Domain("pledge_ids", "any!", self._pledge_domain())
            | own
        )

    @api.model
    def _pledge_domain(self):
        return self.env["bank.collateral.pledge"]._seen_domain()
