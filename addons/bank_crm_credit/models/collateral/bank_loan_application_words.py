from odoo import models


class BankLoanApplication(models.Model):
    """How the frozen facts about what secures the loan are called."""

    _inherit = "bank.loan.application"

    def _fact_label(self, part, key):
        labels = {
            "collateral": self.env._("Collateral offered"),
            "guarantees": self.env._("Guarantees"),
        }
        return labels.get(key) or super()._fact_label(part, key)
