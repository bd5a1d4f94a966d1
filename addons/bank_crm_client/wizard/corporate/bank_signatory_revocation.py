from odoo import fields, models


class BankSignatoryRevocation(models.TransientModel):
    """Asks why a right to sign is taken away."""

    _name = "bank.signatory.revocation"
    _description = "Taking Away of a Right to Sign"

    signatory_id = fields.Many2one("bank.signatory", required=True, readonly=True)
    reason = fields.Text("Why", required=True)

    def action_revoke(self):
        self.ensure_one()
        self.signatory_id._revoke(self.reason)
        return {"type": "ir.actions.act_window_close"}
