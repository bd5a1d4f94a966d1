from odoo import fields, models

from ...domain.channels.letters import LetterState


class BankCorrespondenceReturn(models.TransientModel):
    """Letters came back: when, and what the post wrote on them."""

    _name = "bank.correspondence.return"
    _description = "Letters That Came Back"

    letter_ids = fields.Many2many("bank.correspondence", string="Letters")
    date = fields.Date(
        required=True, default=lambda self: self.env["bank.business.day"]._today()
    )
    reason = fields.Char(
        "What the post says", required=True, help="Moved away, not called for, refused."
    )

    def action_confirm(self):
        self.ensure_one()
        self.letter_ids.check_access("write")
        self.letter_ids._go(LetterState.RETURNED, self.date, self.reason)
        return {"type": "ir.actions.act_window_close"}
