"""Due dates: months without drift, and instalments moved off days the bank is closed."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS_A_YEAR = 12
LAST_DAY_OF_MONTH = 31
SHORTEST_MONTH_DAYS = 28
FEBRUARY = 2
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SATURDAY, SUNDAY = 5, 6
_ONE_DAY = timedelta(1)
# A calendar without a working day for so long is a mistake, not a feast.
_LONGEST_CLOSURE_DAYS = 366


class DueDateError(ValueError):
    """A due-date rule that names no date."""


class Unit(StrEnum):
    """The unit in which the time between instalments is counted."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Shift(StrEnum):
    """Where a due date goes that falls on a closed day (ISDA 2006, 4.12)."""

    NONE = "none"
    FOLLOWING = "following"
    MODIFIED_FOLLOWING = "modified_following"
    PRECEDING = "preceding"
    MODIFIED_PRECEDING = "modified_preceding"


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The days on which the bank is open.

    `weekend` holds weekdays (Monday is 0), `holidays` closed dates, `working_days` dates
    open in spite of both (weekends worked instead of bridges).
    """

    holidays: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    working_days: frozenset[date] = frozenset()

    def is_open(self, day: date) -> bool:
        """Tell whether the bank works on `day`.

        >>> BusinessCalendar().is_open(date(2026, 11, 29))
        False
        """
        if day in self.working_days:
            return True
        return day.weekday() not in self.weekend and day not in self.holidays

    def shift(self, day: date, rule: Shift) -> date:
        """Return the date to which `rule` moves `day`.

        Raises `DueDateError` where the calendar has no open day for a year.

        >>> calendar = BusinessCalendar()
        >>> calendar.shift(date(2026, 5, 31), Shift.FOLLOWING)
        datetime.date(2026, 6, 1)
        >>> calendar.shift(date(2026, 5, 31), Shift.MODIFIED_FOLLOWING)
        datetime.date(2026, 5, 29)
        """
        if rule is Shift.NONE:
            return day
        forward = rule in (Shift.FOLLOWING, Shift.MODIFIED_FOLLOWING)
        moved = self._next_open(day, _ONE_DAY if forward else -_ONE_DAY)
        modified = rule in (Shift.MODIFIED_FOLLOWING, Shift.MODIFIED_PRECEDING)
        if modified and moved.month != day.month:
            moved = self._next_open(day, -_ONE_DAY if forward else _ONE_DAY)
        return moved

    def _next_open(self, day: date, step: timedelta) -> date:
        for _tried in range(_LONGEST_CLOSURE_DAYS):
            if self.is_open(day):
                return day
            day += step
        raise DueDateError("the calendar has no working day for a year")


ALWAYS_OPEN = BusinessCalendar(weekend=frozenset())


def days_of_month(year: int, month: int) -> int:
    """Return how long a month is.

    >>> days_of_month(2024, 2), days_of_month(2100, 2)
    (29, 28)
    """
    return 29 if month == FEBRUARY and isleap(year) else _MONTH_DAYS[month - 1]


def add_months(day: date, months: int, day_of_month: int | None = None) -> date:
    """Return the date `months` later, on `day_of_month` (else the same day), clamped.

    Counting always from the first date brings the 31st back after a short month.

    >>> add_months(date(2024, 1, 31), 1), add_months(date(2024, 1, 31), 2)
    (datetime.date(2024, 2, 29), datetime.date(2024, 3, 31))
    """
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, 12)
    wanted = day_of_month or day.day
    if wanted > SHORTEST_MONTH_DAYS:
        wanted = min(wanted, days_of_month(year, month + 1))
    return date(year, month + 1, wanted)


@dataclass(frozen=True, slots=True)
class Frequency:
    """The time between two instalments: every `every` units. Raises `DueDateError`."""

    unit: Unit = Unit.MONTH
    every: int = 1

    def __post_init__(self) -> None:
        if self.every < 1:
            raise DueDateError("instalments come at least one unit apart")

    def after(
        self, anchor: date, periods: int, day_of_month: int | None = None
    ) -> date:
        """Return the date `periods` periods after `anchor`, without drift.

        >>> Frequency(Unit.WEEK, 2).after(date(2024, 1, 1), 3)
        datetime.date(2024, 2, 12)
        """
        count = periods * self.every
        if self.unit is Unit.MONTH:
            return add_months(anchor, count, day_of_month)
        if self.unit is Unit.YEAR:
            return add_months(anchor, count * MONTHS_A_YEAR, day_of_month)
        return anchor + timedelta(count * 7 if self.unit is Unit.WEEK else count)


MONTHLY = Frequency()


def due_dates(
    first: date, frequency: Frequency = MONTHLY, day_of_month: int | None = None
) -> Iterator[date]:
    """Yield due dates without end: the first, then one period after another.

    `day_of_month` names the day where the first date is itself a clamped one (31 for
    "the last day of the month").

    >>> dates = due_dates(date(2024, 2, 29), day_of_month=LAST_DAY_OF_MONTH)
    >>> [next(dates).isoformat() for _month in range(3)]
    ['2024-02-29', '2024-03-31', '2024-04-30']
    """
    count = 0
    while True:
        yield frequency.after(first, count, day_of_month)
        count += 1
