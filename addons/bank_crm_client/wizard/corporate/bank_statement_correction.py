from odoo import api, fields, models


class BankStatementCorrection(models.TransientModel):
    """Asks why a confirmed statement is corrected and opens the new version."""

    _name = "bank.statement.correction"
    _description = "Correction of a Statement"

    statement_id = fields.Many2one(
        "bank.financial.statement", required=True, readonly=True
    )
    reason = fields.Text("Why", required=True)

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        # A link shows a name: it is drawn only to what the user may read.
        wizards.statement_id.check_access("read")
        return wizards

    def write(self, vals):
        result = super().write(vals)
        self.statement_id.check_access("read")
        return result

    def action_correct(self):
        self.ensure_one()
        return self.statement_id._correct(self.reason).action_open()
