"""What a change of a loan would bring: early repayment and restructuring, side by side.

Each offer is the loan as it would be replayed with one more operation: no arithmetic of
its own that could differ from what is then booked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .contract import LoanContract
from .day_count import DayCount, year_fraction
from .loan_state import LoanState
from .money import CENTS, EXACT, ONE, ZERO, as_decimal
from .operations import EarlyRepayment, Kind, Operation, Restructuring
from .replay import replay
from .schedule import Instalment


class OfferError(ValueError):
    """An offer for a loan that owes nothing, or for more money than it takes."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A loan from a day on; money in its currency, rates as fractions a year.

    `due_now` is what is due on the day (less what is held), `instalments` what comes after,
    `total` all of it, `cost` what of it is over the principal owed before the offer.
    `present_value` is the bank's, at its own rate. `burden` is the greatest instalment and
    the borrower's other payments as a share of his income; None without an income.
    """

    state: LoanState
    due_now: Decimal
    instalments: tuple[Instalment, ...]
    total: Decimal
    cost: Decimal
    present_value: Decimal
    burden: Decimal | None

    @property
    def payment(self) -> Decimal:
        """The greatest instalment to come."""
        return max((line.total for line in self.instalments), default=ZERO)


@dataclass(frozen=True, slots=True)
class Measure:
    """By what offers are compared: the bank's rate a year, the borrower's month."""

    discount_rate: Decimal
    monthly_income: Decimal | None = None
    other_payments: Decimal = ZERO


def as_it_is(
    contract: LoanContract,
    operations: Iterable[Operation],
    day: date,
    measure: Measure,
) -> Offer:
    """Return the loan as it goes on if nothing is changed.

    Raises `OfferError` where nothing is owed, `OperationError` and `LedgerError` as
    `replay`.
    """
    state = replay(contract, operations, day)
    return _offer(state, day, measure, state.principal_owed)


def restructured(
    contract: LoanContract,
    operations: Sequence[Operation],
    day: date,
    change: Restructuring,
    measure: Measure,
) -> Offer:
    """Return the loan as it would go on under other terms. Raises as `as_it_is`."""
    before = replay(contract, operations, day)
    number = _free_number(operations)
    operation = Operation(number, Kind.RESTRUCTURE, day, restructuring=change)
    state = replay(contract, [*operations, operation], day)
    return _offer(state, day, measure, before.principal_owed)


def repaid_early(
    contract: LoanContract,
    operations: Sequence[Operation],
    day: date,
    amount: Decimal,
    early: EarlyRepayment,
    measure: Measure,
) -> Offer:
    """Return the loan after `amount` on a day, shortened or with smaller instalments.

    The amount itself counts in `total` and in `present_value`: it is paid on the day.
    Raises `OfferError` for more than ends the loan, else as `as_it_is`.
    """
    before = replay(contract, operations, day)
    if amount > before.payoff:
        raise OfferError("less than that ends the loan")
    number = _free_number(operations)
    operation = Operation(number, Kind.REPAY, day, amount, early=early)
    state = replay(contract, [*operations, operation], day)
    return _offer(state, day, measure, before.principal_owed, paid=amount)


def _free_number(operations: Iterable[Operation]) -> int:
    return max((operation.id for operation in operations), default=0) + 1


def _offer(
    state: LoanState,
    day: date,
    measure: Measure,
    owed: Decimal,
    paid: Decimal = ZERO,
) -> Offer:
    if not owed or state.schedule is None:
        raise OfferError("nothing is owed")
    following = state.next_instalment
    lines = tuple(
        line
        for line in state.schedule.instalments
        if state.principal and following and line.number >= following.number
    )
    due_now = state.due_total + state.growing_penalty - state.advance
    total = paid + due_now + sum((line.total for line in lines), ZERO)
    value = paid + due_now
    for line in lines:
        years = as_decimal(year_fraction(DayCount.ACT_365F, day, line.due))
        growth = EXACT.power(ONE + measure.discount_rate, years)
        value += EXACT.divide(line.total, growth)
    payment = max((line.total for line in lines), default=ZERO)
    burden = None
    if measure.monthly_income:
        burden = (payment + measure.other_payments) / measure.monthly_income
    return Offer(state, due_now, lines, total, total - owed, CENTS.apply(value), burden)
