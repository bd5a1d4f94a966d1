"""The life of a feed run, as data."""

from enum import StrEnum


class State(StrEnum):
    """Where a run stands."""

    RECEIVED = "received"
    STAGING = "staging"
    CHECKING = "checking"
    WAITING = "waiting"
    PUBLISHING = "publishing"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"
    DUPLICATE = "duplicate"


LABELS: dict[State, str] = {
    State.RECEIVED: "Received",
    State.STAGING: "Being read",
    State.CHECKING: "Being checked",
    State.WAITING: "Waits for a decision",
    State.PUBLISHING: "Being published",
    State.DONE: "Published",
    State.REFUSED: "Refused",
    State.FAILED: "Stopped by an error",
    State.DUPLICATE: "Was here already",
}
WORKING = (State.STAGING, State.CHECKING, State.PUBLISHING)
QUEUED = (State.RECEIVED, *WORKING)
MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset(
        {State.STAGING, State.REFUSED, State.FAILED, State.DUPLICATE}
    ),
    State.STAGING: frozenset(
        {State.CHECKING, State.REFUSED, State.FAILED, State.RECEIVED}
    ),
    State.CHECKING: frozenset(
        {State.PUBLISHING, State.WAITING, State.REFUSED, State.FAILED, State.RECEIVED}
    ),
    State.WAITING: frozenset({State.CHECKING, State.REFUSED}),
    State.PUBLISHING: frozenset(
        {State.DONE, State.FAILED, State.STAGING, State.RECEIVED}
    ),
    State.DONE: frozenset(),
    State.REFUSED: frozenset({State.RECEIVED}),
    State.FAILED: frozenset({State.RECEIVED, *WORKING}),
    State.DUPLICATE: frozenset(),
}


def can_move(origin: str, target: str) -> bool:
    """Whether a run may go from one state to the other.

    >>> can_move("checking", "waiting"), can_move("done", "received")
    (True, False)
    """
    return State(target) in MOVES[State(origin)]
