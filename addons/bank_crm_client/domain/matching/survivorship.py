"""Which of two values of a field survives a merge, and by which rule."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Strategy(StrEnum):
    """How a field is decided where both sides have a value and they differ."""

    SURVIVOR = "survivor"
    CORE = "core"
    NEWEST = "newest"
    OLDEST_VALUE = "oldest_value"
    FULLEST = "fullest"
    ANY = "any"
    HAND = "hand"


class Side(StrEnum):
    """Whose value is kept."""

    SURVIVOR = "survivor"
    MERGED = "merged"


class Why(StrEnum):
    """By what a side was chosen."""

    ONLY_VALUE = "only_value"
    RULE = "rule"
    DEFAULT = "default"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Candidate:
    """The value of a field on one side: is it the core's, and when was it last said."""

    value: Any
    is_core: bool = False
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The side that is kept and by what."""

    side: Side
    why: Why


def choose(strategy: Strategy, survivor: Candidate, merged: Candidate) -> Choice:
    """Choose between two values; where a rule cannot tell, the survivor's stays.

    >>> str(choose(Strategy.SURVIVOR, Candidate(""), Candidate("Olena")).side)
    'merged'
    >>> choice = choose(Strategy.CORE, Candidate("Olenka"), Candidate("Olena", is_core=True))
    >>> str(choice.side), str(choice.why)
    ('merged', 'rule')
    """
    if _is_empty(survivor.value) != _is_empty(merged.value):
        side = Side.MERGED if _is_empty(survivor.value) else Side.SURVIVOR
        return Choice(side, Why.ONLY_VALUE)
    if survivor.value == merged.value:
        return Choice(Side.SURVIVOR, Why.DEFAULT)
    is_merged = _is_merged_better(strategy, survivor, merged)
    if is_merged is None:
        return Choice(Side.SURVIVOR, Why.DEFAULT)
    return Choice(Side.MERGED if is_merged else Side.SURVIVOR, Why.RULE)


def _is_empty(value: Any) -> bool:
    return value is None or value is False or value == ""


def _is_merged_better(
    strategy: Strategy, survivor: Candidate, merged: Candidate
) -> bool | None:
    """Whether the rule prefers the merged side; nothing where it cannot tell."""
    if strategy is Strategy.CORE and survivor.is_core != merged.is_core:
        return merged.is_core
    if strategy in (Strategy.CORE, Strategy.NEWEST):
        if survivor.said_at and merged.said_at and survivor.said_at != merged.said_at:
            return merged.said_at > survivor.said_at
        return None
    if strategy is Strategy.OLDEST_VALUE:
        return merged.value < survivor.value
    if strategy is Strategy.ANY:
        return bool(merged.value)
    if strategy is Strategy.FULLEST:
        lengths = len(str(survivor.value)), len(str(merged.value))
        return lengths[1] > lengths[0] if lengths[0] != lengths[1] else None
    return None
