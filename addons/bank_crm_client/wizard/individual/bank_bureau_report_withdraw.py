from odoo import fields, models


class BankBureauReportWithdraw(models.TransientModel):
    """Taking a report out that was put to the wrong client: why."""

    _name = "bank.bureau.report.withdraw"
    _description = "Take a Bureau Report Out"

    report_id = fields.Many2one("bank.bureau.report", required=True, readonly=True)
    reason = fields.Char("Why", required=True)

    def action_withdraw(self):
        self.ensure_one()
        self.report_id.action_withdraw(self.reason)
        return {"type": "ir.actions.act_window_close"}
