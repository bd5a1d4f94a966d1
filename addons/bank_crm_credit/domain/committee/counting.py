"""The result of a vote, with the working that led to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .ballots import Ballot, Vote
from .composition import Place, Post
from .quorum import Quorum


class CountingError(ValueError):
    """A rule by which a minority would decide."""


class Form(StrEnum):
    SITTING = "sitting"
    CIRCULAR = "circular"


class Base(StrEnum):
    """Of what the votes in favour must be more than the share."""

    CAST = "cast"  # of those for and against
    PRESENT = "present"  # of all who count: to abstain is not to be for it


@dataclass(frozen=True, slots=True)
class VotingRule:
    """More than `share` of `base` carries a motion; `is_at_least`: exactly so much too.

    `has_risk_veto`: a vote against from a seat with veto refuses. `has_casting_vote`: a
    tie goes as the chairman voted; else a tie is a no.
    """

    share: Fraction = Fraction(1, 2)
    base: Base = Base.CAST
    is_at_least: bool = False
    has_risk_veto: bool = False
    has_casting_vote: bool = False

    def __post_init__(self) -> None:
        if not Fraction(1, 2) <= self.share <= 1:
            raise CountingError("a motion is carried by half of the votes or more")
        if self.share == Fraction(1, 2) and self.is_at_least:
            raise CountingError("half of the votes is not a majority")
        if self.share == 1 and not self.is_at_least:
            raise CountingError("nothing is more than all")
        if self.has_casting_vote and self.share != Fraction(1, 2):
            raise CountingError("a casting vote breaks ties of a simple majority only")


class Result(StrEnum):
    OPEN = "open"
    NO_QUORUM = "no_quorum"
    CARRIED = "carried"
    REFUSED = "refused"
    DEFERRED = "deferred"
    RETURNED = "returned"


class Because(StrEnum):
    """What settled it."""

    WAITING = "waiting"  # votes are out and the vote is not closed
    TOO_FEW = "too_few"
    REQUIRED_MISSING = "required_missing"
    VETO = "veto"
    MORE_DEFER = "more_defer"
    MORE_RETURN = "more_return"
    ENOUGH_FOR = "enough_for"
    NOT_ENOUGH_FOR = "not_enough_for"
    CASTING_VOTE = "casting_vote"
    TIE = "tie"


@dataclass(frozen=True, slots=True)
class Count:
    """The result, why, the tally, what it was measured by, and who dissented."""

    result: Result
    because: Because
    tally: dict[Vote, int]
    base: int
    needed: Fraction
    dissent: tuple[Ballot, ...]


def count(
    ballots: Sequence[Ballot],
    quorum: Quorum,
    rule: VotingRule,
    *,
    motion: int,
    form: Form = Form.SITTING,
    is_closed: bool = False,
) -> Count:
    """Return the result of a vote on the motion.

    A sitting is counted when all who count have voted or the chairman closed it. In a
    circular vote nobody sits: who voted in time is present, so the quorum is of votes.
    Who defers and who returns for completion both say "not as it is now": where they are
    more than those for and more than those against, it is not decided. It is returned
    where as many return as defer, since then what is missing is known. Ballots on earlier
    terms do not count.

    >>> from datetime import datetime
    >>> places = [Place(number, number, Post.MEMBER) for number in (1, 2, 3)]
    >>> votes = [Ballot(1, 1, Vote.FOR, datetime(2026, 3, 2))] + [
    ...     Ballot(number, 1, Vote.RETURN, datetime(2026, 3, 2), "the audit of 2025")
    ...     for number in (2, 3)
    ... ]
    >>> count(votes, Quorum(tuple(places), (), 2, ()), VotingRule(), motion=1).result
    <Result.RETURNED: 'returned'>
    """
    voters = {place.person: place for place in quorum.counted}
    valid = [one for one in ballots if one.motion == motion and one.person in voters]
    tally = dict.fromkeys(Vote, 0)
    tally.update(Counter(one.vote for one in valid))
    seated = len(voters)
    base = tally[Vote.FOR] + tally[Vote.AGAINST]
    if rule.base is Base.PRESENT:
        base = len(valid) if form is Form.CIRCULAR else seated
    dissent = tuple(one for one in valid if one.vote is not Vote.FOR)

    def told(result: Result, because: Because) -> Count:
        return Count(result, because, tally, base, base * rule.share, dissent)

    if len(valid) < seated and not is_closed:
        return told(Result.OPEN, Because.WAITING)
    missing = list(quorum.missing_required)
    there = seated
    if form is Form.CIRCULAR:
        voted = {one.person for one in valid}
        there = len(voted)
        missing += [
            place
            for place in quorum.counted
            if place.is_required and place.person not in voted
        ]
    if there < quorum.needed:
        return told(Result.NO_QUORUM, Because.TOO_FEW)
    if missing:
        return told(Result.NO_QUORUM, Because.REQUIRED_MISSING)
    return told(*_settled(valid, voters, tally, base, rule))


def _settled(
    valid: Sequence[Ballot],
    voters: dict[int, Place],
    tally: dict[Vote, int],
    base: int,
    rule: VotingRule,
) -> tuple[Result, Because]:
    if rule.has_risk_veto and any(
        one.vote is Vote.AGAINST and voters[one.person].has_veto for one in valid
    ):
        return Result.REFUSED, Because.VETO
    not_now = tally[Vote.DEFER] + tally[Vote.RETURN]
    if not_now > max(tally[Vote.FOR], tally[Vote.AGAINST]):
        if tally[Vote.RETURN] >= tally[Vote.DEFER]:
            return Result.RETURNED, Because.MORE_RETURN
        return Result.DEFERRED, Because.MORE_DEFER
    in_favour, needed = tally[Vote.FOR], base * rule.share
    if in_favour > needed or (rule.is_at_least and in_favour == needed and in_favour):
        return Result.CARRIED, Because.ENOUGH_FOR
    if in_favour != tally[Vote.AGAINST]:
        return Result.REFUSED, Because.NOT_ENOUGH_FOR
    if rule.has_casting_vote:
        chair = next(
            (one.vote for one in valid if voters[one.person].post is Post.CHAIRMAN),
            None,
        )
        # A second vote: it breaks a tie, it does not stand in for a larger majority.
        if chair is Vote.FOR and in_favour + 1 > needed:
            return Result.CARRIED, Because.CASTING_VOTE
        if chair is Vote.AGAINST:
            return Result.REFUSED, Because.CASTING_VOTE
    return Result.REFUSED, Because.TIE
