from odoo import fields, models

FORMS = [
    ("real_estate", "Real estate"),
    ("vehicle", "Vehicle"),
    ("equipment", "Equipment"),
    ("goods", "Goods"),
    ("deposit", "Deposit"),
    ("securities", "Securities"),
    ("rights", "Rights"),
    ("other", "Other"),
]


class BankCollateralKind(models.Model):
    """A kind of property and the bank's policy for it: what is lent on it, how it is kept."""

    _name = "bank.collateral.kind"
    _description = "Kind of Collateral"
    _without_visibility_rule = "The bank's policy, without anybody in it."
    _inherit = ["bank.guarded.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=100)
    code = fields.Char(required=True)
    form = fields.Selection(
        FORMS, "Described as", required=True, default="other",
        help="Which facts are asked for.",
    )  # fmt: skip
    revaluation_months = fields.Integer(
        "Valued every, months", required=True, default=12, two_person="collateral_policy",
        help="Commercial property at least every year, residential at least every three: "
        "Regulation (EU) 575/2013, article 208.",
    )  # fmt: skip
    inspection_months = fields.Integer(
        "Inspected every, months", two_person="collateral_policy",
        help="Zero: there is nothing to look at.",
    )  # fmt: skip
    must_insure = fields.Boolean("Is insured", two_person="collateral_policy")
    register_name = fields.Char(
        "Entered in", translate=True,
        help="The public register. Empty: the pledge needs no entry.",
    )  # fmt: skip
    haircut_ids = fields.One2many("bank.collateral.haircut", "kind_id", "Haircuts")
    active = fields.Boolean("In use", default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "There is such a kind already.")
    _months_possible = models.Constraint(
        "CHECK(revaluation_months BETWEEN 1 AND 120 "
        "AND coalesce(inspection_months, 0) BETWEEN 0 AND 120)",
        "A collateral is valued at least every ten years, and no oftener than monthly.",
    )
