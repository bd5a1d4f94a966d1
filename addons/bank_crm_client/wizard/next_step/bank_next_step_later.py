from odoo import fields, models

POSTPONED_BY_DAYS = 7


class BankNextStepLater(models.TransientModel):
    """Not now, or not at all: until when, or why."""

    _name = "bank.next.step.later"
    _description = "Postpone or Refuse a Next Step"

    step_ids = fields.Many2many("bank.next.step", string="Next steps", required=True)
    answer = fields.Selection(
        [("postpone", "Postpone"), ("refuse", "Refuse")], required=True
    )
    until = fields.Date(
        "Until",
        default=lambda self: fields.Date.add(
            self.env["bank.business.day"]._today(), days=POSTPONED_BY_DAYS
        ),
    )
    reason_id = fields.Many2one("bank.next.step.reason", "Why not", ondelete="cascade")
    is_note_required = fields.Boolean(related="reason_id.is_note_required")
    note = fields.Char("In your words")

    def action_apply(self):
        self.ensure_one()
        if self.answer == "postpone":
            self.step_ids._postpone(self.until)
        else:
            self.step_ids._refuse(self.reason_id, self.note)
        return {"type": "ir.actions.act_window_close"}
