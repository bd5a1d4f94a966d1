from odoo import fields, models


class BankLifeEventKind(models.Model):
    """A kind of event in a person's life, and what the bank does about it."""

    _name = "bank.life.event.kind"
    _description = "Kind of Life Event"
    _without_visibility_rule = "Kinds of events, without anybody in them."
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    icon = fields.Char(default="fa-star-o")
    next_step = fields.Text(
        "What to do next", translate=True,
        help="Shown to the manager beside the event.",
    )  # fmt: skip
    follow_up_months = fields.Integer(
        "Come back after, months",
        help="The day is written into the event and listed among the manager's dates; "
        "nothing: no coming back.",
    )
    follow_up_words = fields.Char(
        "Come back because", translate=True, help="E.g. end of the childcare leave."
    )
    is_death = fields.Boolean(
        "The person has died",
        help="His card is marked and he gets no congratulations.",
    )
    is_sad = fields.Boolean("Sad", help="Not among dates to congratulate on.")
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE(code)", "There is such a kind already.")
    _months_possible = models.Constraint(
        "CHECK(follow_up_months BETWEEN 0 AND 600)",
        "Months to come back after are between 0 and 600.",
    )
