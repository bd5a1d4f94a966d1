from odoo import fields, models
from odoo.exceptions import UserError


class BankHolding(models.Model):
    """An agreement leads to its loan contract."""

    _inherit = "bank.holding"

    loan_ids = fields.One2many("bank.loan", "holding_id", "Loan contract")

    def action_open_loan(self):
        """The loan contract of the agreement."""
        self.ensure_one()
        self.check_access("read")
        loan = self.env["bank.loan"].search([("holding_id", "=", self.id)], limit=1)
        if not loan:
            raise UserError(
                self.env._(
                    "The core system has sent no loan contract of this agreement."
                )
            )
        return loan.get_formview_action()
