"""The watch list: how closely a client is watched, for what signals, until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from .signal import Code, SignalError


class Level(IntEnum):
    """How closely, the greater the closer."""

    NONE = 0
    ATTENTION = 1
    WATCH = 2
    SUBSTANDARD = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A level for so many signals out of `codes` (none named: of all).

    A row holds for `least` different signals or more; `all_of` must all be there.
    """

    level: Level
    least: int = 1
    codes: frozenset[Code] = frozenset()
    all_of: frozenset[Code] = frozenset()

    def __post_init__(self) -> None:
        if self.level is Level.NONE or self.least < 1:
            raise SignalError("a row gives a level for one signal or more")
        if self.codes and self.least > len(self.codes):
            raise SignalError("the row asks for more signals than it names")

    def counted(self, codes: frozenset[Code]) -> frozenset[Code]:
        """Return the signals by which the row holds; empty: it does not."""
        found = codes & self.codes if self.codes else codes
        is_held = len(found) >= self.least and self.all_of <= codes
        return (found | self.all_of) if is_held else frozenset()


@dataclass(frozen=True, slots=True)
class Proposal:
    """The level that signals ask for, by which row (its place) and which signals."""

    level: Level
    row: int | None = None
    codes: tuple[Code, ...] = ()


def proposed(codes: Iterable[Code], rows: Sequence[Row]) -> Proposal:
    """Return the closest level of any row that holds; of equal ones the first.

    >>> rows = [Row(Level.ATTENTION), Row(Level.WATCH, 2)]
    >>> proposed([Code.ARREST], rows).level, proposed([Code.ARREST, Code.NEW_LENDER], rows).row
    (<Level.ATTENTION: 1>, 1)
    """
    there = frozenset(codes)
    best = Proposal(Level.NONE)
    for place, row in enumerate(rows):
        counted = row.counted(there)
        if counted and row.level > best.level:
            shown = tuple(code for code in Code if code in counted)
            best = Proposal(row.level, place, shown)
    return best


@dataclass(frozen=True, slots=True)
class Entry:
    """A client on the list. `by_hand`: a person set the level, with a review day."""

    level: Level
    since: date
    review_on: date
    by_hand: bool = False


class Change(IntEnum):
    """What the night does with a client."""

    NOTHING = 0
    PUT_ON = 1
    RAISED = 2
    REVIEW = 3  # the day has come: a person decides


@dataclass(frozen=True, slots=True)
class Verdict:
    change: Change
    entry: Entry | None


def next_entry(
    entry: Entry | None,
    proposal: Proposal,
    today: date,
    review_days: dict[Level, int],
) -> Verdict:
    """Return the entry after a night with this proposal.

    The night puts on and raises; it never lowers or takes off: signals may be gone
    because money is. On the review day a person is asked. A level set by hand is raised
    like any other.

    >>> days = {Level.ATTENTION: 90, Level.WATCH: 30, Level.SUBSTANDARD: 14}
    >>> next_entry(None, Proposal(Level.WATCH, 1), date(2026, 3, 2), days).entry.review_on
    datetime.date(2026, 4, 1)
    """
    if entry is None and proposal.level is Level.NONE:
        return Verdict(Change.NOTHING, None)
    if entry is None or proposal.level > entry.level:
        level = proposal.level
        review_on = today + timedelta(review_days[level])
        change = Change.PUT_ON if entry is None else Change.RAISED
        return Verdict(change, Entry(level, today, review_on))
    if today >= entry.review_on:
        return Verdict(Change.REVIEW, entry)
    return Verdict(Change.NOTHING, entry)
