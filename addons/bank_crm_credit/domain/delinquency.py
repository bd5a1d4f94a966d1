"""Days past due, buckets and pauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from .money import ZERO


class DelinquencyError(ValueError):
    """Buckets that overlap, or pauses the wrong way round."""


class DueDayCount(StrEnum):
    """Whether the due date itself is day 0 or day 1."""

    FROM_NEXT_DAY = "from_next_day"
    FROM_DUE_DAY = "from_due_day"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days, both counted, on which days past due stand still."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise DelinquencyError("a pause ends before it begins")


def oldest_unpaid(
    claims: Iterable[tuple[date, Decimal]], as_of: date, tolerance: Decimal = ZERO
) -> date | None:
    """Return the oldest due date, up to `as_of`, with more unpaid than `tolerance`.

    A part payment does not move it: the oldest sum not wholly paid counts.

    >>> claims = [(date(2024, 1, 5), Decimal(0)), (date(2024, 2, 5), Decimal(7))]
    >>> oldest_unpaid(claims, date(2024, 3, 1))
    datetime.date(2024, 2, 5)
    """
    days = [due for due, unpaid in claims if due <= as_of and unpaid > tolerance]
    return min(days, default=None)


def days_past_due(
    oldest_due: date | None,
    as_of: date,
    count: DueDayCount = DueDayCount.FROM_NEXT_DAY,
    grace_days: int = 0,
    pauses: Sequence[Pause] = (),
) -> int:
    """Return the days that the oldest unpaid sum is late, never below zero.

    Days of grace are taken off; days of a pause are not counted.

    >>> days_past_due(date(2023, 7, 18), date(2023, 7, 20))
    2
    >>> days_past_due(date(2023, 2, 1), date(2023, 2, 5), DueDayCount.FROM_DUE_DAY)
    5
    """
    if oldest_due is None:
        return 0
    days = (as_of - oldest_due).days + (count is DueDayCount.FROM_DUE_DAY)
    for pause in pauses:
        first = max(pause.start, oldest_due + timedelta(1))
        last = min(pause.end, as_of)
        days -= max(0, (last - first).days + 1)
    return max(0, days - grace_days)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A range of days past due, both ends counted; `last` None: without end."""

    name: str
    first: int
    last: int | None = None


def bucket_of(days: int, buckets: Sequence[Bucket]) -> Bucket | None:
    """Return the bucket of so many days; None where none holds them.

    Raises `DelinquencyError` where two do.

    >>> bucket_of(31, [Bucket("1-30", 1, 30), Bucket("31+", 31)]).name
    '31+'
    """
    found = [
        bucket
        for bucket in buckets
        if bucket.first <= days and (bucket.last is None or days <= bucket.last)
    ]
    if len(found) > 1:
        raise DelinquencyError("two buckets hold the same days")
    return found[0] if found else None


def effective_pauses(
    pauses: Iterable[Pause], resumed: Iterable[date] = ()
) -> tuple[Pause, ...]:
    """Return the pauses as they held: one that is resumed ends on that day.

    >>> pause = Pause(date(2023, 1, 10), date(2023, 1, 31))
    >>> effective_pauses([pause], [date(2023, 1, 20)])[0].end
    datetime.date(2023, 1, 20)
    """
    days = sorted(resumed)
    held = []
    for pause in sorted(pauses, key=lambda one: one.start):
        cuts = [day for day in days if pause.start <= day <= pause.end]
        held.append(Pause(pause.start, cuts[0]) if cuts else pause)
    return tuple(held)
