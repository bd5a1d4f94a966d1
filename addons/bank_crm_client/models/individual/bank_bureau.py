from odoo import fields, models


class BankBureau(models.Model):
    """A credit bureau whose reports the bank buys."""

    _name = "bank.bureau"
    _description = "Credit Bureau"
    _without_visibility_rule = "Names of bureaus, nobody's data."
    _order = "sequence, name, id"

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    note = fields.Char("How reports are ordered")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "There is such a bureau already.")
