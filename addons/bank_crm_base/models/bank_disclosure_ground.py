from odoo import fields, models

from ..domain.disclosure import DayKind


class BankDisclosureGround(models.Model):
    """A ground in law on which bank secrecy is disclosed, to whom, how much, how soon."""

    _name = "bank.disclosure.ground"
    _description = "Ground of a Disclosure"
    _without_visibility_rule = "Articles of law; nothing about clients."
    _order = "sequence, id"

    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=100)
    name = fields.Char(required=True, translate=True)
    law_article = fields.Char("Article of law", required=True, translate=True)
    may_be_given = fields.Text("What may be given", translate=True)
    deadline_days = fields.Integer("Answer within", required=True, default=10)
    day_kind = fields.Selection(
        [(DayKind.CALENDAR, "calendar days"), (DayKind.BANKING, "banking days")],
        "Days counted",
        required=True,
        default=DayKind.CALENDAR,
    )

    _days_positive = models.Constraint(
        "CHECK(deadline_days >= 0)", "The term of an answer cannot be negative."
    )
