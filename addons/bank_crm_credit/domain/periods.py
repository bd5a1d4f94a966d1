"""The interest periods of a loan, with the drawdowns and rates that fall into each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice, pairwise

from .day_count import DayCount
from .due_dates import due_dates
from .interest import Period, pieces, rate_on
from .money import ZERO
from .terms import Drawdown, LoanTerms, TermsError

_NO_DRAWDOWNS: tuple[Drawdown, ...] = ()


@dataclass(slots=True)
class LoanPeriod:
    """An interest period up to an instalment, `due` on the day it is paid."""

    start: date
    end: date
    due: date
    years: Fraction
    first_rate: Decimal
    last_rate: Decimal
    drawdowns: tuple[Drawdown, ...] = _NO_DRAWDOWNS
    is_cut: bool = False
    is_changed: bool = False
    regular: tuple[date, date] | None = None

    @classmethod
    def over(cls, periods: Sequence[LoanPeriod]) -> LoanPeriod:
        """Return one period as long as all of them."""
        first, last = periods[0], periods[-1]
        return cls(
            first.start,
            last.end,
            last.due,
            sum((period.years for period in periods), Fraction(0)),
            first.first_rate,
            last.last_rate,
            first.drawdowns,
        )

    @property
    def drawn(self) -> Decimal:
        """What goes out inside the period."""
        if not self.drawdowns:
            return ZERO
        return sum((draw.amount for draw in self.drawdowns), ZERO)

    def growth(self, terms: LoanTerms, rate: Decimal) -> Decimal:
        """Return the interest on one unit over the whole period at one rate."""
        return terms.interest.growth(rate, self.years)

    def interest(self, terms: LoanTerms, opening: Decimal) -> Decimal:
        """Return the interest of the period, unrounded, from the balance before it."""
        rule = terms.interest
        if not self.is_cut:
            balance = opening + self.drawn if self.drawdowns else opening
            return rule.interest(balance, self.first_rate, self.years)
        period = Period(self.start, self.end, self.regular)
        days = [draw.day for draw in self.drawdowns]
        return terms.roundings.interest_of(
            rule,
            [
                (self._balance_on(opening, start), rate, rule.years(start, end, period))
                for start, end, rate in pieces(period, terms.rates, days)
            ],
        )

    def _balance_on(self, opening: Decimal, day: date) -> Decimal:
        return opening + sum(
            (draw.amount for draw in self.drawdowns if draw.day <= day), ZERO
        )


def loan_periods(terms: LoanTerms) -> list[LoanPeriod]:
    """Return the periods of the instalments, and beyond where more are calculated.

    Raises `TermsError` where due dates do not follow each other or money is drawn on
    the last due date or later.

    >>> from .terms import loan
    >>> terms = loan(Decimal(100), Decimal(0), 3, date(2024, 1, 31))
    >>> [period.due.isoformat() for period in loan_periods(terms)]
    ['2024-02-29', '2024-03-31', '2024-04-30']
    """
    count = terms.amortise_over or terms.instalments
    nominal = list(
        islice(due_dates(terms.first_due, terms.frequency, terms.due_day), count)
    )
    if terms.last_due is not None:
        nominal[terms.instalments - 1] = terms.last_due
    paid = [terms.calendar.shift(day, terms.shift) for day in nominal]
    ends = paid if terms.is_shift_accrued else nominal
    if any(after <= before for before, after in pairwise(ends)):
        raise TermsError("due dates follow one another")
    if terms.drawdowns[-1].day >= ends[terms.instalments - 1] > terms.begins:
        raise TermsError("money is drawn when all of it is due")
    return _fill(terms, ends, paid)


def _fill(terms: LoanTerms, ends: list[date], paid: list[date]) -> list[LoanPeriod]:
    rule, rates = terms.interest, terms.rates
    needs_regular = rule.day_count is DayCount.ACT_ACT_ICMA
    changes = [change.start for change in rates if change.start > terms.begins]
    periods, start, drawdowns = [], terms.begins, list(terms.drawdowns)
    rate = rate_on(rates, start)
    for index, end in enumerate(ends):
        regular = _regular(terms, index) if needs_regular else None
        period = LoanPeriod(
            start,
            end,
            paid[index],
            rule.whole_years(Period(start, end, regular)),
            rate,
            rate,
            regular=regular,
        )
        if drawdowns:
            _take_drawdowns(period, drawdowns, is_first=not index)
        while changes and changes[0] < end:
            day = changes.pop(0)
            period.is_changed = True
            period.is_cut = period.is_cut or day > start
            rate = rate_on(rates, day)
            period.last_rate = rate
            if day <= start:
                period.first_rate = rate
        periods.append(period)
        start = end
    return periods


def _take_drawdowns(
    period: LoanPeriod, drawdowns: list[Drawdown], *, is_first: bool
) -> None:
    taken = []
    while drawdowns and (
        drawdowns[0].day < period.end or (is_first and drawdowns[0].day == period.start)
    ):
        taken.append(drawdowns.pop(0))
    period.drawdowns = tuple(taken)
    period.is_cut = any(draw.day > period.start for draw in taken)
    period.is_changed = bool(taken) and not is_first


def _regular(terms: LoanTerms, index: int) -> tuple[date, date]:
    after, first, day = terms.frequency.after, terms.first_due, terms.due_day
    return after(first, index - 1, day), after(first, index, day)
