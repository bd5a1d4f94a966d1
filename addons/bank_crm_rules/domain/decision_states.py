"""The life of a version of a decision table, from a draft to the one in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """Where a version stands; the codes of `bank.decision.version.state`."""

    DRAFT = "draft"
    TESTED = "tested"
    WAITING = "waiting"
    APPROVED = "approved"


# A change of the table makes a tested version a draft again; approved ones never change.
MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.TESTED}),
    State.TESTED: frozenset({State.DRAFT, State.WAITING}),
    State.WAITING: frozenset({State.DRAFT, State.APPROVED}),
    State.APPROVED: frozenset(),
}
EDITABLE = frozenset({State.DRAFT, State.TESTED})


@dataclass(frozen=True, slots=True)
class Approved:
    """An approved version: since when it counts, and its number."""

    version_id: int
    number: int
    date_from: date


def can_move(origin: State, target: State) -> bool:
    """Say whether a version in state `origin` may go to `target`.

    >>> can_move(State.DRAFT, State.APPROVED), can_move(State.WAITING, State.APPROVED)
    (False, True)
    """
    return target in MOVES[origin]


def in_force(versions: Iterable[Approved], today: date) -> int | None:
    """Return the id of the version that counts today, or None before the first.

    The latest beginning wins, and of one day the highest number.

    >>> old = Approved(7, 1, date(2026, 1, 1))
    >>> new = Approved(9, 2, date(2026, 12, 1))
    >>> in_force([old, new], date(2026, 11, 20)), in_force([old], date(2025, 1, 1))
    (7, None)
    """
    begun = [one for one in versions if one.date_from <= today]
    latest = max(begun, key=lambda one: (one.date_from, one.number), default=None)
    return latest.version_id if latest else None
