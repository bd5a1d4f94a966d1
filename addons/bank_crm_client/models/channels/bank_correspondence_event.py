from odoo import fields, models

from ...domain.channels.letters import LetterState


class BankCorrespondenceEvent(models.Model):
    """What happened to a letter on which day: registered, posted, delivered, returned."""

    _name = "bank.correspondence.event"
    _description = "History of a Letter"
    _order = "date desc, id desc"

    letter_id = fields.Many2one(
        "bank.correspondence", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(required=True)
    state = fields.Selection(
        [
            (LetterState.REGISTERED, "Registered"),
            (LetterState.IN_WORK, "Being dealt with"),
            (LetterState.ANSWERED, "Answered"),
            (LetterState.FILED, "Filed without an answer"),
            (LetterState.POSTED, "Posted"),
            (LetterState.DELIVERED, "Delivered"),
            (LetterState.RETURNED, "Came back"),
            (LetterState.VOID, "Entered by mistake"),
        ],
        "What happened",
        required=True,
    )
    note = fields.Char()
    user_id = fields.Many2one(
        "res.users", "Noted by", required=True, index=True, ondelete="restrict"
    )
