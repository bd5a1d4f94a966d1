"""A person's right to sign for a company: when it holds and how far it reaches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

EXPIRES_SOON_DAYS = 30


class Scope(StrEnum):
    """Alone, or only together with another who signs jointly."""

    SOLE = "sole"
    JOINT = "joint"


class Basis(StrEnum):
    CHARTER = "charter"
    ATTORNEY = "attorney"


class Standing(StrEnum):
    """How a right stands on a day."""

    FUTURE = "future"
    VALID = "valid"
    SOON = "soon"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Right:
    """A right to sign. Without a limit any sum; without an end until it is ended."""

    scope: Scope
    first_day: date | None = None
    last_day: date | None = None
    limit: Decimal | None = None

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit <= 0:
            raise ValueError("a limit is positive")
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError("the last day is before the first")


def standing(right: Right, today: date) -> Standing:
    """Return how the right stands today; it still holds on its last day.

    >>> right = Right(Scope.SOLE, date(2026, 1, 1), date(2026, 11, 20))
    >>> str(standing(right, date(2026, 11, 20))), str(standing(right, date(2026, 11, 21)))
    ('soon', 'expired')
    """
    if right.first_day and today < right.first_day:
        return Standing.FUTURE
    if right.last_day is None:
        return Standing.VALID
    if today > right.last_day:
        return Standing.EXPIRED
    if right.last_day - today <= timedelta(days=EXPIRES_SOON_DAYS):
        return Standing.SOON
    return Standing.VALID


def can_sign(rights: Iterable[Right], amount: Decimal, today: date) -> bool:
    """Whether the company has anybody who may sign for this sum today: one who signs
    alone, or two who sign together.

    >>> can_sign([Right(Scope.JOINT)], Decimal(10), date(2026, 11, 20))
    False
    """
    able = [
        right
        for right in rights
        if standing(right, today) in (Standing.VALID, Standing.SOON)
        and (right.limit is None or right.limit >= amount)
    ]
    return any(right.scope is Scope.SOLE for right in able) or len(able) > 1
