from decimal import Decimal

from odoo import api, fields, models

from ...domain.corporate.ratio_specs import RatioCode
from ...domain.corporate.ratios import Norm


def ratio_names(env):
    """Code of a ratio -> its name on the screen."""
    return {
        RatioCode.CURRENT: env._("Current ratio"),
        RatioCode.QUICK: env._("Quick ratio"),
        RatioCode.CASH: env._("Cash ratio"),
        RatioCode.EQUITY_RATIO: env._("Equity ratio"),
        RatioCode.DEBT_TO_EQUITY: env._("Debt to equity"),
        RatioCode.NET_DEBT_TO_EBITDA: env._("Net debt to EBITDA"),
        RatioCode.INTEREST_COVER: env._("Interest cover"),
        RatioCode.GROSS_MARGIN: env._("Gross margin"),
        RatioCode.OPERATING_MARGIN: env._("Operating margin"),
        RatioCode.NET_MARGIN: env._("Net margin"),
        RatioCode.ROA: env._("Return on assets"),
        RatioCode.ROE: env._("Return on equity"),
        RatioCode.RECEIVABLE_DAYS: env._("Days of receivables"),
        RatioCode.INVENTORY_DAYS: env._("Days of inventories"),
        RatioCode.PAYABLE_DAYS: env._("Days of payables"),
        RatioCode.ALTMAN: env._("Altman Z''"),
        RatioCode.REVENUE_GROWTH: env._("Growth of revenue"),
        RatioCode.PROFIT_GROWTH: env._("Growth of net profit"),
    }


class BankRatioNorm(models.Model):
    """The band in which a ratio is sound, in general or in an industry."""

    _name = "bank.ratio.norm"
    _description = "Norm of a Ratio"
    _without_visibility_rule = "The bank's norms; nothing of a client."
    _order = "ratio, industry_id, id"
    _rec_name = "ratio"

    ratio = fields.Selection("_ratios", required=True)
    industry_id = fields.Many2one(
        "res.partner.industry", index="btree_not_null", ondelete="cascade",
        help="For it and all that is below it; empty: where no industry has its own norm.",
    )  # fmt: skip
    has_low = fields.Boolean("At least", default=True)
    low = fields.Float("Lowest", digits=(12, 4))
    has_high = fields.Boolean("At most")
    high = fields.Float("Highest", digits=(12, 4))
    source = fields.Char("Where from")
    active = fields.Boolean(default=True)

    _ratio_uniq = models.UniqueIndex(
        "(ratio, coalesce(industry_id, 0)) WHERE active",
        "This ratio has a norm for this industry already.",
    )
    _band = models.Constraint(
        "CHECK((has_low OR has_high) AND (NOT (has_low AND has_high) OR low <= high))",
        "A norm has a lowest or a highest value, and the lowest is not above the highest.",
    )

    @api.model
    def _ratios(self):
        return [(str(code), name) for code, name in ratio_names(self.env).items()]

    @api.model
    def _norms_for(self, industry):
        """Code of a ratio -> the norm nearest to an industry: its own, or a wider one's."""
        chain = []
        while industry:
            chain.append(industry.id)
            industry = industry.parent_id
        found = {}
        for norm in self.search([("industry_id", "in", [*chain, False])]):
            place = chain.index(norm.industry_id.id) if norm.industry_id else len(chain)
            if norm.ratio not in found or place < found[norm.ratio][0]:
                found[norm.ratio] = (place, norm)
        return {RatioCode(code): norm._as_norm() for code, (_, norm) in found.items()}

    def _as_norm(self):
        self.ensure_one()
        return Norm(
            low=Decimal(str(self.low)) if self.has_low else None,
            high=Decimal(str(self.high)) if self.has_high else None,
        )
