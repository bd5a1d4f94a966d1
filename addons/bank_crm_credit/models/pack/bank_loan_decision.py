from odoo import api, fields, models


class BankLoanDecision(models.Model):
    """What a paper says of a decision."""

    _inherit = "bank.loan.decision"

    rate_percent = fields.Float("Rate, % a year", compute="_compute_rate_percent")

    @api.depends("rate")
    def _compute_rate_percent(self):
        for decision in self:
            decision.rate_percent = round(decision.rate * 100, 4)
