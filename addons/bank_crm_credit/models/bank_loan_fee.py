from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain.book_rows import fee_of
from ..domain.fees import FeeError

COLUMNS = ("name", "base", "amount", "share", "day", "first", "every", "last")


class BankLoanFee(models.Model):
    """A fee that a loan agreement names."""

    _name = "bank.loan.fee"
    _description = "Fee of a Loan"
    _order = "loan_id, id"

    loan_id = fields.Many2one(
        "bank.loan", "Loan", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True)
    base = fields.Selection(
        [
            ("drawdown", "With each payment out"),
            ("date", "On a day"),
            ("instalment", "With instalments"),
            ("balance", "With instalments, on the balance"),
            ("undrawn", "With instalments, on the limit not drawn"),
        ],
        "Taken",
        required=True,
        default="instalment",
    )
    currency_id = fields.Many2one(related="loan_id.currency_id")
    amount = fields.Monetary("Sum")
    share = fields.Float(digits=(9, 6), help="0.02 is 2 % of what it is taken on.")
    day = fields.Date("On")
    first = fields.Integer("From instalment", default=1)
    every = fields.Integer("Every so many", default=1)
    last = fields.Integer("Until instalment")

    @api.constrains(*COLUMNS)
    def _check_fee(self):
        for fee in self:
            try:
                fee_of({name: fee[name] or None for name in COLUMNS})
            except FeeError as error:
                raise ValidationError(
                    self.env._(
                        "A fee is a sum or a share, not both; a fee on a day names the day."
                    )
                ) from error

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
