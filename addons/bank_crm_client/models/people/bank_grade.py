from odoo import fields, models


class BankGrade(models.Model):
    """A step of the bank's ladder of grades, with how many clients it may hold."""

    _name = "bank.grade"
    _description = "Grade"
    _without_visibility_rule = "A list of words; who has which grade is in the files."
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    load_limit = fields.Integer(
        "Clients at most",
        help="What a manager of this grade may hold; zero: the limit of the bank counts.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "Another grade has this code.")
    _limit_positive = models.Constraint(
        "CHECK(load_limit >= 0)", "A limit is not negative."
    )
