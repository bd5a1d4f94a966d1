"""A sign of trouble, and the figures that show it.

The kinds follow EBA/GL/2020/06, section 8.5 (early warning indicators and watch lists);
the thresholds are the bank's. A signal never decides by itself: it puts a client before a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class SignalError(ValueError):
    """A threshold that nothing or everything would pass."""


class Code(StrEnum):
    """The signals, in the order in which they are shown."""

    GROUP_OVERDUE = "group_overdue"
    COVENANT_BREACH = "covenant_breach"
    ARREST = "arrest"
    RETURNED_PAYMENTS = "returned_payments"
    SALARY_STOPPED = "salary_stopped"
    TURNOVER_DROP = "turnover_drop"
    LARGE_OUTFLOW = "large_outflow"
    OVERDRAFT_AT_LIMIT = "overdraft_at_limit"
    BUREAU_DOWNGRADE = "bureau_downgrade"
    NEW_LENDER = "new_lender"


Figure = Decimal | date | int


@dataclass(frozen=True, slots=True)
class Signal:
    """One sign on a day; `figures`: name and value of all that led to it, in order.

    Words are made of code and figures where it is shown, in the reader's language.
    """

    code: Code
    day: date
    figures: tuple[tuple[str, Figure], ...]

    def figure(self, name: str) -> Figure:
        """Return a figure by its name; `KeyError` where there is none."""
        return dict(self.figures)[name]


def share_of(value: Decimal) -> Decimal:
    """Return a threshold that is a share; raise `SignalError` outside nought to one.

    >>> share_of(Decimal("0.3"))
    Decimal('0.3')
    """
    if not 0 < value <= 1:
        raise SignalError("a share is above nought and at most one")
    return value


def days_of(value: int) -> int:
    """Return a threshold in days or pieces; raise `SignalError` below one.

    >>> days_of(30)
    30
    """
    if value < 1:
        raise SignalError("it takes at least one")
    return value
