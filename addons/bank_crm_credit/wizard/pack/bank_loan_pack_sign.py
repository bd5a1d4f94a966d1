from odoo import fields, models


class BankLoanPackSign(models.TransientModel):
    """The scan of the papers with everybody's signature."""

    _name = "bank.loan.pack.sign"
    _description = "Signed Papers"
    _inherit = ["bank.loan.window.mixin"]

    pack_id = fields.Many2one("bank.loan.pack", required=True, readonly=True)
    content = fields.Binary("PDF or picture", required=True, attachment=False)
    filename = fields.Char()
    signed_on = fields.Date(
        required=True, default=lambda self: self.env["bank.business.day"]._today()
    )

    def action_keep(self):
        """Keep the scan with the pack."""
        self.ensure_one()
        self.pack_id._keep_scan(
            self.content, self.filename or self.pack_id.number, self.signed_on
        )
        return {"type": "ir.actions.act_window_close"}
