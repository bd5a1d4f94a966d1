"""Working hours of the bank: what is the moment so many hours of work from another.

Moments are without a zone, as the clock on the bank's wall shows them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

DAYS_A_WEEK = 7
# A bank that does not work for a year works no more.
MOST_DAYS = 366
SECONDS_AN_HOUR = Decimal(3600)


class WorkingTimeError(ValueError):
    """Working hours from which no moment can be found."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Working hours of a day from one time until another, before midnight.

    `parity` is None for every week, 0 or 1 where weeks take turns.
    """

    weekday: int
    begin: time
    end: time
    parity: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.weekday < DAYS_A_WEEK:
            raise WorkingTimeError("a week has seven days")
        if self.end <= self.begin:
            raise WorkingTimeError("a shift cannot end before it begins")


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """Shifts of a week, and stretches of time when the bank is closed all the same."""

    shifts: tuple[Shift, ...]
    closed: tuple[tuple[datetime, datetime], ...] = ()

    def stretches(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return when the bank works on `day`, the earliest first, without overlaps."""
        parity = (day.toordinal() - 1) // DAYS_A_WEEK % 2
        open_for = [
            (datetime.combine(day, shift.begin), datetime.combine(day, shift.end))
            for shift in self.shifts
            if shift.weekday == day.weekday() and shift.parity in (None, parity)
        ]
        for shut, until in self.closed:
            open_for = [
                piece
                for begin, end in open_for
                for piece in ((begin, min(end, shut)), (max(begin, until), end))
                if piece[0] < piece[1]
            ]
        return _united(open_for)


def _united(
    stretches: list[tuple[datetime, datetime]],
) -> list[tuple[datetime, datetime]]:
    united: list[tuple[datetime, datetime]] = []
    for begin, end in sorted(stretches):
        if united and begin <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((begin, end))
    return united


def add_hours(start: datetime, hours: Decimal, week: WorkingWeek) -> datetime:
    """Return the moment when `hours` of work have passed since `start`.

    No hours from a moment when the bank is closed lead to its next opening.

    >>> nine_to_six = tuple(Shift(day, time(9), time(18)) for day in range(5))
    >>> add_hours(datetime(2026, 11, 20, 16), Decimal(4), WorkingWeek(nine_to_six))
    datetime.datetime(2026, 11, 23, 11, 0)
    """
    if hours < 0:
        raise WorkingTimeError("hours to pass cannot be negative")
    left = timedelta(seconds=float(hours * SECONDS_AN_HOUR))
    for begin, end in _from(start, week):
        if begin + left <= end:
            return begin + left
        left -= end - begin
    raise WorkingTimeError("the bank does not work for a year")


def take_hours(end: datetime, hours: Decimal, week: WorkingWeek) -> datetime:
    """Return the moment from which `hours` of work are left until `end`.

    >>> nine_to_six = tuple(Shift(day, time(9), time(18)) for day in range(5))
    >>> take_hours(datetime(2026, 11, 23, 10), Decimal(3), WorkingWeek(nine_to_six))
    datetime.datetime(2026, 11, 20, 16, 0)
    """
    if hours < 0:
        raise WorkingTimeError("hours to take cannot be negative")
    left = timedelta(seconds=float(hours * SECONDS_AN_HOUR))
    for back in range(MOST_DAYS):
        for begin, until in reversed(week.stretches(end.date() - timedelta(days=back))):
            last = min(until, end)
            if last <= begin:
                continue
            if last - left >= begin:
                return last - left
            left -= last - begin
    raise WorkingTimeError("the bank does not work for a year")


def hours_between(start: datetime, end: datetime, week: WorkingWeek) -> Decimal:
    """Return the hours of work from `start` until `end`; zero if there are none.

    >>> nine_to_six = tuple(Shift(day, time(9), time(18)) for day in range(5))
    >>> hours_between(datetime(2026, 11, 20, 17), datetime(2026, 11, 23, 9, 30),
    ...               WorkingWeek(nine_to_six))
    Decimal('1.5')
    """
    worked = timedelta()
    day = start.date()
    while day <= end.date():
        for begin, until in week.stretches(day):
            worked += max(min(until, end) - max(begin, start), timedelta())
        day += timedelta(days=1)
    return Decimal(int(worked.total_seconds())) / SECONDS_AN_HOUR


def _from(start: datetime, week: WorkingWeek) -> Iterator[tuple[datetime, datetime]]:
    for number in range(MOST_DAYS):
        for begin, end in week.stretches(start.date() + timedelta(days=number)):
            if end > start:
                yield max(begin, start), end
