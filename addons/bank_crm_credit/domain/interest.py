"""Interest of one period: rate, day count, and balances that change inside it.

Nominal interest is balance x rate x part of a year; an effective rate grows the balance by
(1 + rate) ** part of a year. Rates are fractions a year: 0.12 for 12 %.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from .day_count import DayCount, year_fraction
from .due_dates import Unit
from .money import EXACT, ONE, ZERO, as_decimal, times

_multiply = EXACT.multiply


class InterestError(ValueError):
    """Interest asked for where no rate holds, or a rate that cannot be."""


class RateKind(StrEnum):
    """What the agreement calls its yearly rate."""

    NOMINAL = "nominal"
    EFFECTIVE = "effective"


class Split(StrEnum):
    """How a period is parted when a balance or a rate changes inside it."""

    DAY_COUNT = "day_count"
    PROPORTIONAL = "proportional"


@dataclass(frozen=True, slots=True)
class RateChange:
    """The yearly rate from a date on. Raises `InterestError` below zero."""

    start: date
    annual_rate: Decimal

    def __post_init__(self) -> None:
        if self.annual_rate < 0:
            raise InterestError("a rate is not below zero")


def floating_rates(
    fixings: Iterable[tuple[date, Decimal]],
    margin: Decimal,
    floor: Decimal = ZERO,
    cap: Decimal | None = None,
) -> tuple[RateChange, ...]:
    """Return the rates of a floating loan: each fixing of the index plus the margin.

    `floor` and `cap` bound the whole rate. All are fractions a year.

    >>> fixings = [(date(2024, 1, 1), Decimal("0.03")), (date(2024, 7, 1), Decimal("0.09"))]
    >>> [str(change.annual_rate) for change in floating_rates(
    ...     fixings, Decimal("0.02"), cap=Decimal("0.10"))]
    ['0.05', '0.10']
    """
    return tuple(
        RateChange(
            start,
            max(floor, index + margin)
            if cap is None
            else min(cap, max(floor, index + margin)),
        )
        for start, index in sorted(fixings)
    )


def rate_on(rates: Sequence[RateChange], day: date) -> Decimal:
    """Return the rate in force on `day`; `rates` are sorted by date.

    Raises `InterestError` before the first of them.

    >>> rate_on([RateChange(date(2024, 1, 1), Decimal("0.1"))], date(2024, 5, 1))
    Decimal('0.1')
    """
    place = bisect_right(rates, day, key=lambda change: change.start)
    if not place:
        raise InterestError("no rate holds yet")
    return rates[place - 1].annual_rate


class Period(NamedTuple):
    """An interest period: from `start` up to `end`, both dates as money is accrued.

    `regular` is the period it would be without a stub (ACT/ACT ICMA needs it).
    """

    start: date
    end: date
    regular: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class InterestRule:
    """How an agreement counts interest. `maturity` matters to 30E/360 ISDA only.

    `per_period` is the part of a year of every period whatever its dates (1/12: "a
    twelfth of the yearly rate each month"); a part of a period is then by its days.
    """

    day_count: DayCount = DayCount.ACT_365F
    kind: RateKind = RateKind.NOMINAL
    split: Split = Split.DAY_COUNT
    unit: Unit = Unit.MONTH
    maturity: date | None = None
    per_period: Fraction | None = None

    def years(self, start: date, end: date, period: Period) -> Fraction:
        """Return the exact part of a year from `start` to `end` inside `period`.

        >>> month = Period(date(2024, 1, 1), date(2024, 2, 1))
        >>> InterestRule(DayCount.THIRTY_E_360, split=Split.PROPORTIONAL).years(
        ...     date(2024, 1, 1), date(2024, 1, 8), month)
        Fraction(7, 372)
        """
        is_whole = start == period.start and end == period.end
        if self.per_period is not None and is_whole:
            return self.per_period
        if self.per_period is not None or (
            self.split is Split.PROPORTIONAL and not is_whole
        ):
            return self.years(period.start, period.end, period) * Fraction(
                (end - start).days, (period.end - period.start).days
            )
        return self._calendar_years(start, end, period)

    def whole_years(self, period: Period) -> Fraction:
        """Return the exact part of a year that a whole period is.

        >>> InterestRule(DayCount.ACT_360).whole_years(
        ...     Period(date(2024, 1, 1), date(2024, 4, 9)))
        Fraction(11, 40)
        """
        if self.per_period is not None:
            return self.per_period
        return self._calendar_years(period.start, period.end, period)

    def _calendar_years(self, start: date, end: date, period: Period) -> Fraction:
        return year_fraction(
            self.day_count,
            start,
            end,
            maturity=self.maturity,
            reference=period.regular or (period.start, period.end),
            unit=self.unit,
        )

    def growth(self, annual_rate: Decimal, years: Fraction) -> Decimal:
        """Return the interest on one unit of balance, unrounded.

        >>> InterestRule().growth(Decimal("0.12"), Fraction(1, 12))
        Decimal('0.01')
        """
        if self.kind is RateKind.NOMINAL:
            return times(annual_rate, years)
        grown = EXACT.power(ONE + annual_rate, as_decimal(years))
        return EXACT.subtract(grown, ONE)

    def interest(self, balance: Decimal, rate: Decimal, years: Fraction) -> Decimal:
        """Return the interest on one balance at one rate, unrounded.

        >>> InterestRule().interest(Decimal("12.5"), Decimal("0.12"), Fraction(1, 12))
        Decimal('0.125')
        """
        if self.kind is RateKind.NOMINAL:
            return times(_multiply(balance, rate), years)
        return _multiply(balance, self.growth(rate, years))

    def accrue(self, parts: Sequence[tuple[Decimal, Decimal, Fraction]]) -> Decimal:
        """Return interest, unrounded, of parts (balance, rate, part of a year).

        Exact where the rate is nominal: a half cent stays a half cent.

        >>> InterestRule().accrue([(Decimal("12.5"), Decimal("0.12"), Fraction(1, 12))])
        Decimal('0.125')
        """
        if len(parts) == 1:
            return self.interest(*parts[0])
        if self.kind is RateKind.EFFECTIVE:
            return sum((self.interest(*part) for part in parts), ZERO)
        return as_decimal(
            sum(
                (
                    Fraction(balance) * Fraction(rate) * years
                    for balance, rate, years in parts
                ),
                Fraction(0),
            )
        )


BY_CALENDAR_DAYS = InterestRule()


def pieces(
    period: Period, rates: Sequence[RateChange], changes: Iterable[date] = ()
) -> list[tuple[date, date, Decimal]]:
    """Cut a period where a rate or a balance changes: (from, to, rate) of each piece.

    >>> month = Period(date(2024, 1, 1), date(2024, 2, 1))
    >>> rates = [RateChange(date(2023, 1, 1), Decimal("0.1"))]
    >>> [(a.day, b.day) for a, b, _rate in pieces(month, rates, [date(2024, 1, 8)])]
    [(1, 8), (8, 1)]
    """
    cuts = {day for day in changes if period.start < day < period.end}
    cuts.update(
        change.start for change in rates if period.start < change.start < period.end
    )
    edges = [period.start, *sorted(cuts), period.end]
    return [
        (start, end, rate_on(rates, start)) for start, end in itertools.pairwise(edges)
    ]
