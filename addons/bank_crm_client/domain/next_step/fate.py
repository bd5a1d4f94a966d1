"""What becomes of a next step: data, so that screens and nights move it the same way."""

from datetime import date, timedelta
from enum import StrEnum


class Fate(StrEnum):
    """Where a next step stands."""

    OPEN = "open"
    POSTPONED = "postponed"
    ACCEPTED = "accepted"
    DONE = "done"
    REFUSED = "refused"
    CLOSED = "closed"


MOVES: dict[Fate, frozenset[Fate]] = {
    Fate.OPEN: frozenset({Fate.POSTPONED, Fate.ACCEPTED, Fate.REFUSED, Fate.CLOSED}),
    Fate.POSTPONED: frozenset({Fate.OPEN, Fate.ACCEPTED, Fate.REFUSED, Fate.CLOSED}),
    Fate.ACCEPTED: frozenset({Fate.OPEN, Fate.DONE, Fate.REFUSED}),
    Fate.DONE: frozenset(),
    Fate.REFUSED: frozenset({Fate.OPEN}),
    Fate.CLOSED: frozenset(),
}
# Of a client and a cause there is one of these at a time.
LIVE = (Fate.OPEN, Fate.POSTPONED, Fate.ACCEPTED)


class FateError(ValueError):
    """A move or a day that a step does not allow."""


def can_move(origin: Fate, target: Fate) -> bool:
    """Say whether a step may go from one fate to the other.

    >>> can_move(Fate.OPEN, Fate.ACCEPTED), can_move(Fate.DONE, Fate.OPEN)
    (True, False)
    """
    return target in MOVES[origin]


def rests_until(day: date, rest_days: int) -> date:
    """Return the last day on which what was refused or done is not offered again.

    >>> rests_until(date(2026, 11, 20), 30)
    datetime.date(2026, 12, 20)
    """
    if rest_days < 0:
        raise FateError("a rest is not negative")
    return day + timedelta(days=rest_days)
