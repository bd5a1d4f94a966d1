from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain.book_rows import penalty_of
from ..domain.penalty import PenaltyError
from ..domain.words import selection

COLUMNS = (
    "name", "kind", "on_principal", "on_interest", "on_fee", "date_from", "date_to", "rate",
    "amount", "day_count", "grace_days", "longest_days", "daily_cap", "total_cap",
)  # fmt: skip


class BankLoanPenalty(models.Model):
    """A row of the penalty table: what being late costs, for due dates from a day on."""

    _name = "bank.loan.penalty"
    _description = "Penalty of Loans"
    _without_visibility_rule = "Tariffs are known to every employee."
    _inherit = ["bank.acceptance.mixin"]
    _order = "rule_id, date_from desc, id"
    _two_person_create = "loan_tariff"
    _fixed_names = ("rule_id",)

    rule_id = fields.Many2one(
        "bank.loan.product", "Product", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True, translate=False)
    kind = fields.Selection(
        [("daily", "Grows by the day"), ("fine", "Once")],
        required=True,
        default="daily",
        two_person="loan_tariff",
    )
    on_principal = fields.Boolean(default=True, two_person="loan_tariff")
    on_interest = fields.Boolean(default=True, two_person="loan_tariff")
    on_fee = fields.Boolean("On fees", two_person="loan_tariff")
    date_from = fields.Date("For due dates from", required=True)
    date_to = fields.Date("until", two_person="loan_tariff")
    rate = fields.Float(
        digits=(9, 6),
        two_person="loan_tariff",
        help="A fraction a year; of a fine, a share of what is overdue.",
    )
    amount = fields.Float("Sum of a fine", digits=(16, 2), two_person="loan_tariff")
    day_count = fields.Selection(
        selection("day_count"), required=True, default="ACT/365F"
    )
    grace_days = fields.Integer("Free days", two_person="loan_tariff")
    longest_days = fields.Integer("Days at most", two_person="loan_tariff")
    daily_cap = fields.Float(
        "At most a day", digits=(9, 6), two_person="loan_tariff",
        help="A share of the overdue sum.",
    )  # fmt: skip
    total_cap = fields.Float(
        "At most in all", digits=(9, 6), two_person="loan_tariff",
        help="A share of what was overdue first.",
    )  # fmt: skip
    source = fields.Char("By which law")

    @api.constrains(*COLUMNS)
    def _check_rule(self):
        for penalty in self:
            try:
                penalty_of({name: penalty[name] or None for name in COLUMNS})
            except PenaltyError as error:
                raise ValidationError(
                    self.env._(
                        "A penalty is a rate that grows by the day, or one fine: a sum or a "
                        "share of what is overdue. It is counted on principal, interest or "
                        "fees."
                    )
                ) from error

    def _rule(self):
        """The rule as the ledger takes it; numbers as text, never as float."""
        self.ensure_one()
        numbers = ("rate", "amount", "daily_cap", "total_cap")
        row = {name: self[name] or None for name in COLUMNS}
        return penalty_of(row | {name: str(self[name] or 0) for name in numbers})
