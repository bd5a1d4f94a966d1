"""The way of a handover and of a batch of assignments."""

from enum import StrEnum


class State(StrEnum):
    """Where it stands; the codes of both models."""

    DRAFT = "draft"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    APPLIED = "applied"
    REFUSED = "refused"
    UNDONE = "undone"
    RETURNED = "returned"


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.WAITING, State.ACCEPTED}),
    State.WAITING: frozenset({State.ACCEPTED, State.REFUSED}),
    State.ACCEPTED: frozenset({State.APPLIED, State.REFUSED}),
    State.APPLIED: frozenset({State.UNDONE, State.RETURNED}),
    State.REFUSED: frozenset({State.DRAFT}),
    State.UNDONE: frozenset(),
    State.RETURNED: frozenset(),
}


def can_move(origin: str, target: str) -> bool:
    """Whether the way leads from one to the other.

    >>> can_move("applied", "undone"), can_move("draft", "applied")
    (True, False)
    """
    return State(target) in MOVES[State(origin)]
