"""The tree of limits, and how far each is used.

utilisation = drawn + undrawn committed x factor + reserved, in the base currency, for
every line that touches the limit or one below it. The factor is the credit conversion
factor of what is committed and not drawn (Regulation (EU) 575/2013, article 111 and annex
I), or the bank's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..money import CENTS, ONE, ZERO


class LimitError(ValueError):
    """A tree that is none, or a line in a currency without a rate."""


class Level(StrEnum):
    """On whom a limit is set, the narrowest first."""

    CLIENT = "client"
    GROUP = "group"
    PRODUCT = "product"
    BRANCH = "branch"
    BANK = "bank"


NARROWEST_FIRST = tuple(Level)


@dataclass(frozen=True, slots=True)
class Limit:
    """So much, in the base currency, from day to day (both counted; no end: None).

    `parent`: the limit that this one is a part of (a client's of his group's, a branch's
    of its head branch's, a branch's of the bank's). Not in force: nothing may be added.
    Over a hard limit nobody goes; over another a higher authority may.
    """

    number: int
    level: Level
    amount: Decimal
    parent: int | None = None
    is_hard: bool = True
    first_day: date | None = None
    last_day: date | None = None

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise LimitError("a limit is not below zero")

    def available_on(self, day: date) -> Decimal:
        """The limit as it holds on a day: nothing before it begins and once it ends."""
        is_early = self.first_day is not None and day < self.first_day
        is_late = self.last_day is not None and day > self.last_day
        return ZERO if is_early or is_late else self.amount


@dataclass(frozen=True, slots=True)
class Line:
    """One loan or approval: money in its currency, and the limits that it touches.

    `limits`: the nearest ones (client, product, branch); those above them are found by
    the tree. `factor`: of the undrawn commitment. `number` 0: not yet a line.
    """

    number: int
    limits: frozenset[int]
    currency: str
    drawn: Decimal = ZERO
    undrawn: Decimal = ZERO
    reserved: Decimal = ZERO
    factor: Decimal = ONE

    def __post_init__(self) -> None:
        if min(self.drawn, self.undrawn, self.reserved) < 0:
            raise LimitError("what takes up a limit is not below zero")
        if not ZERO <= self.factor <= ONE:
            raise LimitError("a factor is between nought and one")

    def weight(self, rates: Mapping[str, Decimal]) -> Decimal:
        """What it takes up, in the base currency; `rates`: base units for one unit.

        >>> line = Line(1, frozenset(), "EUR", Decimal(100), Decimal(50), factor=Decimal("0.5"))
        >>> line.weight({"EUR": Decimal(40)})
        Decimal('5000.00')
        """
        if self.currency not in rates:
            raise LimitError(f"no rate of {self.currency}")
        own = self.drawn + self.undrawn * self.factor + self.reserved
        return CENTS.apply(own * rates[self.currency])


class LimitTree:
    """Limits by number, each line counted once in every limit that it reaches.

    Raises `LimitError` for a parent that is not there, or a circle.
    """

    def __init__(self, limits: Iterable[Limit]) -> None:
        self.limits = {limit.number: limit for limit in limits}
        for limit in self.limits.values():
            self._above(limit.number)

    def _above(self, number: int) -> list[int]:
        way: list[int] = []
        at: int | None = number
        while at is not None:
            if at not in self.limits:
                raise LimitError(f"there is no limit {at}")
            if at in way:
                raise LimitError("limits are parts of each other in a circle")
            way.append(at)
            at = self.limits[at].parent
        return way

    def reached_by(self, line: Line) -> frozenset[int]:
        """Return the limits that a line takes up: those it touches and all above.

        >>> bank, branch = Limit(1, Level.BANK, Decimal(9)), Limit(2, Level.BRANCH, Decimal(5), 1)
        >>> tree = LimitTree([bank, branch])
        >>> sorted(tree.reached_by(Line(7, frozenset({2}), "UAH")))
        [1, 2]
        """
        return frozenset(one for touched in line.limits for one in self._above(touched))

    def used(
        self, lines: Iterable[Line], rates: Mapping[str, Decimal]
    ) -> dict[int, Decimal]:
        """Return how much of each limit is used, in the base currency."""
        used = dict.fromkeys(self.limits, ZERO)
        for line in lines:
            weight = line.weight(rates)
            for number in self.reached_by(line):
                used[number] += weight
        return used

    def in_order(self, numbers: Iterable[int]) -> list[Limit]:
        """Return limits, the narrowest level first, a part before its whole."""
        found = [self.limits[number] for number in numbers]
        return sorted(
            found,
            key=lambda limit: (
                NARROWEST_FIRST.index(limit.level),
                -len(self._above(limit.number)),
                limit.number,
            ),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """One limit before and after a step; sums in the base currency."""

    limit: Limit
    amount: Decimal
    before: Decimal
    after: Decimal

    @property
    def free(self) -> Decimal:
        """What remained before the step; below zero where the limit was broken."""
        return self.amount - self.before

    @property
    def is_broken(self) -> bool:
        """Whether this step breaks it: over the limit, and more than before."""
        return self.after > self.amount and self.after > self.before


class Answer(StrEnum):
    WITHIN = "within"
    HIGHER_AUTHORITY = "higher_authority"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Check:
    """Every limit that a step reaches, the narrowest first."""

    places: tuple[Place, ...]

    @property
    def broken(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.is_broken)

    @property
    def is_within(self) -> bool:
        return not self.broken

    @property
    def answer(self) -> Answer:
        """Whether the step may be taken, and by whom."""
        if self.is_within:
            return Answer.WITHIN
        is_blocked = any(place.limit.is_hard for place in self.broken)
        return Answer.BLOCKED if is_blocked else Answer.HIGHER_AUTHORITY

    @property
    def room(self) -> Decimal | None:
        """The most that could still be added, in base currency; None: no limit reached."""
        rooms = [max(place.free, ZERO) for place in self.places]
        return min(rooms, default=None)


def check_step(
    tree: LimitTree,
    lines: Sequence[Line],
    rates: Mapping[str, Decimal],
    day: date,
    *,
    before: Line | None,
    after: Line,
) -> Check:
    """Return what a step does to every limit: `after` comes in place of `before`.

    An approval has no `before`. A tranche turns undrawn into drawn, so it adds
    amount x (1 - factor). `lines` may hold `before` or not: the line is told by its
    number. A step that uses no more than before breaks nothing.
    """
    number = after.number if before is None else before.number
    others = [line for line in lines if not number or line.number != number]
    rest = tree.used(others, rates)
    reached = tree.reached_by(after)
    was = frozenset() if before is None else tree.reached_by(before)
    old = ZERO if before is None else before.weight(rates)
    places = [
        Place(
            limit,
            limit.available_on(day),
            rest[limit.number] + (old if limit.number in was else ZERO),
            rest[limit.number] + after.weight(rates),
        )
        for limit in tree.in_order(reached)
    ]
    return Check(tuple(places))
