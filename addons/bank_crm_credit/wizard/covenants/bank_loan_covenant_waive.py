from odoo import fields, models


class BankLoanCovenantWaive(models.TransientModel):
    """Why a breach of a covenant is not acted on."""

    _name = "bank.loan.covenant.waive"
    _description = "Waive a Covenant"
    _inherit = ["bank.loan.window.mixin"]

    look_id = fields.Many2one("bank.loan.covenant.look", "Period", required=True)
    words = fields.Char(related="look_id.words", string="How it stands")
    reason = fields.Char("Why", required=True)

    def action_propose(self):
        """Propose it to a second person."""
        self.ensure_one()
        self.look_id._propose_waiver(self.reason)
        return {"type": "ir.actions.act_window_close"}
