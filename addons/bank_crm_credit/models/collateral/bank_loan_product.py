from odoo import fields, models


class BankLoanProduct(models.Model):
    """How much cover a loan of the product asks for."""

    _inherit = "bank.loan.product"

    required_cover = fields.Float(
        "Cover asked for", digits=(9, 4), two_person="loan_tariff",
        help="Of the debt: 120 % asks for collateral that counts for a fifth more than is "
        "owed. Nought: it is lent without collateral.",
    )  # fmt: skip

    _cover_possible = models.Constraint(
        "CHECK(coalesce(required_cover, 0) BETWEEN 0 AND 10)",
        "The cover asked for is between nought and ten times the debt.",
    )
