"""Disclosure of bank secrecy: the life of a request and the day by which it is answered."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a request stands; the codes of `bank.disclosure.state`."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    ANSWERED = "answered"
    CLOSED = "closed"


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.WAITING}),
    # A decision that the second person does not accept is prepared anew.
    State.WAITING: frozenset({State.APPROVED, State.REFUSED, State.DRAFT}),
    State.APPROVED: frozenset({State.ANSWERED}),
    State.REFUSED: frozenset({State.ANSWERED}),
    State.ANSWERED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}
UNANSWERED = frozenset({State.DRAFT, State.WAITING, State.APPROVED, State.REFUSED})
DUE_SOON_DAYS = 2
REQUESTERS = [
    ("court", "Court"),
    ("police", "Police or investigator"),
    ("prosecutor", "Prosecutor"),
    ("bailiff", "Bailiff"),
    ("tax", "Tax office"),
    ("regulator", "Central bank or regulator"),
    ("monitoring", "Financial monitoring"),
    ("security", "Security service"),
    ("heir", "Heir"),
    ("notary", "Notary"),
    ("bank", "Another bank"),
    ("client", "The client himself"),
    ("other", "Other"),
]
WAYS = [
    ("letter", "By post"),
    ("courier", "By courier"),
    ("person", "In person"),
    ("cabinet", "Electronic cabinet"),
    ("email", "Protected e-mail"),
    ("system", "Electronic exchange with the body"),
]


class DayKind(StrEnum):
    """Which days the law counts; the codes of `bank.disclosure.ground.day_kind`."""

    CALENDAR = "calendar"
    BANKING = "banking"


class DeadlineError(ValueError):
    """A term that is negative, or one that no calendar reaches."""


class Haste(StrEnum):
    """How near the last day of an answer is."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    NONE = "none"


def can_move(origin: State, target: State) -> bool:
    """Say whether a request may go from one state to another.

    >>> can_move(State.DRAFT, State.ANSWERED), can_move(State.APPROVED, State.ANSWERED)
    (False, True)
    """
    return target in MOVES[origin]


def deadline(
    received: date, days: int, kind: DayKind, days_off: Collection[date] = ()
) -> date:
    """Return the last day for the answer; the day of receipt itself is not counted.

    `days_off` are the days on which the bank does not work. A term in calendar days that
    ends on one of them ends on the next banking day.

    >>> off = {date(2026, 11, 21), date(2026, 11, 22)}
    >>> deadline(date(2026, 11, 20), 3, DayKind.BANKING, off)
    datetime.date(2026, 11, 25)
    >>> deadline(date(2026, 11, 20), 1, DayKind.CALENDAR, off)
    datetime.date(2026, 11, 23)
    """
    if days < 0:
        raise DeadlineError("a term is not negative")
    if kind is DayKind.CALENDAR:
        return _next_working(received + timedelta(days=days), days_off)
    day = received
    for _step in range(days):
        day = _next_working(day + timedelta(days=1), days_off)
    return day


def horizon(received: date, days: int) -> date:
    """Return a day that a term surely ends before: how far to look up the days off.

    >>> horizon(date(2026, 11, 20), 3)
    datetime.date(2027, 1, 1)
    """
    return received + timedelta(days=days * 4 + 30)


def haste(state: State, due: date | None, today: date) -> Haste:
    """Say how urgent a request is; one that is answered is not.

    >>> haste(State.APPROVED, date(2026, 11, 19), today=date(2026, 11, 20))
    <Haste.OVERDUE: 'overdue'>
    >>> haste(State.CLOSED, date(2026, 11, 19), today=date(2026, 11, 20))
    <Haste.NONE: 'none'>
    """
    if due is None or state not in UNANSWERED:
        return Haste.NONE
    left = (due - today).days
    if left < 0:
        return Haste.OVERDUE
    return Haste.SOON if left <= DUE_SOON_DAYS else Haste.LATER


def _next_working(day: date, days_off: Collection[date]) -> date:
    while day in days_off:
        day += timedelta(days=1)
    return day
