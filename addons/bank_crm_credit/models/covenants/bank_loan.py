from odoo import fields, models


class BankLoan(models.Model):
    """The covenants of a loan."""

    _inherit = "bank.loan"

    covenant_ids = fields.One2many("bank.loan.covenant", "loan_id", "Covenants")
