"""A loan as rows of tables, made into the contract and the operations that are replayed.

The screen and the night read the same columns, so they cannot count differently. Numbers
come as text or Decimal, never as float; what a row leaves out is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from .allocation import OLDEST_FIRST, AllocationOrder, Component, Step, Timing
from .contract import LoanContract
from .day_count import DayCount
from .delinquency import DueDayCount
from .due_dates import ALWAYS_OPEN, BusinessCalendar, Frequency, Shift, Unit
from .fees import Fee, FeeBase
from .interest import InterestRule, RateChange
from .money import CENTS, ONE, ZERO, Mode, Rounding
from .operations import EarlyRepayment, Kind, Operation, Restructuring
from .penalty import PenaltyKind, PenaltyRule
from .terms import Drawdown, InterestBase, LoanTerms, Method, Roundings

Row = Mapping[str, object]

MONTHS_A_YEAR = 12
INSTALMENT_ROUNDINGS = {
    "cent": CENTS,
    "unit": Rounding(ONE),
    "unit_up": Rounding(ONE, Mode.UP),
}
TIMINGS = {
    "now": frozenset({Timing.OVERDUE, Timing.DUE}),
    "overdue": frozenset({Timing.OVERDUE}),
    "due": frozenset({Timing.DUE}),
}


class BookError(ValueError):
    """A loan of which too little is known to count it."""


def money(value: object) -> Decimal:
    """Return a number of a table; nothing is zero.

    >>> money("12.50"), money(None)
    (Decimal('12.50'), Decimal('0'))
    """
    return Decimal(str(value)) if value not in (None, "", False) else ZERO


def order_of(steps: Sequence[Row]) -> AllocationOrder:
    """Return the order of payment: rows of `components` (joined by commas) and `timing`.

    Raises `AllocationError` where some component is never reached.

    >>> order_of([{"components": "penalty,fee,interest,principal", "timing": "now"}]) == (
    ...     OLDEST_FIRST)
    True
    """
    if not steps:
        return OLDEST_FIRST
    return AllocationOrder(
        tuple(
            Step(
                tuple(Component(word) for word in step["components"].split(",")),
                TIMINGS[step["timing"]],
            )
            for step in steps
        )
    )


def penalty_of(row: Row) -> PenaltyRule:
    """Return a rule of a dated penalty table. Raises `PenaltyError`."""
    bases = [one for one in Component if row.get(f"on_{one.value}")]
    return PenaltyRule(
        row["name"],
        PenaltyKind(row["kind"]),
        frozenset(bases),
        row["date_from"],
        row["date_to"],
        rate=money(row["rate"]),
        amount=money(row["amount"]),
        day_count=DayCount(row["day_count"]),
        grace_days=row["grace_days"] or 0,
        longest_days=row["longest_days"] or None,
        daily_cap=money(row["daily_cap"]) or None,
        total_cap=money(row["total_cap"]) or None,
    )


def fee_of(row: Row) -> Fee:
    """Return a fee of a loan. Raises `FeeError`."""
    return Fee(
        row["name"],
        FeeBase(row["base"]),
        amount=money(row["amount"]),
        share=money(row["share"]),
        day=row["day"],
        first=row["first"] or 1,
        every=row["every"] or 1,
        last=row["last"] or None,
    )


def terms_of(
    row: Row,
    rates: Iterable[tuple[date, object]],
    fees: Iterable[Row] = (),
    calendar: BusinessCalendar = ALWAYS_OPEN,
) -> LoanTerms:
    """Return the terms of a loan's row, its dated rates and its fees.

    Raises `BookError` for a row without sum, dates or rate, `TermsError` for terms that
    contradict themselves.
    """
    if not money(row["amount"]) > 0:
        raise BookError("the agreed sum is not known")
    if not row["start_date"] or not row["first_due_date"]:
        raise BookError("the first day or the first due date is not known")
    changes = tuple(RateChange(day, money(rate)) for day, rate in rates)
    if not changes:
        raise BookError("the rate is not known")
    rule = InterestRule(
        DayCount(row["day_count"]),
        per_period=_period(row) if row["is_equal_periods"] else None,
    )
    return LoanTerms(
        drawdowns=(Drawdown(row["start_date"], money(row["amount"])),),
        rates=changes,
        instalments=row["instalments"] or 1,
        first_due=row["first_due_date"],
        method=Method(row["method"]),
        frequency=Frequency(Unit(row["frequency"]), row["every"] or 1),
        due_day=row["due_day"] or None,
        last_due=row["last_due_date"],
        interest=rule,
        interest_base=InterestBase(row["interest_base"]),
        roundings=Roundings(instalment=INSTALMENT_ROUNDINGS[row["rounding"]]),
        principal_grace=row["principal_grace"] or 0,
        interest_grace=row["interest_grace"] or 0,
        is_grace_capitalised=bool(row["is_grace_capitalised"]),
        balloon=money(row["balloon"]),
        amortise_over=row["amortise_over"] or None,
        weights=tuple(map(Decimal, (row["weights"] or "").split())),
        fixed_instalment=money(row["fixed_instalment"]) or None,
        minimum_share=money(row["minimum_share"]),
        minimum_amount=money(row["minimum_amount"]),
        credit_limit=money(row["credit_limit"]) or None,
        fees=tuple(map(fee_of, fees)),
        calendar=calendar,
        shift=Shift(row["shift"]),
    )


def _period(row: Row) -> Fraction:
    """The part of a year of a period whose days are not looked at."""
    parts = {"month": MONTHS_A_YEAR, "year": 1, "week": 52, "day": 365}
    return Fraction(row["every"] or 1, parts[row["frequency"]])


def contract_of(
    row: Row,
    terms: LoanTerms,
    order: AllocationOrder = OLDEST_FIRST,
    penalties: Sequence[PenaltyRule] = (),
) -> LoanContract:
    """Return the contract: terms with the rules of the product that the row brings."""
    return LoanContract(
        terms,
        order=order,
        penalties=tuple(penalties),
        is_overdue_accrued=bool(row["is_overdue_accrued"]),
        due_day_count=DueDayCount(row["due_day_count"]),
        grace_days=row["grace_days"] or 0,
        tolerance=money(row["tolerance"]),
    )


def operation_of(row: Row) -> Operation:
    """Return an operation of its row. Raises `OperationError`."""
    kind = Kind(row["kind"])
    return Operation(
        row["id"],
        kind,
        row["value_date"],
        money(row["amount"]),
        booking_date=row["booking_date"],
        component=Component(row["component"]) if kind is Kind.WAIVE else None,
        early=EarlyRepayment(row["early"] or "hold"),
        annual_rate=money(row["annual_rate"]) if kind is Kind.RATE_CHANGE else None,
        restructuring=restructuring_of(row) if kind is Kind.RESTRUCTURE else None,
        reverses=row["reverses_id"] if kind is Kind.REVERSE else None,
    )


def restructuring_of(row: Row) -> Restructuring:
    """Return the terms that a restructuring agreed on. Raises `OperationError`.

    A rate of None stays as it is.
    """
    words = (row["capitalise"] or "").split(",")
    rate = row["annual_rate"] if row["has_new_rate"] else None
    return Restructuring(
        instalments=row["new_instalments"] or None,
        principal_holiday=row["principal_holiday"] or 0,
        interest_holiday=row["interest_holiday"] or 0,
        annual_rate=None if rate is None else money(rate),
        capitalise=frozenset(Component(word) for word in words if word),
        first_due=row["new_first_due"],
    )
