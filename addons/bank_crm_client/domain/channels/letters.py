"""Letters and faxes of the register: states, moves and numbers."""

from enum import StrEnum


class Direction(StrEnum):
    """Whether the client wrote or the bank did."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


class LetterState(StrEnum):
    """Where a letter is; the codes of `bank.correspondence.state`."""

    REGISTERED = "registered"
    IN_WORK = "in_work"
    ANSWERED = "answered"
    FILED = "filed"
    POSTED = "posted"
    DELIVERED = "delivered"
    RETURNED = "returned"
    VOID = "void"


S = LetterState
MOVES: dict[Direction, dict[LetterState, frozenset[LetterState]]] = {
    Direction.INCOMING: {
        S.REGISTERED: frozenset({S.IN_WORK, S.ANSWERED, S.FILED, S.VOID}),
        S.IN_WORK: frozenset({S.ANSWERED, S.FILED}),
        S.ANSWERED: frozenset({S.IN_WORK}),
        S.FILED: frozenset({S.IN_WORK}),
        S.VOID: frozenset(),
    },
    Direction.OUTGOING: {
        S.REGISTERED: frozenset({S.POSTED, S.VOID}),
        S.POSTED: frozenset({S.DELIVERED, S.RETURNED}),
        # The post corrects itself: what was told delivered comes back, and the other way.
        S.DELIVERED: frozenset({S.RETURNED}),
        S.RETURNED: frozenset({S.DELIVERED, S.POSTED}),
        S.VOID: frozenset(),
    },
}
OPEN_INCOMING = frozenset({S.REGISTERED, S.IN_WORK})


def can_move(direction: str, origin: str, target: str) -> bool:
    """Say whether a letter may go from one state to another.

    >>> can_move("outgoing", "posted", "returned"), can_move("incoming", "registered", "posted")
    (True, False)
    """
    return LetterState(target) in MOVES[Direction(direction)].get(
        LetterState(origin), frozenset()
    )


def letter_number(branch_code: str, direction: str, year: int, place: int) -> str:
    """Return the number written on a letter: branch, in or out, year, place in the year.

    >>> letter_number("lviv-2", "incoming", 2026, 17)
    'LVIV-2/IN/2026/00017'
    """
    if place < 1:
        raise ValueError("letters are counted from one")
    mark = "IN" if Direction(direction) is Direction.INCOMING else "OUT"
    return f"{branch_code.upper()}/{mark}/{year}/{place:05d}"
