from odoo import fields, models


class BankLoanProduct(models.Model):
    """What of a signed and undrawn sum counts against limits."""

    _inherit = "bank.loan.product"

    undrawn_factor = fields.Float(
        "Not drawn counts for", digits=(5, 4), default=1, required=True,
        two_person="loan_tariff",
        help="Share of what is signed and not drawn that takes up limits: 0.4 for a "
        "commitment that cannot be cancelled at once (Regulation (EU) 575/2013, annex I).",
    )  # fmt: skip

    _factor_is_share = models.Constraint(
        "CHECK(undrawn_factor BETWEEN 0 AND 1)",
        "What is not drawn counts for a share between 0 and 1.",
    )
