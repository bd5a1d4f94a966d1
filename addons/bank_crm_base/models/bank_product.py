from odoo import fields, models

from ..domain.codes import selection


class BankProduct(models.Model):
    """What the bank sells, as the core system knows it."""

    _name = "bank.product"
    _description = "Product"
    _without_visibility_rule = "What the bank sells is known to every employee."
    _order = "family_id, name"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, index=True)
    family_id = fields.Many2one(
        "bank.product.family", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(selection("product_kind"), required=True)
    currency_id = fields.Many2one("res.currency", index=True)
    annual_rate = fields.Float(
        "Rate a year", digits=(9, 6), help="A fraction: 0.125 is 12.5 % a year."
    )
    is_for_person = fields.Boolean("For persons", default=True)
    is_for_company = fields.Boolean("For companies", default=True)
    date_from = fields.Date("Sold from")
    date_to = fields.Date("Sold until")
    company_id = fields.Many2one(
        "res.company",
        "Bank",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "Another product has this code.")
