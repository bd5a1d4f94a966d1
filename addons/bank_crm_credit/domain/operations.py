"""What happens to a loan: dated operations, from which every balance is replayed.

An operation is a fact with a value date, from which it counts, and a booking date, on
which the bank came to know it. Nothing is changed or deleted: a mistake is reversed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .allocation import Component
from .money import ZERO


class OperationError(ValueError):
    """An operation that says too little or too much, or cannot be at its date."""


class Kind(StrEnum):
    """The kinds of operation, in the order in which those of one day are taken."""

    DISBURSE = "disburse"
    RATE_CHANGE = "rate_change"
    ACCRUE = "accrue"
    FEE = "fee"
    PENALTY = "penalty"
    REPAY = "repay"
    WAIVE = "waive"
    RESTRUCTURE = "restructure"
    WRITE_OFF = "write_off"
    REVERSE = "reverse"


_RANK = {kind: place for place, kind in enumerate(Kind)}
_WITH_AMOUNT = frozenset(
    {Kind.DISBURSE, Kind.FEE, Kind.PENALTY, Kind.REPAY, Kind.WAIVE}
)


class EarlyRepayment(StrEnum):
    """What is done with money over all that is due."""

    HOLD = "hold"  # kept, and taken on the next due date
    SHORTEN = "shorten"  # principal now, the same instalment, fewer of them
    REDUCE = "reduce"  # principal now, as many instalments, smaller ones


@dataclass(frozen=True, slots=True)
class Restructuring:
    """New terms of what is still owed; the schedule before stays on record.

    `instalments` remaining ones from now on (extension), `principal_holiday` and
    `interest_holiday` of them without principal or interest, `annual_rate` from now on,
    `capitalise` what of the sums due joins the principal (principal: what is overdue is
    paid by the new plan), `first_due` the next due date
    where it is moved. Raises `OperationError` where nothing is restructured.
    """

    instalments: int | None = None
    principal_holiday: int = 0
    interest_holiday: int = 0
    annual_rate: Decimal | None = None
    capitalise: frozenset[Component] = frozenset()
    first_due: date | None = None

    def __post_init__(self) -> None:
        changes = (
            self.instalments,
            self.principal_holiday,
            self.interest_holiday,
            self.annual_rate is not None,
            self.capitalise,
            self.first_due,
        )
        if not any(changes):
            raise OperationError("a restructuring changes something")
        if self.instalments is not None and self.instalments < 1:
            raise OperationError("something is left to pay in instalments")
        if (
            min(self.principal_holiday, self.interest_holiday, self.annual_rate or 0)
            < 0
        ):
            raise OperationError("a holiday or a rate is not below zero")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. `id` tells it from all others and breaks ties of one day.

    `amount` is money above zero (an adjustment of accrued interest may be below),
    `component` what a waiver forgives, `early` what a repayment does with money over
    what is due, `annual_rate` the new rate, `reverses` the id of what was a mistake.
    Raises `OperationError`.
    """

    id: int
    kind: Kind
    value_date: date
    amount: Decimal = ZERO
    booking_date: date | None = None
    component: Component | None = None
    early: EarlyRepayment = EarlyRepayment.HOLD
    annual_rate: Decimal | None = None
    restructuring: Restructuring | None = None
    reverses: int | None = None

    def __post_init__(self) -> None:
        if self.kind in _WITH_AMOUNT and not self.amount > 0:
            raise OperationError("the operation has a sum above zero")
        if (self.kind is Kind.WAIVE) != (self.component is not None):
            raise OperationError(
                "a waiver names what it forgives, and nothing else does"
            )
        if (self.kind is Kind.RATE_CHANGE) != (self.annual_rate is not None):
            raise OperationError("a rate change names the rate, and nothing else does")
        if (self.kind is Kind.RESTRUCTURE) != (self.restructuring is not None):
            raise OperationError("a restructuring has its terms, and nothing else has")
        if (self.kind is Kind.REVERSE) != (self.reverses is not None):
            raise OperationError(
                "a reversal names what it reverses, and nothing else does"
            )
        if self.annual_rate is not None and self.annual_rate < 0:
            raise OperationError("a rate is not below zero")
        change = self.restructuring
        if change and change.first_due and change.first_due <= self.value_date:
            raise OperationError("the next due date comes after the restructuring")

    @property
    def booked(self) -> date:
        """The day on which the bank knew it."""
        return self.booking_date or self.value_date

    @property
    def place(self) -> tuple[date, int, int]:
        """Where the operation stands in the replay, whenever it was booked.

        >>> Operation(7, Kind.REPAY, date(2024, 1, 2), Decimal(5)).place
        (datetime.date(2024, 1, 2), 5, 7)
        """
        return self.value_date, _RANK[self.kind], self.id


def effective_operations(
    operations: Iterable[Operation], known_on: date | None = None
) -> list[Operation]:
    """Return what counts, in the order of the replay: reversed operations are gone.

    `known_on` leaves out what was booked later: "as known on". Raises `OperationError`
    for a reversal of nothing, a reversal of a reversal, and two operations of one id.

    >>> paid = Operation(1, Kind.REPAY, date(2024, 1, 2), Decimal(5))
    >>> undone = Operation(2, Kind.REVERSE, date(2024, 1, 9), reverses=1)
    >>> effective_operations([paid, undone])
    []
    """
    known: dict[int, Operation] = {}
    for operation in operations:
        if known_on is not None and operation.booked > known_on:
            continue
        if operation.id in known:
            raise OperationError("two operations have one number")
        known[operation.id] = operation
    reversed_ids = set()
    for operation in known.values():
        if operation.reverses is None:
            continue
        target = known.get(operation.reverses)
        if target is None or target.kind is Kind.REVERSE:
            raise OperationError("there is nothing to reverse")
        if operation.reverses in reversed_ids:
            raise OperationError("it is reversed already")
        reversed_ids.add(operation.reverses)
    return sorted(
        (
            operation
            for operation in known.values()
            if operation.kind is not Kind.REVERSE and operation.id not in reversed_ids
        ),
        key=lambda operation: operation.place,
    )
