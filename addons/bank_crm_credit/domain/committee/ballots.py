"""Votes on an item: cast once, hidden until one's own is cast, with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .quorum import Quorum


class BallotError(ValueError):
    """A vote that may not be cast."""


class Vote(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    DEFER = "defer"
    RETURN = "return"  # for completion: the reason says what is missing


@dataclass(frozen=True, slots=True)
class Ballot:
    """How a person voted on a motion (its number), when, and why if not in favour.

    The motion is the terms put to the vote: where the committee changes amount, term,
    rate or collateral, it votes on another motion.
    """

    person: int
    motion: int
    vote: Vote
    at: datetime
    reason: str = ""

    def __post_init__(self) -> None:
        if self.vote is not Vote.FOR and not self.reason.strip():
            raise BallotError("who does not vote for it says why")


def cast(
    ballots: Sequence[Ballot],
    ballot: Ballot,
    quorum: Quorum,
    *,
    motion: int,
    closes_at: datetime | None = None,
) -> tuple[Ballot, ...]:
    """Return the ballots with one more.

    Refused (`BallotError`): one who does not count for the item, a second vote, a vote on
    terms no longer put, a circular vote after its end. A vote is never changed: after it
    one sees the others'.

    >>> from .composition import Place, Post
    >>> quorum = Quorum((Place(1, 1, Post.MEMBER),), (), 1, ())
    >>> vote = Ballot(1, 1, Vote.FOR, datetime(2026, 3, 2, 10))
    >>> len(cast([], vote, quorum, motion=1))
    1
    """
    if ballot.person not in {place.person for place in quorum.counted}:
        raise BallotError("he has no vote on this item")
    if ballot.motion != motion:
        raise BallotError("the terms put to the vote have changed")
    if any(one.person == ballot.person and one.motion == motion for one in ballots):
        raise BallotError("he has voted")
    if closes_at is not None and ballot.at > closes_at:
        raise BallotError("the vote is closed")
    return (*ballots, ballot)


@dataclass(frozen=True, slots=True)
class Seen:
    """A ballot as somebody sees it: that it is cast, and how only if he may know."""

    person: int
    is_cast: bool
    ballot: Ballot | None


def seen_by(
    viewer: int,
    ballots: Sequence[Ballot],
    quorum: Quorum,
    *,
    motion: int,
    is_closed: bool = False,
) -> tuple[Seen, ...]:
    """Return what `viewer` sees of a vote.

    Before the end a voter sees the others' votes only once his own is cast; whoever has
    no vote (secretary, who left the item, everybody else) sees only who has cast.

    >>> from .composition import Place, Post
    >>> quorum = Quorum((Place(1, 1, Post.MEMBER), Place(2, 2, Post.MEMBER)), (), 1, ())
    >>> vote = Ballot(1, 1, Vote.FOR, datetime(2026, 3, 2, 10))
    >>> [seen.is_cast for seen in seen_by(2, [vote], quorum, motion=1)]
    [True, False]
    """
    current = {one.person: one for one in ballots if one.motion == motion}
    is_open_to_him = is_closed or viewer in current
    return tuple(
        Seen(
            place.person,
            place.person in current,
            current.get(place.person) if is_open_to_him else None,
        )
        for place in quorum.counted
    )
