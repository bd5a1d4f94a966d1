"""What kinds of relations there are, where they come from and how their state moves."""

from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a relation means to the bank; a type of relation has one kind."""

    OWNERSHIP = "ownership"
    CONTROL = "control"
    STATE = "state"
    ECONOMIC = "economic"
    GUARANTEE = "guarantee"
    ROLE = "role"
    FAMILY = "family"
    PAYMENT = "payment"
    CONTACT = "contact"


class State(StrEnum):
    """A relation's state: only a confirmed one counts for anything."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ENDED = "ended"


class Source(StrEnum):
    """Who says so: a person, a feed, or the bank's own night from facts it has."""

    ENTERED = "entered"
    FED = "fed"
    INFERRED = "inferred"


# Shared contacts, payments, kinship, guarantees and the state as owner never build a group.
BUILDS_GROUPS = frozenset({Kind.OWNERSHIP, Kind.CONTROL, Kind.ECONOMIC})
WITH_SHARE = frozenset({Kind.OWNERSHIP, Kind.STATE, Kind.ECONOMIC})

# Over this part of the capital one controls a company alone, in percent.
MAJORITY_PERCENT = Decimal(50)

MOVES: dict[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.CONFIRMED, State.REFUSED}),
    State.CONFIRMED: frozenset({State.ENDED}),
    State.REFUSED: frozenset({State.CONFIRMED}),
    State.ENDED: frozenset(),
}


def can_move(origin: State | str, target: State | str) -> bool:
    """Say whether a relation may go from one state to another.

    >>> can_move("proposed", "refused"), can_move("ended", "confirmed")
    (True, False)
    """
    return State(target) in MOVES[State(origin)]


def builds_a_group_alone(kind: Kind | str, share: Decimal) -> bool:
    """Say whether this one link puts two clients into a group of connected clients.

    `share` is in percent of the capital. Decisive influence and economic dependence do
    whatever the share.

    >>> builds_a_group_alone("ownership", Decimal("50.01"))
    True
    >>> builds_a_group_alone("ownership", Decimal(50))
    False
    >>> builds_a_group_alone("control", Decimal(0)), builds_a_group_alone("role", Decimal(0))
    (True, False)
    """
    if Kind(kind) is Kind.OWNERSHIP:
        return share > MAJORITY_PERCENT
    return Kind(kind) in BUILDS_GROUPS
