from odoo import api, fields, models


class BankSignatoryRevocation(models.TransientModel):
    """Asks why a right to sign is taken away."""

    _name = "bank.signatory.revocation"
    _description = "Taking Away of a Right to Sign"

    signatory_id = fields.Many2one("bank.signatory", required=True, readonly=True)
    reason = fields.Text("Why", required=True)

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        # A link shows a name: it is drawn only to what the user may read.
        wizards.signatory_id.check_access("read")
        return wizards

    def write(self, vals):
        result = super().write(vals)
        self.signatory_id.check_access("read")
        return result

    def action_revoke(self):
        self.ensure_one()
        self.signatory_id._revoke(self.reason)
        return {"type": "ir.actions.act_window_close"}
