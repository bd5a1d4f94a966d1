from odoo import api, fields, models


class BankLoanRate(models.Model):
    """The yearly rate that a loan agreement names, from a date on."""

    _name = "bank.loan.rate"
    _description = "Rate of a Loan"
    _order = "loan_id, date_from"
    _rec_name = "date_from"

    loan_id = fields.Many2one(
        "bank.loan", "Loan", required=True, index=True, ondelete="cascade"
    )
    date_from = fields.Date("From", required=True)
    annual_rate = fields.Float(
        "Rate a year", digits=(9, 6), required=True, help="0.125 is 12.5 % a year."
    )

    _day_uniq = models.Constraint(
        "UNIQUE(loan_id, date_from)", "The loan has a rate from this day already."
    )
    _rate_not_negative = models.Constraint(
        "CHECK(annual_rate >= 0)", "A rate is not below zero."
    )

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows.loan_id._check_terms_free()
        return rows

    def write(self, vals):
        self.loan_id._check_terms_free()
        result = super().write(vals)
        self.loan_id._check_terms_free()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self.loan_id._check_terms_free()
