"""Ratios of a financial statement, each with the lines that made it.

A ratio without a value says why: nothing is divided by nought, and a line that nobody
filled in is not taken for nought. Balance-sheet figures are those at the period's end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from .ratio_specs import (
    ALTMAN_EBIT,
    ALTMAN_EQUITY,
    ALTMAN_FIGURES,
    ALTMAN_RETAINED_EARNINGS,
    ALTMAN_WORKING_CAPITAL,
    SPECS,
    RatioCode,
    Spec,
    Unit,
)
from .statement import Figure

MONTHS_PER_YEAR = Decimal(12)
DAYS_PER_YEAR = Decimal(365)
HUNDRED = Decimal(100)
PLACES = Decimal("0.0001")


class Why(StrEnum):
    """Why a ratio has no value."""

    MISSING = "missing"
    ZERO = "zero"
    NEGATIVE = "negative"
    NO_EARLIER = "no_earlier"


class Side(StrEnum):
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Part:
    """A figure that a ratio was made of, and on which side of the line it stands."""

    figure: Figure
    value: Decimal
    side: Side
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio with what made it; `value` is None where `why` says so, `about` the figures."""

    code: RatioCode
    unit: Unit
    value: Decimal | None
    parts: tuple[Part, ...] = ()
    why: Why | None = None
    about: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Norm:
    """The band in which a ratio is sound; an open side is None."""

    low: Decimal | None = None
    high: Decimal | None = None

    def holds(self, value: Decimal) -> bool:
        """Whether the value lies in the band.

        >>> Norm(low=Decimal(1)).holds(Decimal("0.9"))
        False
        """
        return (self.low is None or value >= self.low) and (
            self.high is None or value <= self.high
        )


def months_between(year_from: int, month_from: int, year_to: int, month_to: int) -> int:
    """Return the calendar months of a period, both ends counted.

    >>> months_between(2026, 1, 2026, 3)
    3
    """
    return 12 * (year_to - year_from) + month_to - month_from + 1


def ratio(spec: Spec, figures: Mapping[Figure, Decimal], *, months: int = 12) -> Ratio:
    """Return one ratio; profit of a shorter period is counted up to a year where it meets
    a balance-sheet figure, and days are those of the period.

    >>> figures = {Figure.CURRENT_ASSETS: Decimal(150), Figure.CURRENT_LIABILITIES: Decimal(100)}
    >>> ratio(SPECS[RatioCode.CURRENT], figures).value
    Decimal('1.5000')
    >>> str(ratio(SPECS[RatioCode.CURRENT], {}).why)
    'missing'
    """
    parts: list[Part] = []
    missing: list[Figure] = []
    for uses, side in ((spec.above, Side.ABOVE), (spec.below, Side.BELOW)):
        known = [use for use in uses if use.figure in figures]
        missing += [use.figure for use in uses if use not in known and not use.may_miss]
        optional = [use for use in uses if use.may_miss and use.sign > 0]
        others = [use for use in uses if not use.may_miss and use.sign > 0]
        if optional and not others and not any(use in known for use in optional):
            missing += [use.figure for use in optional]
        parts += [
            Part(use.figure, figures[use.figure], side, use.sign) for use in known
        ]
    if missing:
        return Ratio(
            spec.code, spec.unit, None, tuple(parts), Why.MISSING, tuple(missing)
        )
    above = sum(
        (part.sign * part.value for part in parts if part.side is Side.ABOVE),
        Decimal(0),
    )
    below = sum((part.value for part in parts if part.side is Side.BELOW), Decimal(0))
    if below <= 0:
        why = Why.ZERO if below == 0 else Why.NEGATIVE
        about = tuple(use.figure for use in spec.below)
        return Ratio(spec.code, spec.unit, None, tuple(parts), why, about)
    value = _scaled(spec, above, below, months)
    return Ratio(spec.code, spec.unit, _rounded(value), tuple(parts))


def _scaled(spec: Spec, above: Decimal, below: Decimal, months: int) -> Decimal:
    value = above / below
    if spec.unit is Unit.DAYS:
        return value * DAYS_PER_YEAR * months / MONTHS_PER_YEAR
    if spec.unit is Unit.PERCENT:
        value *= HUNDRED
    if spec.is_per_year:
        # A year's profit stands above the line in returns, below it in debt ratios.
        is_above = spec.unit is Unit.PERCENT
        value = (
            value * MONTHS_PER_YEAR / months
            if is_above
            else value * months / MONTHS_PER_YEAR
        )
    return value


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(PLACES, ROUND_HALF_UP)


