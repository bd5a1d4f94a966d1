from odoo import api, fields, models
from odoo.fields import Domain


class BankCollateral(models.Model):
    """Whether a collateral secures a loan that is not covered enough."""

    _inherit = "bank.collateral"

    is_short = fields.Boolean(
        "A loan lacks cover", compute="_compute_is_short", search="_search_is_short"
    )

    @api.model
    def _short_domain(self):
        return Domain("pledge_ids", "any", Domain("date_to", "=", False)
                      & Domain("loan_id.cover_ids.shortfall", ">", 0))  # fmt: skip

    @api.depends("pledge_ids.date_to")
    @api.depends_context("uid")
    def _compute_is_short(self):
        short = self.search(self._short_domain() & Domain("id", "in", self.ids))
        for collateral in self:
            collateral.is_short = collateral in short

    def _search_is_short(self, operator, value):
        return self._short_domain() if operator == "in" else NotImplemented
