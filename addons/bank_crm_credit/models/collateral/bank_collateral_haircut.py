from odoo import fields, models


class BankCollateralHaircut(models.Model):
    """What share of the market value is not lent on: of a kind, from an age in years."""

    _name = "bank.collateral.haircut"
    _description = "Haircut of Collateral"
    _without_visibility_rule = "The bank's policy, without anybody in it."
    _order = "kind_id, from_years"

    kind_id = fields.Many2one(
        "bank.collateral.kind", required=True, index=True, ondelete="cascade"
    )
    from_years = fields.Integer(
        "From the age of, years", help="Without a year of make a thing counts as new."
    )
    share = fields.Float("Haircut", digits=(6, 4), required=True)
    sale_discount = fields.Float(
        "Forced sale brings less", digits=(6, 4), help="Than the market value."
    )
    sale_costs = fields.Float(
        "Costs of the sale", digits=(6, 4), help="Of what it brings."
    )

    _age_uniq = models.Constraint(
        "UNIQUE(kind_id, from_years)", "There is a haircut for this age already."
    )
    _shares_possible = models.Constraint(
        "CHECK(share BETWEEN 0 AND 1 AND coalesce(sale_discount, 0) BETWEEN 0 AND 1 "
        "AND coalesce(sale_costs, 0) BETWEEN 0 AND 1 AND coalesce(from_years, 0) >= 0)",
        "Shares are between 0 and 100 %, an age is not below zero.",
    )
