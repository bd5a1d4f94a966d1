from odoo import fields, models


class BankKycReturn(models.TransientModel):
    """Why a review goes back to who collected it."""

    _name = "bank.kyc.return"
    _description = "Return a Review"

    kyc_ids = fields.Many2many("bank.kyc", required=True)
    reason = fields.Char("What is missing", required=True)

    def action_apply(self):
        self.ensure_one()
        self.kyc_ids.action_return(self.reason)
        return {"type": "ir.actions.act_window_close"}
