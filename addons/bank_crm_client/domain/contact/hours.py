"""When a client may be reached: hours of the day where he is, weekends and holidays."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60
# Longer closed than this: it is said that there is no moment, not which.
SEARCH_DAYS = 40
SATURDAY_SUNDAY = frozenset({6, 7})


class HoursError(ValueError):
    """Hours that cannot be."""


@dataclass(frozen=True, slots=True)
class Window:
    """Part of a day in minutes since midnight; the end is not in it."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= DAY_MINUTES:
            raise HoursError("hours begin before they end, within one day")


WHOLE_DAY = Window(0, DAY_MINUTES)


@dataclass(frozen=True, slots=True)
class Quiet:
    """The client's own quiet hours; they may pass midnight."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start < DAY_MINUTES and 0 <= self.end < DAY_MINUTES):
            raise HoursError("a time of the day is between 0:00 and 23:59")
        if self.start == self.end:
            raise HoursError("quiet hours end at another time than they begin")

    def holds(self, minute: int) -> bool:
        """Whether this minute of the day is quiet.

        >>> Quiet(21 * 60, 9 * 60).holds(8 * 60)
        True
        """
        if self.start < self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days off of a country: of single years, and of every year (month, day)."""

    single: frozenset[date] = frozenset()
    yearly: frozenset[tuple[int, int]] = frozenset()

    def __contains__(self, day: date) -> bool:
        return day in self.single or (day.month, day.day) in self.yearly


@dataclass(frozen=True, slots=True)
class Hours:
    """Allowed hours of a working day, of a weekend and of a holiday; None: not at all."""

    workday: Window | None = WHOLE_DAY
    weekend: Window | None = WHOLE_DAY
    holiday: Window | None = WHOLE_DAY
    weekend_days: frozenset[int] = field(default=SATURDAY_SUNDAY)

    def window(self, day: date, holidays: Holidays) -> Window | None:
        """The allowed part of this day; on a holiday of a weekend the stricter of the two."""
        is_weekend = day.isoweekday() in self.weekend_days
        if day not in holidays:
            return self.weekend if is_weekend else self.workday
        if not is_weekend or self.weekend is None or self.holiday is None:
            return self.holiday if self.weekend or not is_weekend else None
        start = max(self.weekend.start, self.holiday.start)
        end = min(self.weekend.end, self.holiday.end)
        return Window(start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a client is: his time zone, or all that his country has where his is unknown.

    Of several zones a moment has to be allowed in each.
    """

    zones: tuple[str, ...]
    holidays: Holidays = Holidays()

    def __post_init__(self) -> None:
        if not self.zones:
            raise HoursError("a place has a time zone")

    def local(self, at: datetime) -> datetime:
        """The wall clock of the first zone at this moment (naive UTC)."""
        return _local(at, self.zones[0])

    def day_at(self, at: datetime) -> date:
        """The day there at this moment (naive UTC)."""
        return self.local(at).date()


def is_open(
    at: datetime,
    place: Place,
    hours: Iterable[Hours],
    quiet: Quiet | None = None,
) -> bool:
    """Whether all `hours` allow this moment (naive UTC) in all zones of the place.

    >>> kyiv = Place(("Europe/Kyiv",))
    >>> nine_to_eight = Hours(Window(540, 1200), None, None)
    >>> is_open(datetime(2026, 11, 27, 7, 0), kyiv, [nine_to_eight])
    True
    >>> is_open(datetime(2026, 11, 27, 6, 59), kyiv, [nine_to_eight])
    False
    """
    hours = tuple(hours)
    for zone in place.zones:
        local = _local(at, zone)
        minute = local.hour * 60 + local.minute
        if quiet and quiet.holds(minute):
            return False
        for rule in hours:
            window = rule.window(local.date(), place.holidays)
            if window is None or not window.start <= minute < window.end:
                return False
    return True


def is_day_off(at: datetime, place: Place, hours: Iterable[Hours]) -> bool:
    """Whether it is the day, not the hour, that forbids this moment."""
    hours = tuple(hours)
    days = {_local(at, zone).date() for zone in place.zones}
    return any(
        rule.window(day, place.holidays) is None for rule in hours for day in days
    )


def next_open(
    at: datetime,
    place: Place,
    hours: Iterable[Hours],
    quiet: Quiet | None = None,
) -> datetime | None:
    """Return the first allowed moment from `at` on; None where it is weeks away.

    >>> kyiv = Place(("Europe/Kyiv",))
    >>> nine_to_eight = Hours(Window(540, 1200), None, None)
    >>> next_open(datetime(2026, 11, 27, 19, 0), kyiv, [nine_to_eight])
    datetime.datetime(2026, 11, 30, 7, 0)
    """
    hours = tuple(hours)
    if is_open(at, place, hours, quiet):
        return at
    for moment in sorted(set(_beginnings(at, place, hours, quiet))):
        if is_open(moment, place, hours, quiet):
            return moment
    return None


def _beginnings(
    at: datetime, place: Place, hours: Sequence[Hours], quiet: Quiet | None
) -> Iterator[datetime]:
    """Moments after `at` at which something begins to be allowed."""
    for zone in place.zones:
        first = _local(at, zone).date()
        for days in range(SEARCH_DAYS + 1):
            day = first + timedelta(days=days)
            minutes = {0}
            for rule in hours:
                window = rule.window(day, place.holidays)
                if window:
                    minutes.add(window.start)
            if quiet:
                minutes.add(quiet.end)
            for minute in minutes:
                wall = datetime.combine(day, time(minute // 60, minute % 60))
                moment = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
                moment = moment.replace(tzinfo=None)
                if moment > at:
                    yield moment


def start_of_day(day: date, zone: str) -> datetime:
    """The moment (naive UTC) at which a day begins in a zone."""
    wall = datetime.combine(day, time(0, 0), tzinfo=ZoneInfo(zone))
    return wall.astimezone(UTC).replace(tzinfo=None)


def _local(at: datetime, zone: str) -> datetime:
    return at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
