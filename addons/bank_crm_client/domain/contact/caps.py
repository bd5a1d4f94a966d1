"""How often a client may be reached: limits a day and in seven days, all attempts counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .channels import Channel
from .hours import Place, start_of_day

WEEK_DAYS = 7


class CapError(ValueError):
    """A limit that cannot be."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One time that somebody was reached or tried to be, answered or not (naive UTC)."""

    at: datetime
    channel: Channel
    purpose: str
    is_exempt: bool = False


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `limit` attempts in so many days, of a channel and purpose or of any.

    The days are those of the client's calendar, today the last of them. Attempts that the
    law demands count only where the limit names their purpose.
    """

    limit: int
    days: int
    channel: Channel | None = None
    purpose: str | None = None

    def __post_init__(self) -> None:
        if self.limit < 0 or self.days < 1:
            raise CapError("a limit is of some attempts in some days")

    def counts(self, attempt: Attempt) -> bool:
        """Whether this attempt counts towards the limit."""
        if self.channel is not None and attempt.channel != self.channel:
            return False
        if self.purpose is None:
            return not attempt.is_exempt
        return attempt.purpose == self.purpose


def counted_days(
    cap: Cap, attempts: Iterable[Attempt], at: datetime, place: Place
) -> list[date]:
    """The days of the attempts that count today, the earliest first."""
    today = place.day_at(at)
    first = today - timedelta(days=cap.days - 1)
    days = (place.day_at(attempt.at) for attempt in attempts if cap.counts(attempt))
    return sorted(day for day in days if first <= day <= today)


def free_from(
    cap: Cap, attempts: Iterable[Attempt], at: datetime, place: Place
) -> datetime | None:
    """Return from when one more attempt fits: `at` itself, a later day, or never (None).

    >>> kyiv = Place(("Europe/Kyiv",))
    >>> called = Attempt(datetime(2026, 11, 27, 8), Channel.CALL, "collection")
    >>> free_from(Cap(1, 1), [called], datetime(2026, 11, 27, 12), kyiv)
    datetime.datetime(2026, 11, 27, 22, 0)
    """
    days = counted_days(cap, attempts, at, place)
    if len(days) < cap.limit:
        return at
    if not cap.limit:
        return None
    leaving = days[len(days) - cap.limit]
    return start_of_day(leaving + timedelta(days=cap.days), place.zones[0])
