"""Four eyes: nobody decides what he entered, for himself, or above his authority."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Hindrance(StrEnum):
    """Why a person may not decide."""

    ENTERED = "entered"
    PARTICIPANT = "participant"
    RELATED = "related"
    LEVEL = "level"
    DECIDED_BEFORE = "decided_before"
    ASKED = "asked"
    DELEGATED_BY_ONE_BARRED = "delegated_by_one_barred"


@dataclass(frozen=True, slots=True)
class People:
    """Who has to do with an application, as employees' numbers.

    `entered`: who filled in or changed any of it. `participants`: borrowers, guarantors
    and pledgors who are employees. `related`: relatives of participants, and who declared
    an interest. `decided`: who already gave his yes or no at another level. `asked`: who
    asked to set the score aside.
    """

    entered: frozenset[int] = frozenset()
    participants: frozenset[int] = frozenset()
    related: frozenset[int] = frozenset()
    decided: frozenset[int] = frozenset()
    asked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Decider:
    """Who would decide, with the level of his authority or of whom he stands in for."""

    person: int
    level: int
    stands_in_for: int | None = None


def hindrances(
    decider: Decider, people: People, required: int
) -> tuple[Hindrance, ...]:
    """Return why he may not decide; empty: he may.

    What bars a person bars whoever stands in for him: an approval cannot be delegated
    around four eyes.

    >>> hindrances(Decider(5, 2), People(entered=frozenset({5})), required=3)
    (<Hindrance.ENTERED: 'entered'>, <Hindrance.LEVEL: 'level'>)
    """
    found = list(_bars(decider.person, people))
    if decider.level < required:
        found.append(Hindrance.LEVEL)
    if decider.stands_in_for is not None and _bars(decider.stands_in_for, people):
        found.append(Hindrance.DELEGATED_BY_ONE_BARRED)
    return tuple(found)


def _bars(person: int, people: People) -> tuple[Hindrance, ...]:
    sets = {
        Hindrance.ENTERED: people.entered,
        Hindrance.PARTICIPANT: people.participants,
        Hindrance.RELATED: people.related,
        Hindrance.DECIDED_BEFORE: people.decided,
        Hindrance.ASKED: people.asked,
    }
    return tuple(why for why, barred in sets.items() if person in barred)


class OverrideError(ValueError):
    """An override without a reason, or by one who may not."""


@dataclass(frozen=True, slots=True)
class Override:
    """A score set aside: the underwriter asks with a reason, a higher one agrees."""

    asked_by: int
    asked_level: int
    agreed_by: int
    agreed_level: int
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise OverrideError("an override has a reason")
        if self.agreed_by == self.asked_by or self.agreed_level <= self.asked_level:
            raise OverrideError("an override takes a higher authority")


@dataclass(frozen=True, slots=True)
class OverrideRate:
    """How often an underwriter set the score aside; `share` is a fraction of `scored`."""

    underwriter: int
    scored: int
    upward: int
    downward: int

    @property
    def share(self) -> Decimal:
        return Decimal(self.upward + self.downward) / self.scored


def override_rates(
    decided: Iterable[tuple[int, bool, bool]],
) -> tuple[OverrideRate, ...]:
    """Return a rate for each underwriter, the highest share first.

    Each decision: underwriter, whether the score said yes, whether the decision did.

    >>> override_rates([(1, True, True), (1, False, True)])[0].share
    Decimal('0.5')
    """
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for underwriter, said_yes, was_yes in decided:
        count = counts[underwriter]
        count[0] += 1
        count[1] += was_yes and not said_yes
        count[2] += said_yes and not was_yes
    rates = [OverrideRate(person, *count) for person, count in counts.items()]
    return tuple(sorted(rates, key=lambda rate: (-rate.share, rate.underwriter)))
