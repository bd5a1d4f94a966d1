"""What a person lives on: employments, length of service, income a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

MONTHS_A_YEAR = 12
CENT = Decimal("0.01")


class WorkError(ValueError):
    """An employment that cannot be."""


class Period(StrEnum):
    """For what time an income is told."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


# How many of them a year has.
TIMES_A_YEAR = {Period.MONTH: 12, Period.QUARTER: 4, Period.YEAR: 1}


@dataclass(frozen=True, slots=True)
class Employment:
    """From the first day to the last, the last one included; no end: he works there."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until and self.until < self.since:
            raise WorkError("the last day is before the first")

    def is_current(self, today: date) -> bool:
        """Whether he works there today."""
        return self.since <= today and (self.until is None or self.until >= today)


def monthly_income(amount: Decimal, period: Period) -> Decimal:
    """Return what an income makes a month, rounded to cents.

    >>> monthly_income(Decimal("360000"), Period.YEAR)
    Decimal('30000.00')
    """
    if amount < 0:
        raise WorkError("an income is not negative")
    yearly = amount * TIMES_A_YEAR[period]
    return (yearly / MONTHS_A_YEAR).quantize(CENT, ROUND_HALF_UP)


def months_between(since: date, until: date) -> int:
    """Return the full months from one day to another; none where the second is earlier.

    >>> months_between(date(2026, 1, 31), date(2026, 3, 1))
    1
    """
    if until < since:
        return 0
    months = (until.year - since.year) * MONTHS_A_YEAR + until.month - since.month
    return months - (until.day < since.day)


def service_months(one: Employment, today: date) -> int:
    """Return the full months that an employment has lasted, up to today or its end.

    >>> service_months(Employment(date(2024, 11, 20)), date(2026, 11, 20))
    24
    """
    last = min(one.until, today) if one.until else today
    return months_between(one.since, last)


def total_service_months(works: Iterable[Employment], today: date) -> int:
    """Return the full months of all employments; days worked in two places count once.

    >>> first = Employment(date(2020, 1, 1), date(2021, 1, 1))
    >>> beside = Employment(date(2020, 6, 1), date(2020, 9, 1))
    >>> total_service_months([first, beside], date(2026, 1, 1))
    12
    """
    months = 0
    since = until = None
    for one in sorted(works, key=lambda work: work.since):
        if one.since > today:
            continue
        last = min(one.until, today) if one.until else today
        if until is None or one.since > until:
            months += months_between(since, until) if since and until else 0
            since, until = one.since, last
        else:
            until = max(until, last)
    return months + (months_between(since, until) if since and until else 0)
