"""What the home screens compare, and which days and dates they speak of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from .figures import ZERO, Direction, change_fraction

DAYS_SOON = 7
FRESH_DAYS = 1
LATE_DAYS = 3


class HomeError(ValueError):
    """Dates from which no period can be made."""


class Since(StrEnum):
    """What a figure of today is compared with."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Urgency(StrEnum):
    """How near a due date is: red, amber, or neither."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


class Freshness(StrEnum):
    """How old the newest data are: green, amber, red, or none at all."""

    FRESH = "fresh"
    LATE = "late"
    STALE = "stale"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The change of a figure; `fraction` is None where there was nothing before."""

    delta: Decimal
    fraction: Decimal | None
    direction: Direction


def compare(before: Decimal | None, after: Decimal) -> Comparison | None:
    """Compare a figure with an earlier one; None where the earlier is not known.

    >>> compare(Decimal(200), Decimal(208))
    ... # doctest: +NORMALIZE_WHITESPACE
    Comparison(delta=Decimal('8'), fraction=Decimal('0.04'),
               direction=<Direction.UP: 'up'>)
    """
    if before is None:
        return None
    delta = after - before
    direction = Direction.FLAT
    if delta:
        direction = Direction.UP if delta > 0 else Direction.DOWN
    return Comparison(delta, change_fraction(before, after), direction)


def comparison_targets(day: date) -> dict[Since, date]:
    """Return the last days whose figures `day` is compared with.

    A month starts with the balances of the last day of the month before.

    >>> [f"{target}" for target in comparison_targets(date(2026, 3, 1)).values()]
    ['2026-02-28', '2026-02-28', '2025-12-31']
    """
    one = timedelta(days=1)
    return {
        Since.DAY: day - one,
        Since.MONTH: day.replace(day=1) - one,
        Since.YEAR: day.replace(month=1, day=1) - one,
    }


def comparison_days(day: date, counted: Iterable[date]) -> dict[Since, date]:
    """Choose from the counted days the last one at or before each target.

    The bank does not count every day: after a weekend Monday is compared with Friday.

    >>> comparison_days(date(2026, 11, 23), [date(2026, 11, 20)])[Since.DAY]
    datetime.date(2026, 11, 20)
    """
    known = sorted(set(counted))
    found = {}
    for since, target in comparison_targets(day).items():
        earlier = [other for other in known if other <= target]
        if earlier:
            found[since] = earlier[-1]
    return found


def week_start(day: date) -> date:
    """Return the Monday of the week of `day`.

    >>> week_start(date(2026, 11, 22))
    datetime.date(2026, 11, 16)
    """
    return day - timedelta(days=day.weekday())


def birthdays(first: date, last: date) -> list[tuple[int, int]]:
    """Return month and day of everybody whose birthday falls between the two days.

    Those born on 29 February celebrate on the 28th in a common year.

    >>> birthdays(date(2027, 2, 27), date(2027, 3, 1))
    [(2, 27), (2, 28), (2, 29), (3, 1)]
    """
    if last < first:
        raise HomeError("the period ends before it begins")
    marks = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        marks.append((day.month, day.day))
        if (day.month, day.day) == (2, 28) and not _is_leap(day.year):
            marks.append((2, 29))
    return marks


def next_birthday(born: date, today: date) -> date:
    """Return the coming birthday, today's included.

    >>> next_birthday(date(2000, 2, 29), date(2027, 2, 1))
    datetime.date(2027, 2, 28)
    """
    this_year = _birthday_in(born, today.year)
    return this_year if this_year >= today else _birthday_in(born, today.year + 1)


def urgency(due: date, today: date, days_soon: int = DAYS_SOON) -> Urgency:
    """Say how near a due date is.

    >>> urgency(date(2026, 11, 19), date(2026, 11, 20)).value
    'overdue'
    """
    left = (due - today).days
    if left < 0:
        return Urgency.OVERDUE
    if left == 0:
        return Urgency.TODAY
    return Urgency.SOON if left <= days_soon else Urgency.LATER


def freshness(as_of: date | None, today: date) -> Freshness:
    """Say whether data of the day `as_of` are good enough for today.

    >>> freshness(date(2026, 11, 16), date(2026, 11, 20)).value
    'stale'
    """
    if as_of is None:
        return Freshness.NONE
    age = (today - as_of).days
    if age <= FRESH_DAYS:
        return Freshness.FRESH
    return Freshness.LATE if age <= LATE_DAYS else Freshness.STALE


def fill_days(
    first: date, last: date, values: Mapping[date, Decimal]
) -> list[tuple[date, Decimal]]:
    """Return every day of the period, with nothing on the days that have no figure.

    >>> filled = fill_days(date(2026, 11, 1), date(2026, 11, 3), {})
    >>> [day.day for day, value in filled if value == 0]
    [1, 2, 3]
    """
    if last < first:
        raise HomeError("the period ends before it begins")
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [(day, values.get(day, ZERO)) for day in days]


def roll_up(
    parents: Mapping[int, int | None], own: Mapping[int, Decimal], tops: Iterable[int]
) -> dict[int, Decimal]:
    """Add the figures of all units below to each of the units `tops`.

    >>> roll_up({1: None, 2: 1, 3: 2}, {2: Decimal(5), 3: Decimal(1)}, [2])
    {2: Decimal('6')}
    """
    sums = dict.fromkeys(tops, ZERO)
    for unit, value in own.items():
        at: int | None = unit
        while at is not None and at not in sums:
            at = parents.get(at)
        if at is not None:
            sums[at] += value
    return sums


def _birthday_in(born: date, year: int) -> date:
    if (born.month, born.day) == (2, 29) and not _is_leap(year):
        return date(year, 2, 28)
    return born.replace(year=year)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
