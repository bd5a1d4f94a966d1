from odoo import fields, models

STATEMENT_MONTHS = 18


class BankLoanProduct(models.Model):
    """Which services give an opinion, and how old the company's figures may be."""

    _inherit = "bank.loan.product"

    is_risk_opinion_asked = fields.Boolean("Opinion of the risk service", default=True)
    is_legal_opinion_asked = fields.Boolean(
        "Opinion of the legal service", default=True
    )
    is_security_opinion_asked = fields.Boolean(
        "Opinion of the security service", default=True
    )
    statement_months = fields.Integer(
        "Last year's statement, at most months old",
        default=STATEMENT_MONTHS,
        required=True,
        help="Counted from the last day of the year to the day of the application's check.",
    )

    _statement_months_possible = models.Constraint(
        "CHECK(statement_months > 0)", "Months are above zero."
    )

    def _asked_services(self):
        """The services whose opinion an application for this product takes."""
        return [
            service
            for service in ("risk", "legal", "security")
            if self[f"is_{service}_opinion_asked"]
        ]
