from odoo import fields, models


class BankLoanApplication(models.Model):
    """Covenants proposed with an application; with the contract they belong to its loan."""

    _inherit = "bank.loan.application"

    covenant_ids = fields.One2many("bank.loan.covenant", "application_id", "Covenants")

    def _on_disbursed(self, loan, tranche):  # pylint: disable=missing-return
        super()._on_disbursed(loan, tranche)
        for application in self:
            waiting = application.sudo().covenant_ids.filtered(
                lambda covenant: not covenant.loan_id
            )
            waiting.write({"loan_id": loan.id})
