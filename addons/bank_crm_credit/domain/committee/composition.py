"""Who sits on a committee on a day: seats, who stands in, chairman, secretary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CompositionError(ValueError):
    """A seat or a stand-in that cannot be."""


class Post(StrEnum):
    """What one is on the committee. The secretary has no vote."""

    CHAIRMAN = "chairman"
    MEMBER = "member"
    SECRETARY = "secretary"


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's seat, from day to day (both counted; no end: still).

    `is_required`: without it there is no quorum. `has_veto`: of the risk service.
    """

    person: int
    post: Post
    first_day: date
    last_day: date | None = None
    is_required: bool = False
    has_veto: bool = False

    def __post_init__(self) -> None:
        if self.last_day is not None and self.last_day < self.first_day:
            raise CompositionError("a seat does not end before it begins")
        if self.post is Post.SECRETARY and self.has_veto:
            raise CompositionError("who has no vote has no veto")

    def covers(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class StandIn:
    """A dated decision that `substitute` sits for `person` while he is away."""

    person: int
    substitute: int
    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        if self.last_day < self.first_day or self.person == self.substitute:
            raise CompositionError("somebody else stands in, for some days")

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class Place:
    """A seat as it is filled on a day: `person` sits, on the seat of `holder`."""

    person: int
    holder: int
    post: Post
    is_required: bool = False
    has_veto: bool = False

    @property
    def has_vote(self) -> bool:
        return self.post is not Post.SECRETARY


def places_on(
    day: date,
    seats: Iterable[Seat],
    stand_ins: Sequence[StandIn] = (),
    away: Iterable[int] = (),
) -> tuple[Place, ...]:
    """Return how the committee sits on a day.

    A substitute sits only while the holder is away, and never beside his own seat: one
    person, one vote. A seat whose holder is away without substitute stays his and is
    simply not taken. Raises `CompositionError` for two seats of one person or two
    chairmen.

    >>> seats = [Seat(1, Post.CHAIRMAN, date(2026, 1, 1)), Seat(2, Post.MEMBER, date(2026, 1, 1))]
    >>> leave = StandIn(2, 5, date(2026, 3, 1), date(2026, 3, 9))
    >>> [place.person for place in places_on(date(2026, 3, 2), seats, [leave], away=[2])]
    [1, 5]
    """
    sitting = [seat for seat in seats if seat.covers(day)]
    holders = [seat.person for seat in sitting]
    if len(set(holders)) < len(holders):
        raise CompositionError("one person has two seats")
    if sum(seat.post is Post.CHAIRMAN for seat in sitting) > 1:
        raise CompositionError("a committee has one chairman")
    absent = frozenset(away)
    taken = set(holders)
    places = []
    for seat in sitting:
        person = seat.person
        if person in absent:
            person = _substitute(person, day, stand_ins, absent, taken) or person
        taken.add(person)
        places.append(
            Place(person, seat.person, seat.post, seat.is_required, seat.has_veto)
        )
    return tuple(places)


def _substitute(
    person: int,
    day: date,
    stand_ins: Sequence[StandIn],
    absent: frozenset[int],
    taken: set[int],
) -> int | None:
    # The latest decision counts first.
    for one in sorted(stand_ins, key=lambda stand_in: stand_in.first_day, reverse=True):
        is_his = one.person == person and one.covers(day)
        if is_his and one.substitute not in absent and one.substitute not in taken:
            return one.substitute
    return None
