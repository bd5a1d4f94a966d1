"""When somebody is told of a task that is late, and who that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from .working_time import WorkingWeek, add_hours, take_hours

LOOKED_BACK_DAYS = 400


class EscalationError(ValueError):
    """A step of escalation that cannot be."""


class Side(StrEnum):
    """Before the task falls due, or after."""

    BEFORE = "before"
    AFTER = "after"


class Whom(StrEnum):
    """Who is told: who has the task, or a head so many units up the tree."""

    ASSIGNEE = "assignee"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: so many working hours before or after the end of the due day."""

    level: int
    side: Side
    hours: Decimal
    whom: Whom
    heads_up: int = 1

    def __post_init__(self) -> None:
        if self.hours < 0:
            raise EscalationError("hours cannot be negative")
        if self.whom is Whom.HEAD and self.heads_up < 1:
            raise EscalationError("the first head is the nearest one")
        if self.side is Side.BEFORE and self.whom is not Whom.ASSIGNEE:
            raise EscalationError("before a task falls due only its owner is reminded")


def told_at(due: date, step: Step, week: WorkingWeek) -> datetime:
    """Return the moment of a step for a task that falls due on `due`.

    A task may be done until the end of its day: lateness begins at midnight.
    """
    midnight = datetime.combine(due + timedelta(days=1), time())
    if step.side is Side.BEFORE:
        return take_hours(midnight, step.hours, week)
    return add_hours(midnight, step.hours, week)


def last_due(now: datetime, step: Step, week: WorkingWeek) -> date | None:
    """Return the latest due day for which the moment of the step has come by `now`.

    The later a task falls due, the later its step: what is due earlier has come too.
    """
    day = now.date() + timedelta(
        days=LOOKED_BACK_DAYS if step.side is Side.BEFORE else 0
    )
    for _number in range(2 * LOOKED_BACK_DAYS):
        if told_at(day, step, week) <= now:
            return day
        day -= timedelta(days=1)
    return None


def head_to_tell(
    chain: Iterable[int], heads_up: int, told: Iterable[int]
) -> int | None:
    """Choose from the heads above an employee, the nearest first, whom a step tells.

    Above the top there is nobody: then the topmost one, if he was not told before.

    >>> head_to_tell([7, 9], 1, []), head_to_tell([7, 9], 5, []), head_to_tell([7], 2, [7])
    (7, 9, None)
    """
    heads = list(chain)
    if not heads:
        return None
    chosen = heads[min(heads_up, len(heads)) - 1]
    return None if chosen in set(told) else chosen
