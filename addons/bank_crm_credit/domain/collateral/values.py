"""Values of a collateral: market, pledge after a haircut, liquidation; and their validity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..due_dates import add_months
from ..money import CENTS, ONE, ZERO

MONTHS_A_YEAR = 12


class ValuationError(ValueError):
    """A haircut or a valuation that cannot be."""


@dataclass(frozen=True, slots=True)
class Haircut:
    """The share of the market value that is not lent on: by kind, from an age in years.

    `sale_discount`: what a forced sale brings less than the market; `sale_costs`: what
    the sale itself takes of the proceeds. All fractions, the bank's own policy.
    """

    kind: str
    share: Decimal
    from_years: int = 0
    sale_discount: Decimal = ZERO
    sale_costs: Decimal = ZERO

    def __post_init__(self) -> None:
        shares = (self.share, self.sale_discount, self.sale_costs)
        if any(not ZERO <= share <= ONE for share in shares) or self.from_years < 0:
            raise ValuationError("a haircut is between nought and one")


def full_years(since: date, day: date) -> int:
    """Return the full years from one day to another; none where the second is earlier.

    >>> full_years(date(2020, 2, 29), date(2025, 2, 27))
    4
    """
    years = day.year - since.year
    while years > 0 and add_months(since, years * MONTHS_A_YEAR) > day:
        years -= 1
    return max(years, 0)


def haircut_of(kind: str, years: int, haircuts: Iterable[Haircut]) -> Haircut | None:
    """Return the haircut of a thing so old; None: the bank does not lend on such.

    >>> haircuts = [Haircut("car", Decimal("0.3")), Haircut("car", Decimal("0.5"), 5)]
    >>> haircut_of("car", 5, haircuts).share, haircut_of("boat", 1, haircuts)
    (Decimal('0.5'), None)
    """
    fitting = [one for one in haircuts if one.kind == kind and one.from_years <= years]
    return max(fitting, key=lambda one: one.from_years, default=None)


@dataclass(frozen=True, slots=True)
class Values:
    """Sums in one currency. Pledge: what the bank lends on. Liquidation: a forced sale."""

    market: Decimal
    pledge: Decimal
    liquidation: Decimal


def values_of(market: Decimal, haircut: Haircut | None) -> Values:
    """Return the three values; without a haircut nothing is lent on it.

    >>> flat = Haircut("flat", Decimal("0.3"), 0, Decimal("0.2"), Decimal("0.05"))
    >>> values_of(Decimal(1000), flat)
    Values(market=Decimal('1000'), pledge=Decimal('700.00'), liquidation=Decimal('760.00'))
    """
    if market < 0:
        raise ValuationError("a value is not below zero")
    if haircut is None:
        return Values(market, ZERO, ZERO)
    proceeds = market * (ONE - haircut.sale_discount)
    return Values(
        market,
        CENTS.apply(market * (ONE - haircut.share)),
        CENTS.apply(proceeds * (ONE - haircut.sale_costs)),
    )


@dataclass(frozen=True, slots=True)
class Valuation:
    """An appraiser's value on a day, good for so many months.

    `accredited_until`: the last day of his accreditation with the bank; None: he has none.
    """

    day: date
    market: Decimal
    months: int
    accredited_until: date | None

    def __post_init__(self) -> None:
        if self.market < 0 or self.months < 1:
            raise ValuationError("a valuation has a value and a term")

    @property
    def last_day(self) -> date:
        return add_months(self.day, self.months)


class Standing(StrEnum):
    """Whether a valuation may be lent on."""

    VALID = "valid"
    ENDS_SOON = "ends_soon"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    NOT_ACCREDITED = "not_accredited"


def standing(valuation: Valuation, today: date, *, soon_days: int = 30) -> Standing:
    """Return how a valuation stands; its last day still counts.

    The appraiser must have been accredited on the day of the valuation; what became of
    him later changes nothing.

    >>> valuation = Valuation(date(2025, 3, 1), Decimal(9), 12, date(2025, 12, 31))
    >>> str(standing(valuation, date(2026, 3, 1))), str(standing(valuation, date(2026, 3, 2)))
    ('ends_soon', 'expired')
    """
    until = valuation.accredited_until
    if until is None or until < valuation.day:
        return Standing.NOT_ACCREDITED
    if today < valuation.day:
        return Standing.NOT_YET
    left = (valuation.last_day - today).days
    if left < 0:
        return Standing.EXPIRED
    return Standing.ENDS_SOON if left <= soon_days else Standing.VALID


COUNTS = frozenset({Standing.VALID, Standing.ENDS_SOON})


def lendable(
    valuation: Valuation | None, haircut: Haircut | None, today: date
) -> Decimal:
    """Return what counts as cover today: the pledge value, nothing without a valid valuation.

    >>> lendable(None, Haircut("flat", Decimal("0.3")), date(2026, 3, 2))
    Decimal('0')
    """
    if valuation is None or standing(valuation, today) not in COUNTS:
        return ZERO
    return values_of(valuation.market, haircut).pledge
