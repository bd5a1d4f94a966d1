"""What a group owes together, and who is touched if one client stops paying."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .shares import Node

NOUGHT = Decimal(0)
DEPENDS_FROM = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Guarantee:
    """`guarantor` answers for so much of what `debtor` owes; None: for all of it."""

    guarantor: Node
    debtor: Node
    amount: Decimal | None = None


def group_exposure(
    owed: Mapping[Node, Decimal],
    guarantees: Iterable[Guarantee],
    members: Iterable[Node],
) -> Decimal:
    """Return what the bank may lose on a group: each debt and its guarantee counted once.

    A guarantee for a member's debt adds nothing; one for a stranger's adds what is
    guaranteed, never more than he owes.

    >>> owed = {"a": Decimal(100), "x": Decimal(40)}
    >>> given = [Guarantee("b", "a"), Guarantee("b", "x"), Guarantee("a", "x", Decimal(30))]
    >>> group_exposure(owed, given, ["a", "b"])
    Decimal('140')
    """
    inside = set(members)
    own = sum((owed.get(node, NOUGHT) for node in inside), NOUGHT)
    for_strangers: dict[Node, Decimal] = defaultdict(Decimal)
    for guarantee in guarantees:
        if guarantee.guarantor in inside and guarantee.debtor not in inside:
            debt = owed.get(guarantee.debtor, NOUGHT)
            amount = debt if guarantee.amount is None else guarantee.amount
            for_strangers[guarantee.debtor] = min(
                debt, for_strangers[guarantee.debtor] + amount
            )
    return own + sum(for_strangers.values(), NOUGHT)


class Why(StrEnum):
    """Why a client is touched by another's default."""

    GUARANTEES = "guarantees"
    OWNS = "owns"
    OWNED = "owned"
    DEPENDS = "depends"
    SAME_GROUP = "same_group"
    SELLS = "sells"


# What weighs most is told first when one client is touched in several ways.
ORDER = tuple(Why)
# An owner loses what he put in, and his own creditors are as safe as before.
CARRIES_ON = frozenset({Why.GUARANTEES, Why.OWNED, Why.DEPENDS, Why.SELLS})


@dataclass(frozen=True, slots=True)
class Tie:
    """If `source` stops paying, `target` is touched; `weight` is a share or None."""

    source: Node
    target: Node
    why: Why
    weight: Decimal | None = None

    def is_felt(self, depends_from: Decimal) -> bool:
        """Whether the tie is strong enough to carry trouble."""
        if self.why in (Why.DEPENDS, Why.SELLS):
            return self.weight is None or self.weight >= depends_from
        return True


@dataclass(frozen=True, slots=True)
class Touched:
    """One who is touched, by which ties, counted from whom they come."""

    node: Node
    path: tuple[Tie, ...]

    @property
    def steps(self) -> int:
        return len(self.path)


def touched_by_default(
    debtor: Node,
    ties: Iterable[Tie],
    *,
    depends_from: Decimal = DEPENDS_FROM,
    most_steps: int = 3,
) -> list[Touched]:
    """Return who is touched when `debtor` stops paying, nearest first, each by one path.

    An owner and a group are touched and carry nothing on; a guarantor, a subsidiary and who
    lives by the debtor's money do.

    >>> ties = [Tie(1, 2, Why.GUARANTEES), Tie(2, 3, Why.DEPENDS, Decimal("0.4")),
    ...         Tie(1, 4, Why.SELLS, Decimal("0.1"))]
    >>> [(found.node, found.steps) for found in touched_by_default(1, ties)]
    [(2, 1), (3, 2)]
    """
    out: dict[Node, list[Tie]] = defaultdict(list)
    for tie in ties:
        if tie.is_felt(depends_from):
            out[tie.source].append(tie)
    found: dict[Node, Touched] = {}
    front: list[tuple[Node, tuple[Tie, ...]]] = [(debtor, ())]
    for _step in range(most_steps):
        reached = []
        for node, path in front:
            for tie in sorted(out[node], key=lambda tie: ORDER.index(tie.why)):
                if tie.target != debtor and tie.target not in found:
                    found[tie.target] = Touched(tie.target, (*path, tie))
                    if tie.why in CARRIES_ON:
                        reached.append((tie.target, found[tie.target].path))
        front = reached
    return list(found.values())
