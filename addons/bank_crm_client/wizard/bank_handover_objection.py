from odoo import fields, models


class BankHandoverObjection(models.TransientModel):
    """Why a new manager does not take the clients."""

    _name = "bank.handover.objection"
    _description = "Objection to a Handover"

    target_id = fields.Many2one(
        "bank.handover.target", required=True, ondelete="cascade"
    )
    reason = fields.Char("Why", required=True)

    def action_object(self):
        self.ensure_one()
        self.target_id._object(self.reason)
        return {"type": "ir.actions.act_window_close"}
