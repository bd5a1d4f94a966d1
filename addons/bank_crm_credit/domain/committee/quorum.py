"""Whether a committee may decide an item: who counts, who is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from .composition import Place


class QuorumError(ValueError):
    """A rule by which nobody could ever decide, or anybody could."""


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """How many votes must be there: a number, and a share (a fraction) of the seats.

    The share is of seats with a vote, rounded up; a conflict of interest makes neither
    number smaller, else two members could declare eight away.
    """

    least: int = 1
    share: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.least < 1 or not 0 <= self.share <= 1:
            raise QuorumError("a quorum is at least one and at most all")

    def needed(self, seats: int) -> int:
        """Return how many of so many seats with a vote.

        >>> QuorumRule(share=Decimal("0.5")).needed(5)
        3
        """
        by_share = (self.share * seats).to_integral_value(ROUND_CEILING)
        return max(self.least, int(by_share))


class Out(StrEnum):
    """Why a seat does not count for an item."""

    ABSENT = "absent"
    CONFLICT = "conflict"
    ENTERED = "entered"  # he filled in the application
    NO_VOTE = "no_vote"


@dataclass(frozen=True, slots=True)
class Quorum:
    """Who counts for an item, why the others do not, and what is missing."""

    counted: tuple[Place, ...]
    out: tuple[tuple[Place, Out], ...]
    needed: int
    missing_required: tuple[Place, ...]

    @property
    def is_met(self) -> bool:
        return len(self.counted) >= self.needed and not self.missing_required

    @property
    def missing(self) -> int:
        """How many more votes it takes, required seats aside."""
        return max(0, self.needed - len(self.counted))


def quorum_of(
    places: Sequence[Place],
    rule: QuorumRule,
    *,
    present: Iterable[int],
    conflicts: Iterable[int] = (),
    entered: Iterable[int] = (),
) -> Quorum:
    """Return the quorum for one item; people as employees' numbers.

    Who declared a conflict of interest, or entered the application, leaves the item and
    the quorum. For the time of the item his substitute may take the seat of one in
    conflict (`places_on` with him among those away); nobody votes for whoever entered the
    application. A required seat that nobody takes is missing.

    >>> from .composition import Post
    >>> places = [Place(1, 1, Post.CHAIRMAN), Place(2, 2, Post.MEMBER), Place(3, 3, Post.MEMBER)]
    >>> quorum = quorum_of(places, QuorumRule(2), present=[1, 2], conflicts=[2])
    >>> quorum.is_met, quorum.missing
    (False, 1)
    """
    there, in_conflict, authors = map(frozenset, (present, conflicts, entered))
    counted: list[Place] = []
    out: list[tuple[Place, Out]] = []
    for place in places:
        if not place.has_vote:
            out.append((place, Out.NO_VOTE))
        elif place.person in in_conflict:
            out.append((place, Out.CONFLICT))
        elif {place.person, place.holder} & authors:
            out.append((place, Out.ENTERED))
        elif place.person not in there:
            out.append((place, Out.ABSENT))
        else:
            counted.append(place)
    seats = sum(place.has_vote for place in places)
    return Quorum(
        counted=tuple(counted),
        out=tuple(out),
        needed=rule.needed(seats),
        missing_required=tuple(
            place
            for place, _why in out
            if place.is_required and (place.has_vote or place.person not in there)
        ),
    )