def altman(figures: Mapping[Figure, Decimal], *, months: int = 12) -> Ratio:
    """Return Altman's Z'': 2.6 and more is sound, below 1.1 is distress.

    Z'' = 6.56 X1 + 3.26 X2 + 6.72 X3 + 1.05 X4, where X1 is working capital, X2 retained
    earnings and X3 a year's operating profit to total assets, and X4 is book equity to
    liabilities. The constant 3.25 of the emerging-market score is left out.

    >>> keys = (Figure.CURRENT_ASSETS, Figure.CURRENT_LIABILITIES, Figure.RETAINED_EARNINGS,
    ...         Figure.OPERATING_PROFIT, Figure.EQUITY, Figure.TOTAL_ASSETS)
    >>> altman(dict(zip(keys, map(Decimal, (40, 20, 30, 10, 50, 100))))).value
    Decimal('4.0120')
    """
    parts = tuple(
        Part(
            figure,
            figures[figure],
            Side.BELOW if figure is Figure.TOTAL_ASSETS else Side.ABOVE,
        )
        for figure in ALTMAN_FIGURES
        if figure in figures
    )
    missing = tuple(figure for figure in ALTMAN_FIGURES if figure not in figures)
    if missing:
        return Ratio(RatioCode.ALTMAN, Unit.SCORE, None, parts, Why.MISSING, missing)
    assets, equity = figures[Figure.TOTAL_ASSETS], figures[Figure.EQUITY]
    liabilities = assets - equity
    for value, about in ((assets, Figure.TOTAL_ASSETS), (liabilities, Figure.EQUITY)):
        if value <= 0:
            why = Why.ZERO if value == 0 else Why.NEGATIVE
            return Ratio(RatioCode.ALTMAN, Unit.SCORE, None, parts, why, (about,))
    capital = figures[Figure.CURRENT_ASSETS] - figures[Figure.CURRENT_LIABILITIES]
    profit = figures[Figure.OPERATING_PROFIT] * MONTHS_PER_YEAR / months
    score = (
        ALTMAN_WORKING_CAPITAL * capital / assets
        + ALTMAN_RETAINED_EARNINGS * figures[Figure.RETAINED_EARNINGS] / assets
        + ALTMAN_EBIT * profit / assets
        + ALTMAN_EQUITY * equity / liabilities
    )
    return Ratio(RatioCode.ALTMAN, Unit.SCORE, _rounded(score), parts)


def growth(
    code: RatioCode,
    figure: Figure,
    figures: Mapping[Figure, Decimal],
    earlier: Mapping[Figure, Decimal] | None,
) -> Ratio:
    """Return the change against the same period a year before, in percent.

    From a loss or from nothing there is no percentage to grow by.

    >>> growth(RatioCode.REVENUE_GROWTH, Figure.REVENUE,
    ...        {Figure.REVENUE: Decimal(90)}, {Figure.REVENUE: Decimal(120)}).value
    Decimal('-25.0000')
    """
    parts = tuple(
        Part(figure, period[figure], side)
        for period, side in ((figures, Side.ABOVE), (earlier or {}, Side.BELOW))
        if figure in period
    )

    def without(why: Why) -> Ratio:
        return Ratio(code, Unit.PERCENT, None, parts, why, (figure,))

    if figure not in figures:
        return without(Why.MISSING)
    if not earlier or figure not in earlier:
        return without(Why.NO_EARLIER)
    before = earlier[figure]
    if before <= 0:
        return without(Why.ZERO if before == 0 else Why.NEGATIVE)
    value = (figures[figure] - before) / before * HUNDRED
    return Ratio(code, Unit.PERCENT, _rounded(value), parts)


def ratios(
    figures: Mapping[Figure, Decimal],
    *,
    months: int = 12,
    earlier: Mapping[Figure, Decimal] | None = None,
) -> dict[RatioCode, Ratio]:
    """Return all ratios of a period of so many `months`, in the order of the screen.

    `earlier` is the same period a year before.

    >>> list(ratios({}))[0]
    <RatioCode.CURRENT: 'current'>
    """
    if months < 1:
        raise ValueError("a period has at least one month")
    found = {code: ratio(spec, figures, months=months) for code, spec in SPECS.items()}
    found[RatioCode.ALTMAN] = altman(figures, months=months)
    for code, figure in (
        (RatioCode.REVENUE_GROWTH, Figure.REVENUE),
        (RatioCode.PROFIT_GROWTH, Figure.NET_PROFIT),
    ):
        found[code] = growth(code, figure, figures, earlier)
    return found
