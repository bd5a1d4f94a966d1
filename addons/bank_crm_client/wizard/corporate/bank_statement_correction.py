from odoo import fields, models


class BankStatementCorrection(models.TransientModel):
    """Asks why a confirmed statement is corrected and opens the new version."""

    _name = "bank.statement.correction"
    _description = "Correction of a Statement"

    statement_id = fields.Many2one(
        "bank.financial.statement", required=True, readonly=True
    )
    reason = fields.Text("Why", required=True)

    def action_correct(self):
        self.ensure_one()
        return self.statement_id._correct(self.reason).action_open()
