"""What a salary that comes to the bank's own accounts shows of an income."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from ..money import CENTS, EXACT, ZERO

MONTHS_LOOKED_AT = 6
# A bonus once or twice is no salary.
LEAST_MONTHS = 3


def months_before(today: date) -> tuple[date, ...]:
    """Return the first days of the full months that are looked at, the oldest first.

    >>> [day.month for day in months_before(date(2026, 3, 15))]
    [9, 10, 11, 12, 1, 2]
    """
    this = today.replace(day=1)
    return tuple(
        this - relativedelta(months=back) for back in range(MONTHS_LOOKED_AT, 0, -1)
    )


def shown_salary(received: Mapping[date, Decimal], today: date) -> Decimal | None:
    """Return the salary of a month that our accounts show; None where they show none.

    `received`: what came as salary by the first day of its month. The average is over the
    months since the first that had one, those without counting nought, so that a salary
    that stopped counts for less each month.

    >>> shown_salary({date(2026, month, 1): Decimal(300) for month in (1, 2, 3)},
    ...     date(2026, 5, 4))
    Decimal('225.00')
    """
    looked_at = months_before(today)
    paid = [month for month in looked_at if received.get(month, ZERO) > 0]
    if len(paid) < LEAST_MONTHS:
        return None
    counted = [month for month in looked_at if month >= paid[0]]
    total = sum((received[month] for month in paid), ZERO)
    return CENTS.apply(EXACT.divide(total, Decimal(len(counted))))
