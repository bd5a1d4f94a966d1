"""Whom a payment pays first: penalty, fees, interest or principal, overdue before due.

The order is data of the product and of the law: steps, taken one after another. Within a
step the oldest due date comes first, and on one date components in the order of the step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .money import ZERO


class AllocationError(ValueError):
    """An order that leaves a component unpaid for ever, or a payment of nothing."""


class Component(StrEnum):
    """The kinds of money a loan owes."""

    PENALTY = "penalty"
    FEE = "fee"
    INTEREST = "interest"
    PRINCIPAL = "principal"


class Timing(StrEnum):
    """Where a due sum stands on the day of the payment."""

    OVERDUE = "overdue"
    DUE = "due"
    AHEAD = "ahead"  # an instalment to come, paid before its day


NOW = frozenset({Timing.OVERDUE, Timing.DUE})
ANY_TIME = frozenset(Timing)
ALL_COMPONENTS = tuple(Component)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an order: which components, standing how."""

    components: tuple[Component, ...]
    timings: frozenset[Timing] = NOW


@dataclass(frozen=True, slots=True)
class AllocationOrder:
    """The order of one product under one law.

    `in_advance` names what money over all that is due may pay early, in order: interest
    accrued to the day, principal. A step with `Timing.AHEAD` pays instalments to come as
    they are planned; without one they are left alone. Raises `AllocationError` where the
    steps reach some component never.
    """

    steps: tuple[Step, ...]
    in_advance: tuple[Component, ...] = (Component.INTEREST, Component.PRINCIPAL)

    def __post_init__(self) -> None:
        reached = {
            (component, timing)
            for step in self.steps
            for component in step.components
            for timing in step.timings
        }
        if not {(one, timing) for one in Component for timing in NOW} <= reached:
            raise AllocationError("the order never pays some component")


def timing_of(due: date, day: date) -> Timing:
    """Tell how a sum due on one day stands on another.

    >>> timing_of(date(2024, 1, 1), date(2024, 1, 2)).value
    'overdue'
    """
    if due == day:
        return Timing.DUE
    return Timing.OVERDUE if due < day else Timing.AHEAD


def by_instalment(components: Sequence[Component]) -> AllocationOrder:
    """Return the order that settles the oldest instalment whole before the next.

    >>> len(by_instalment(ALL_COMPONENTS).steps)
    1
    """
    return AllocationOrder((Step(tuple(components)),))


def by_component(components: Sequence[Component]) -> AllocationOrder:
    """Return the order that settles one component of all instalments before another.

    >>> len(by_component(ALL_COMPONENTS).steps)
    4
    """
    return AllocationOrder(tuple(Step((component,)) for component in components))


OLDEST_FIRST = by_instalment(ALL_COMPONENTS)
# Law of Ukraine on Consumer Credit, article 19: overdue principal and interest, then
# principal and interest due, then penalty and other payments.
UKRAINE_CONSUMER = AllocationOrder(
    (
        Step((Component.PRINCIPAL, Component.INTEREST), frozenset({Timing.OVERDUE})),
        Step((Component.PRINCIPAL, Component.INTEREST), frozenset({Timing.DUE})),
        Step((Component.PENALTY, Component.FEE)),
    )
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sum that is due and not paid: `key` tells whose it is."""

    key: object
    due: date
    component: Component
    amount: Decimal


def allocate(
    amount: Decimal, claims: Iterable[Claim], order: AllocationOrder, day: date
) -> tuple[list[tuple[Claim, Decimal]], Decimal]:
    """Part a payment of `day` over claims; return the parts and what is left over.

    A claim is overdue from the day after its due date, ahead before it. Raises
    `AllocationError` for a payment below zero.

    >>> claims = [
    ...     Claim(1, date(2024, 1, 1), Component.INTEREST, Decimal(5)),
    ...     Claim(2, date(2024, 1, 1), Component.PRINCIPAL, Decimal(8)),
    ... ]
    >>> parts, rest = allocate(
    ...     Decimal(10), claims, by_instalment(ALL_COMPONENTS), date(2024, 1, 1))
    >>> [(claim.key, str(part)) for claim, part in parts], str(rest)
    ([(1, '5'), (2, '5')], '0')
    """
    if amount < 0:
        raise AllocationError("a payment is not below zero")
    open_claims = [claim for claim in claims if claim.amount > 0]
    paid: list[tuple[Claim, Decimal]] = []
    for step in order.steps:
        chosen = [claim for claim in open_claims if _is_in(claim, step, day)]
        chosen.sort(
            key=lambda claim: (claim.due, step.components.index(claim.component))
        )
        for claim in chosen:
            if not amount:
                return paid, ZERO
            part = min(amount, claim.amount)
            paid.append((claim, part))
            amount -= part
            open_claims.remove(claim)
    return paid, amount


def _is_in(claim: Claim, step: Step, day: date) -> bool:
    return (
        claim.component in step.components and timing_of(claim.due, day) in step.timings
    )


def waterfall(
    amount: Decimal,
    owed: Mapping[Component, Decimal],
    order: Sequence[Component],
) -> tuple[dict[Component, Decimal], Decimal]:
    """Part a sum over components in an order; return the parts and what is left over.

    Also the way back: a refund is parted over what the payment had paid. A component
    that the order does not name is reached last.

    >>> parts, rest = waterfall(
    ...     Decimal(50),
    ...     {Component.PRINCIPAL: Decimal(40), Component.INTEREST: Decimal(100)},
    ...     (Component.PRINCIPAL, Component.INTEREST),
    ... )
    >>> str(parts[Component.INTEREST]), str(rest)
    ('10', '0')
    """
    if amount < 0:
        raise AllocationError("a payment is not below zero")
    parts = dict.fromkeys(owed, ZERO)
    rest_of_components = [one for one in owed if one not in order]
    for component in [*order, *rest_of_components]:
        part = min(amount, owed.get(component, ZERO))
        if part > 0:
            parts[component] = part
            amount -= part
    return parts, amount
