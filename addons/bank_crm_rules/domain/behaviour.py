"""How a client uses his accounts: windows of full months, and what changed between them."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

# A window of N months is compared with the N months before it: 12 months are kept.
WINDOWS = (1, 3, 6, 12)
COMPARED_WINDOWS = (1, 3, 6)
MONTHS_KEPT = 12
_PERCENT = Decimal(100)
_CENT = Decimal("0.01")


class Measure(StrEnum):
    """What is counted of a month."""

    CREDIT = "credit"
    DEBIT = "debit"
    OPERATIONS = "operations"
    BALANCE = "balance"


def window_total(months: Mapping[int, Decimal], window: int, skip: int = 0) -> Decimal:
    """Sum the months `skip + 1` to `skip + window` back; 1 is the last full month.

    >>> window_total({1: Decimal(10), 2: Decimal(20), 4: Decimal(5)}, 3)
    Decimal('30')
    >>> window_total({1: Decimal(10), 2: Decimal(20), 4: Decimal(5)}, 3, skip=3)
    Decimal('5')
    """
    span = range(skip + 1, skip + window + 1)
    return sum((months.get(back, Decimal(0)) for back in span), Decimal(0))


def change_percent(now: Decimal, before: Decimal) -> Decimal | None:
    """Percent by which a figure grew (or, below zero, fell); None where nothing was before.

    >>> change_percent(Decimal(70), Decimal(100)), change_percent(Decimal(5), Decimal(0))
    (Decimal('-30.00'), None)
    """
    if not before:
        return None
    share = (now - before) * _PERCENT / before
    return share.quantize(_CENT, ROUND_HALF_UP)


def full_years(since: date, today: date) -> int:
    """Whole years from `since` to `today`: a person born on 29 February ages on 1 March.

    >>> full_years(date(2000, 2, 29), date(2026, 2, 28))
    25
    """
    before_day = (today.month, today.day) < (since.month, since.day)
    return today.year - since.year - before_day


def full_months(since: date, today: date) -> int:
    """Whole months from `since` to `today`.

    >>> full_months(date(2025, 12, 15), date(2026, 3, 14))
    2
    """
    months = 12 * (today.year - since.year) + today.month - since.month
    return months - (today.day < since.day)
