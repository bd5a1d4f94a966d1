from odoo import api, fields, models

_GUARDED = {"two_person": "collateral_policy"}


class BankCollateralHaircut(models.Model):
    """What share of the market value is not lent on: of a kind, from an age in years.

    It counts once a second person has accepted it, and so does every change of it.
    """

    _name = "bank.collateral.haircut"
    _description = "Haircut of Collateral"
    _without_visibility_rule = "The bank's policy, without anybody in it."
    _inherit = ["bank.acceptance.mixin"]
    _order = "kind_id, from_years"

    _two_person_create = "collateral_policy"
    _fixed_names = ("kind_id",)

    kind_id = fields.Many2one(
        "bank.collateral.kind", required=True, index=True, ondelete="cascade"
    )
    from_years = fields.Integer(
        "From the age of, years",
        help="Without a year of make a thing counts as new.", **_GUARDED,
    )  # fmt: skip
    share = fields.Float("Haircut", digits=(6, 4), required=True, **_GUARDED)
    sale_discount = fields.Float(
        "Forced sale brings less", digits=(6, 4), help="Than the market value.",
        **_GUARDED,
    )  # fmt: skip
    sale_costs = fields.Float(
        "Costs of the sale", digits=(6, 4), help="Of what it brings.", **_GUARDED
    )
    active = fields.Boolean("In use", default=True, **_GUARDED)

    _age_in_use_uniq = models.UniqueIndex(
        "(kind_id, from_years) WHERE active AND acceptance != 'refused'",
        "There is a haircut for this age already.",
    )
    _shares_possible = models.Constraint(
        "CHECK(share BETWEEN 0 AND 1 AND coalesce(sale_discount, 0) BETWEEN 0 AND 1 "
        "AND coalesce(sale_costs, 0) BETWEEN 0 AND 1 AND coalesce(from_years, 0) >= 0)",
        "Shares are between 0 and 100 %, an age is not below zero.",
    )

    @api.depends("kind_id", "from_years")
    def _compute_display_name(self):
        for haircut in self:
            haircut.display_name = self.env._(
                "%(kind)s, from %(years)s years",
                kind=haircut.kind_id.name or "",
                years=haircut.from_years,
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_force(self):
        self._refuse_removal()
