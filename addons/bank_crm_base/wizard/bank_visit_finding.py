from odoo import fields, models


class BankVisitFinding(models.TransientModel):
    """What the reviewer of an opening in an emergency found, in words."""

    _name = "bank.visit.finding"
    _description = "Finding"

    visit_id = fields.Many2one("bank.visit", required=True, ondelete="cascade")
    review = fields.Selection(
        [("justified", "Justified"), ("violation", "Violation")], required=True
    )
    note = fields.Char("In words", required=True)

    def action_save(self):
        self.ensure_one()
        self.visit_id._find(self.review, self.note)
        return {"type": "ir.actions.act_window_close"}
