"""How a schedule comes from terms.

A level instalment is solved from the exact recurrence of the balance, so that stubs, rate
changes, tranches, weights and balloons need no formula of their own:
docs/concepts/loan-schedules.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

from .fees import FeeBase, instalment_fee
from .money import EXACT, ONE, ZERO
from .periods import LoanPeriod, loan_periods
from .schedule import Instalment, OneOffFee, Schedule
from .terms import InterestBase, LoanTerms, Method


class ScheduleError(ValueError):
    """Terms by which the loan is never repaid."""


def build_schedule(terms: LoanTerms) -> Schedule:
    """Return the schedule of `terms`; the last instalment absorbs the rounding.

    Raises `ScheduleError` where an instalment does not cover its interest or money is
    drawn when all is due. 1000 at 12 % a year in two instalments, by hand: the level
    instalment is 1000 / (1/1.01 + 1/1.01**2) = 507.51.

    >>> from datetime import date
    >>> from .interest import InterestRule
    >>> from .terms import loan
    >>> from .day_count import DayCount
    >>> rule = InterestRule(DayCount.THIRTY_E_360)
    >>> terms = loan(Decimal(1000), Decimal("0.12"), 2, date(2024, 1, 1), interest=rule)
    >>> for line in build_schedule(terms).instalments:
    ...     print(line.due, line.interest, line.principal, line.payment, line.closing)
    2024-02-01 10.00 497.51 507.51 502.49
    2024-03-01 5.02 502.49 507.51 0.00
    """
    with localcontext(EXACT):
        return _Builder(terms).build()


class _Builder:
    def __init__(self, terms: LoanTerms) -> None:
        self._terms = terms
        self._periods = loan_periods(terms)
        self._balance = ZERO
        self._deferred = ZERO
        self._level = terms.fixed_instalment
        self._part = terms.fixed_instalment
        self._flat = self._flat_interest()

    def build(self) -> Schedule:
        terms, lines = self._terms, []
        drawn_last = max(
            place for place, period in enumerate(self._periods) if period.drawdowns
        )
        for index in range(terms.instalments):
            lines.append(self._line(index))
            if not self._balance and not self._deferred and index >= drawn_last:
                break
        self._check_repays(lines)
        return Schedule(terms, tuple(lines), self._one_off_fees())

    def _check_repays(self, lines: Sequence[Instalment]) -> None:
        """An agreed sum that never reaches the principal is a mistake of the terms.

        One month of 31 days may well cost more than the level instalment: it then pays
        its interest, and no principal.
        """
        terms = self._terms
        is_agreed = terms.fixed_instalment or terms.method is Method.MINIMUM
        repaying = lines[terms.principal_grace : -1]
        if (
            is_agreed
            and terms.method is not Method.BULLET
            and repaying
            and not any(line.principal for line in repaying)
        ):
            raise ScheduleError("the instalments never cover their interest")

    def _line(self, index: int) -> Instalment:
        terms, period = self._terms, self._periods[index]
        number, opening = index + 1, self._balance
        drawn = period.drawn
        balance = opening + drawn
        exact = period.interest(terms, opening)
        if index == 0:
            exact += terms.accrued_before
        interest = terms.roundings.interest.apply(exact)
        if self._flat:
            interest = self._flat[index]
        capitalised, due_interest = ZERO, interest
        if terms.interest_grace:
            capitalised, due_interest = self._grace(number, interest)
        is_last = number == terms.instalments
        if is_last and self._level is None and terms.method is Method.ANNUITY:
            self._level = self._solve_level(index, balance + capitalised, exact)
        principal = (
            balance + capitalised
            if is_last
            else self._principal(index, balance + capitalised, interest, exact)
        )
        fees = self._fees(index, balance) if terms.fees else ZERO
        self._balance = balance + capitalised - principal
        return Instalment(
            terms.first_number + index,
            period.start,
            period.end,
            period.due,
            opening,
            drawn,
            capitalised,
            due_interest,
            principal,
            fees,
            self._balance,
            self._level if terms.method is Method.ANNUITY else None,
        )

    def _grace(self, number: int, interest: Decimal) -> tuple[Decimal, Decimal]:
        """Return what of the interest joins the principal, and what is due."""
        if number > self._terms.interest_grace:
            due, self._deferred = interest + self._deferred, ZERO
            return ZERO, due
        if self._terms.is_grace_capitalised:
            return interest, ZERO
        self._deferred += interest
        return ZERO, ZERO

    def _principal(
        self, index: int, balance: Decimal, interest: Decimal, exact: Decimal
    ) -> Decimal:
        terms = self._terms
        number = index + 1
        if number <= terms.principal_grace or terms.method is Method.BULLET:
            return ZERO
        if terms.method is Method.MINIMUM:
            part = self._minimum(balance, interest) - interest
        elif terms.method is Method.DIFFERENTIATED:
            part = self._equal_part(index, balance)
        else:
            part = self._annuity_part(index, balance, interest, exact)
        return max(ZERO, min(part, balance - terms.balloon))

    def _minimum(self, balance: Decimal, interest: Decimal) -> Decimal:
        terms = self._terms
        share = terms.roundings.instalment.apply(
            terms.minimum_share * (balance + interest)
        )
        return max(share, terms.minimum_amount)

    def _equal_part(self, index: int, balance: Decimal) -> Decimal:
        terms, weight = self._terms, self._weight(index)
        if self._part is None or (
            self._periods[index].is_changed and terms.fixed_instalment is None
        ):
            weights = sum(
                (self._weight(number) for number in range(index, self._horizon)),
                ZERO,
            )
            self._part = (balance - terms.balloon) / weights if weights else ZERO
        return terms.roundings.principal.apply(self._part * weight)

    def _annuity_part(
        self, index: int, balance: Decimal, interest: Decimal, exact: Decimal
    ) -> Decimal:
        terms, weight = self._terms, self._weight(index)
        if self._level is None or (
            self._periods[index].is_changed and terms.fixed_instalment is None
        ):
            self._level = self._solve_level(index, balance, exact)
        payment = self._level
        if weight != ONE:
            payment = terms.roundings.instalment.apply(payment * weight)
        if not weight:
            return ZERO
        return payment - interest

    def _solve_level(self, index: int, balance: Decimal, exact: Decimal) -> Decimal:
        """Solve the level instalment x from balance = a - b x after each instalment."""
        terms = self._terms
        if self._flat:
            rest = terms.instalments - index
            total = balance - terms.balloon + sum(self._flat[index:], ZERO)
            return terms.roundings.instalment.apply(total / rest)
        # A month without principal pays its interest, outside the level instalment.
        weight = self._weight(index)
        a, b = (balance + exact, weight) if weight else (balance, ZERO)
        rate = self._periods[index].last_rate
        for number in range(index + 1, self._horizon):
            weight = self._weight(number)
            if weight:
                growth = ONE + self._periods[number].growth(terms, rate)
                a, b = a * growth, b * growth + weight
        level = (a - terms.balloon) / b if b else ZERO
        return terms.roundings.instalment.apply(level)

    def _fees(self, index: int, balance: Decimal) -> Decimal:
        terms = self._terms
        undrawn = (terms.credit_limit or balance) - balance
        return instalment_fee(terms.fees, terms.first_number + index, balance, undrawn)

    def _weight(self, index: int) -> Decimal:
        terms = self._terms
        return terms.weight(terms.first_number + index) if terms.weights else ONE

    @property
    def _horizon(self) -> int:
        return self._terms.amortise_over or self._terms.instalments

    def _flat_interest(self) -> Sequence[Decimal]:
        terms = self._terms
        if terms.interest_base is not InterestBase.FLAT:
            return ()
        whole = LoanPeriod.over(self._periods[: terms.instalments])
        rounding = terms.roundings.interest
        total = rounding.apply(whole.interest(terms, ZERO))
        each = rounding.apply(total / terms.instalments)
        before = terms.instalments - 1
        return [each] * before + [total - each * before]

    def _one_off_fees(self) -> tuple[OneOffFee, ...]:
        fees = []
        for fee in self._terms.fees:
            if fee.base is FeeBase.DRAWDOWN:
                fees += [
                    OneOffFee(draw.day, fee.name, fee.on(draw.amount))
                    for draw in self._terms.drawdowns
                ]
            elif fee.base is FeeBase.DATE and fee.day is not None:
                fees.append(OneOffFee(fee.day, fee.name, fee.on(ZERO)))
        return tuple(fees)
