import math

from dateutil.relativedelta import relativedelta
from odoo import fields, models
from odoo.addons.bank_crm_base.models.bank_client_card_facts import to_decimal
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...domain.application.affordability import Policy
from ...domain.application.cost_sheet import cost_sheet
from ...domain.book_rows import terms_of
from ...domain.schedule_builder import build_schedule
from ...tools.demo_loans import PLAIN

# A sum beyond any bank's and a rate of a thousand percent are slips of the hand.
MOST_SUM = 10**15
MOST_RATE = 10


class BankLoanProduct(models.Model):
    """The plan of a loan before there is one: what the calculator shows, what is signed."""

    _inherit = "bank.loan.product"

    is_equal_periods = fields.Boolean(
        "Each month is a twelfth of a year",
        help="Off: interest runs by the days of each month (ACT/365).",
    )

    def _loan_values(self, amount, months, rate, day):
        """What a loan of the product signs: values of `bank.loan`, without its agreement."""
        self.ensure_one()
        return {
            "method": self.offer_method,
            "amount": amount,
            "instalments": months,
            "start_date": day,
            "first_due_date": day + relativedelta(months=1),
            "due_day": day.day if day.day > 28 else 0,
            "is_equal_periods": self.is_equal_periods,
        }

    def _fee_values(self, amount):
        """The fees that a loan of the product signs, as values of `bank.loan.fee`."""
        self.ensure_one()
        fees = []
        if self.opening_fee_share:
            fees.append(
                {
                    "name": self.env._("Opening"),
                    "base": "drawdown",
                    "share": self.opening_fee_share,
                }
            )
        if self.monthly_fee_share:
            monthly = to_decimal(amount) * to_decimal(self.monthly_fee_share)
            fees.append(
                {
                    "name": self.env._("Service"),
                    "base": "instalment",
                    "amount": float(round(monthly, 2)),
                }
            )
        return fees

    def _plan_terms(self, amount, months, rate, day):
        """The same terms as the rules take them, for a loan paid out on `day`."""
        blank = dict.fromkeys(
            ("name", "base", "amount", "share", "day", "first", "every", "last")
        )
        row = {
            **PLAIN,
            "fixed_instalment": None,
            **self._loan_values(amount, months, rate, day),
        }
        fees = [blank | fee for fee in self._fee_values(amount)]
        return terms_of(row, [(day, rate)], fees)

    def _plan(self, amount, months, rate, day):
        """The schedule and the cost sheet; UserError where such a loan cannot be."""
        try:
            schedule = build_schedule(self._plan_terms(amount, months, rate, day))
            return schedule, cost_sheet(schedule)
        except (ValueError, ArithmeticError) as error:
            raise UserError(
                self.env._("Such a loan cannot be counted: %(why)s.", why=error)
            ) from error

    def get_calculator(self, amount, months, rate):
        """What the screen shows of a loan paid out today: instalments, cost, real rate.

        Raises `UserError` for a sum, a term or a rate outside the product.
        """
        self.ensure_one()
        self.check_access("read")
        self._check_bounds(amount, months, rate)
        today = self.env["bank.business.day"]._today()
        schedule, sheet = self._plan(amount, months, rate, today)
        return {
            "lines": [
                {
                    "number": line.number,
                    "due": format_date(self.env, line.due),
                    "principal": float(line.principal),
                    "interest": float(line.interest),
                    "fees": float(line.fees),
                    "total": float(line.total),
                    "left": float(line.closing),
                }
                for line in schedule.instalments
            ],
            "payment": float(max(line.total for line in schedule.instalments)),
            "interest": float(sheet.interest),
            "fees": float(sheet.fees),
            "total_cost": float(sheet.total_cost),
            "total_payable": float(sheet.total_payable),
            "real_rate": float(sheet.annual_rate),
        }

    def _check_bounds(self, amount, months, rate):
        """UserError where the product gives no such loan."""
        self.ensure_one()
        if isinstance(months, bool) or not isinstance(months, int):
            raise UserError(self.env._("A term is a whole number of months."))
        if not (_is_number(amount) and _is_number(rate)):
            raise UserError(self.env._("A sum and a rate are numbers."))
        if words := self._bound_words(amount, months, rate):
            raise UserError(words)

    def _bound_words(self, amount, months, rate):
        """Why the product gives no such loan, in words; empty: it does."""
        most = self.most_amount or MOST_SUM
        if not amount or not max(self.least_amount, 0) <= amount <= most:
            return self.env._(
                "The product gives from %(least)s to %(most)s.",
                least=f"{self.least_amount:,.0f}",
                most=f"{self.most_amount:,.0f}" if self.most_amount else "…",
            )
        if not self.least_months <= months <= self.most_months:
            return self.env._(
                "The product is for %(least)s to %(most)s months.",
                least=self.least_months,
                most=self.most_months,
            )
        if rate is None or not 0 <= rate <= MOST_RATE:
            return self.env._("A rate is a share of the sum a year: 24 % is 0.24.")
        return ""

    def _policy(self):
        """How the bank counts the burden of an applicant for this product."""
        self.ensure_one()
        return Policy(
            accepted=self.env["bank.loan.income.share"]._accepted(),
            most_dsti=to_decimal(self.most_dsti),
            most_dti=to_decimal(self.most_dti) or None,
            card_share=to_decimal(self.card_share),
            living=to_decimal(self.living_cost),
        )


def _is_number(value):
    """Whether what came over the wire is a number that can be counted with."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value)
