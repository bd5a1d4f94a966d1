from odoo import fields, models


class BankProductFamily(models.Model):
    """A family of products by which penetration is counted: cards, deposits, leasing ..."""

    _name = "bank.product.family"
    _description = "Product Family"
    _without_visibility_rule = "A list of words."
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    icon = fields.Char(default="fa-circle-o", help="Font Awesome 4.7 class.")
    is_for_person = fields.Boolean("For persons", default=True)
    is_for_company = fields.Boolean("For companies", default=True)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "Another family has this code.")
