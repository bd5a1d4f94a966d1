"""Dated decisions about a person: which is in force, how many clients he may hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FULL_PERCENT = 100
NEARLY_FULL_PERCENT = 90


class DecisionError(ValueError):
    """A decision or a load that cannot be."""


class Kind(StrEnum):
    """What is decided; an appointment is a post and is not repeated here."""

    GRADE = "grade"
    LIMIT = "limit"
    SUSPENSION = "suspension"


class Load(StrEnum):
    """How full a portfolio is."""

    FREE = "free"
    NEARLY_FULL = "nearly_full"
    FULL = "full"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision with its days; without a last day it lasts until the next one."""

    number: int
    kind: Kind
    first_day: date
    last_day: date | None = None

    def __post_init__(self) -> None:
        if self.last_day is not None and self.last_day < self.first_day:
            raise DecisionError("a decision cannot end before it begins")

    def covers(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


def in_force(decisions: Iterable[Decision], kind: Kind, day: date) -> Decision | None:
    """The one that counts on the day: begun last, of one day the one entered last.

    >>> first = Decision(1, Kind.GRADE, date(2024, 1, 1))
    >>> second = Decision(2, Kind.GRADE, date(2026, 3, 1))
    >>> [in_force([second, first], Kind.GRADE, day).number
    ...  for day in (date(2026, 2, 28), date(2026, 3, 1))]
    [1, 2]
    """
    covering = [
        decision
        for decision in decisions
        if decision.kind == kind and decision.covers(day)
    ]
    return max(
        covering,
        key=lambda decision: (decision.first_day, decision.number),
        default=None,
    )


def load_limit(personal: int | None, grade: int | None, bank: int | None) -> int | None:
    """How many clients a manager may hold; None is as many as come.

    What was decided for the person counts before what his grade allows, and that before
    the limit of the bank. A personal limit of 0 means that he takes nobody new; a grade or
    a bank without a limit of its own has none (0 or None).

    >>> load_limit(0, 250, 300), load_limit(None, 250, 300), load_limit(None, 0, 300)
    (0, 250, 300)
    >>> load_limit(None, None, None) is None
    True
    """
    if any(limit is not None and limit < 0 for limit in (personal, grade, bank)):
        raise DecisionError("a limit is not negative")
    if personal is not None:
        return personal
    return grade or bank or None


def load_percent(load: int, limit: int | None) -> int:
    """The share of the limit that is taken, in whole percent, rounded down; 0 without one.

    >>> load_percent(299, 300), load_percent(330, 300), load_percent(5, None)
    (99, 110, 0)
    """
    if load < 0:
        raise DecisionError("a load is not negative")
    if limit is None:
        return 0
    if limit == 0:
        return FULL_PERCENT if not load else 2 * FULL_PERCENT
    return load * FULL_PERCENT // limit


def load_level(load: int, limit: int | None) -> Load:
    """How full it is; over the limit only where there is one more than it allows.

    >>> [str(load_level(load, 300)) for load in (269, 270, 300, 301)]
    ['free', 'nearly_full', 'full', 'over']
    """
    percent = load_percent(load, limit)
    if limit is not None and load > limit:
        return Load.OVER
    if percent >= FULL_PERCENT:
        return Load.FULL
    return Load.NEARLY_FULL if percent >= NEARLY_FULL_PERCENT else Load.FREE
