from odoo import fields, models


class BankNextStepReason(models.Model):
    """Why a manager refuses a next step: a list, so that refusals can be counted."""

    _name = "bank.next.step.reason"
    _description = "Reason of a Refusal"
    _without_visibility_rule = "A list of words."
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=50)
    is_note_required = fields.Boolean(
        "Asks for words", help="The manager has to say it in his own words too."
    )
    active = fields.Boolean(default=True)
