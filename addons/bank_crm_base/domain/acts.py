"""Two-person acts: one employee proposes, another decides; who may, and from what amount."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class State(StrEnum):
    """Where an act stands; the codes of `bank.act.state`."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOID = "void"


MOVES: dict[State, frozenset[State]] = {
    State.WAITING: frozenset(
        {State.ACCEPTED, State.REFUSED, State.WITHDRAWN, State.VOID}
    ),
    State.ACCEPTED: frozenset(),
    State.REFUSED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.VOID: frozenset(),
}


class UnitScope(StrEnum):
    """Where in the bank the second person must sit; the codes of `bank.act.kind`."""

    BANK = "bank"
    UNIT = "unit"


class Refusal(StrEnum):
    """Why a person may not decide an act."""

    OWN_ACT = "own_act"
    NOT_A_PERSON = "not_a_person"
    NO_POWER = "no_power"
    OTHER_UNIT = "other_unit"
    CLOSED_CLIENT = "closed_client"


class AuthorityError(ValueError):
    """An amount that is negative, or an authority that begins below nothing."""


@dataclass(frozen=True, slots=True)
class Authority:
    """From this amount of base currency on, the power `group_id` is asked for."""

    amount_from: Decimal
    group_id: int

    def __post_init__(self) -> None:
        if self.amount_from < 0:
            raise AuthorityError("an authority begins at zero or above")


@dataclass(frozen=True, slots=True)
class Checker:
    """A person who may decide for himself or in place of those who delegated to him.

    `user_id` is whose power it is; `branch_paths` the units of his posts, as paths
    ("1/4/"); `group_ids` all powers he holds.
    """

    user_id: int
    group_ids: frozenset[int]
    branch_paths: tuple[str, ...] = ()


def can_move(origin: State, target: State) -> bool:
    """Say whether an act may go from one state to another.

    >>> can_move(State.WAITING, State.ACCEPTED), can_move(State.ACCEPTED, State.REFUSED)
    (True, False)
    """
    return target in MOVES[origin]


def power_for(
    amount: Decimal, authorities: Iterable[Authority], default_group_id: int
) -> int:
    """Return the power that an act of this amount needs: the highest step it reaches.

    >>> steps = [Authority(Decimal(1000), 7), Authority(Decimal(50000), 9)]
    >>> [power_for(Decimal(sum_), steps, 3) for sum_ in (999, 1000, 60000)]
    [3, 7, 9]
    """
    if amount < 0:
        raise AuthorityError("the amount of an act is not negative")
    reached = [step for step in authorities if amount >= step.amount_from]
    if not reached:
        return default_group_id
    return max(reached, key=lambda step: step.amount_from).group_id


def refusal(
    *,
    maker_id: int,
    person_id: int,
    is_person: bool,
    group_id: int,
    scope: UnitScope,
    unit_path: str,
    ways: Iterable[Checker],
) -> Refusal | None:
    """Say why `person_id` may not decide, or None where he may.

    `ways` are the person himself and those who delegated to him. Nobody decides his own
    act: neither himself nor by lending his power to another.

    >>> head = Checker(5, frozenset({9}), ("1/4/",))
    >>> case = dict(maker_id=2, is_person=True, group_id=9, scope=UnitScope.UNIT, ways=[head])
    >>> refusal(person_id=5, unit_path="1/4/8/", **case) is None
    True
    >>> refusal(person_id=5, unit_path="1/6/", **case)
    <Refusal.OTHER_UNIT: 'other_unit'>
    >>> refusal(person_id=2, unit_path="1/4/8/", **case)
    <Refusal.OWN_ACT: 'own_act'>
    """
    if person_id == maker_id:
        return Refusal.OWN_ACT
    if not is_person:
        return Refusal.NOT_A_PERSON
    able = [
        way for way in ways if way.user_id != maker_id and group_id in way.group_ids
    ]
    if not able:
        return Refusal.NO_POWER
    if scope is UnitScope.BANK:
        return None
    if any(unit_path.startswith(path) for way in able for path in way.branch_paths):
        return None
    return Refusal.OTHER_UNIT


def changed_since(old: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    """Return the names of facts that are not as they were when the act was proposed.

    >>> changed_since({"phone": "1", "city": "Lviv"}, {"phone": "2", "city": "Lviv"})
    ['phone']
    """
    return sorted(name for name, value in old.items() if now.get(name) != value)
