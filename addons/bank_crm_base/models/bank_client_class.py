from odoo import fields, models


class BankClientClass(models.Model):
    """The bank's own sorting of clients: mass, affluent, SME, corporate ..."""

    _name = "bank.client.class"
    _description = "Client Class"
    _without_visibility_rule = "A list of words."
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "Another class has this code.")
