"""What submission freezes, and which later change voids a decision, back to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .canonical import canonical, digest


class SubmissionError(ValueError):
    """A snapshot that leaves out what must freeze."""


class Part(StrEnum):
    """What freezes; a decision is reopened with all of it as it was."""

    FORM = "form"
    PARTICIPANTS = "participants"
    DOCUMENTS = "documents"
    BUREAU = "bureau"
    EXPOSURE = "exposure"
    RULES = "rules"  # each decision table with its version


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The facts of an application on the day it was submitted, by part and key.

    A part without facts is there and empty: "no bureau report" is a fact too. Raises
    `SubmissionError`, and `CanonicalError` for a value without one form.
    """

    day: date
    facts: Mapping[Part, Mapping[str, object]]

    def __post_init__(self) -> None:
        if left_out := [part for part in Part if part not in self.facts]:
            raise SubmissionError(f"left out: {', '.join(left_out)}")
        if not self.facts[Part.RULES]:
            raise SubmissionError("say by which versions of the rules it is decided")
        digest(self.facts)

    @property
    def digest(self) -> str:
        """The sum over day and facts: equal sums are equal inputs."""
        return digest({"day": self.day, "facts": self.facts})


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that is no longer what was frozen; None: it was or is not there."""

    part: Part
    key: str
    before: object
    after: object

    @property
    def name(self) -> str:
        return f"{self.part}.{self.key}"


def changes(
    before: Mapping[Part, Mapping[str, object]],
    after: Mapping[Part, Mapping[str, object]],
) -> tuple[Change, ...]:
    """Return what differs between two sets of facts, by part and key.

    The same number or name written otherwise is no change.

    >>> changes({Part.FORM: {"income": Decimal("100.0")}},
    ...         {Part.FORM: {"income": Decimal(100)}})
    ()
    """
    found = []
    for part in Part:
        old, new = before.get(part, {}), after.get(part, {})
        for key in sorted(old.keys() | new.keys()):
            is_known = key in old and key in new
            if not is_known or canonical(old[key]) != canonical(new[key]):
                found.append(Change(part, key, old.get(key), new.get(key)))
    return tuple(found)


class Worse(StrEnum):
    """Which way a change of a fact matters."""

    ANY = "any"
    UP = "up"  # a debt
    DOWN = "down"  # an income


@dataclass(frozen=True, slots=True)
class Relevance:
    """A fact on which a decision rests: "part.key", or "part.*" for all of a part.

    A number may move by `tolerance` (a fraction of what it was) and in the harmless
    direction as it likes.
    """

    name: str
    worse: Worse = Worse.ANY
    tolerance: Decimal = Decimal(0)

    def is_of(self, change: Change) -> bool:
        """Whether the change is one of this fact.

        >>> Relevance("bureau.*").is_of(Change(Part.BUREAU, "owed", 1, 2))
        True
        """
        part, _dot, key = self.name.partition(".")
        return part == change.part and key in ("*", change.key)

    def matters(self, change: Change) -> bool:
        """Whether a change of this fact voids what rests on it.

        >>> income = Relevance("form.income", Worse.DOWN, Decimal("0.05"))
        >>> [income.matters(Change(Part.FORM, "income", Decimal(100), Decimal(after)))
        ...  for after in (94, 95, 200)]
        [True, False, False]
        """
        numbers = (change.before, change.after)
        if not all(_is_number(one) for one in numbers):
            return True
        before, after = (Decimal(str(one)) for one in numbers)
        allowed = abs(before) * self.tolerance
        if self.worse is Worse.UP:
            return after - before > allowed
        if self.worse is Worse.DOWN:
            return before - after > allowed
        return abs(after - before) > allowed


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision that stands: taken at a level (the greater, the higher), resting on facts."""

    number: int
    level: int
    rests_on: tuple[Relevance, ...]


@dataclass(frozen=True, slots=True)
class Voided:
    """Where the application goes back to, which decisions fall, and by which changes."""

    level: int
    decisions: tuple[int, ...]
    changes: tuple[Change, ...]


def voided_by(found: Iterable[Change], decisions: Sequence[Taken]) -> Voided | None:
    """Return what later changes make void; None where every decision stands.

    The application goes back to the first level, in the order of decisions, that rested
    on a changed fact; what was decided after it rested on that decision and falls too.

    >>> change = Change(Part.FORM, "income", Decimal(100), Decimal(50))
    >>> voided_by([change], [Taken(7, 1, (Relevance("form.income"),)), Taken(8, 2, ())])
    ... # doctest: +ELLIPSIS
    Voided(level=1, decisions=(7, 8), changes=(Change(...),))
    """
    seen = tuple(found)
    for place, decision in enumerate(decisions):
        why = tuple(
            change
            for change in seen
            if any(
                fact.is_of(change) and fact.matters(change)
                for fact in decision.rests_on
            )
        )
        if why:
            fallen = tuple(taken.number for taken in decisions[place:])
            return Voided(decision.level, fallen, why)
    return None
