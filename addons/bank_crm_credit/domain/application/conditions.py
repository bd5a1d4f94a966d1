"""Conditions of an approval: before the money, or after it, and which tranche may go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class ConditionError(ValueError):
    """A condition that cannot be, or an act on it by one who may not."""


class Kind(StrEnum):
    PRECEDENT = "precedent"
    SUBSEQUENT = "subsequent"


class Consequence(StrEnum):
    """What follows where a subsequent condition is not met in time."""

    STOPS_TRANCHES = "stops_tranches"
    RAISES_RATE = "raises_rate"
    FINE = "fine"
    EARLY_REPAYMENT = "early_repayment"
    REVIEW = "review"


class Status(StrEnum):
    OPEN = "open"
    MET = "met"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Condition:
    """What an approval asks for besides the agreement.

    `set_by`: the number of the body that decided. `tranches`: those that a precedent
    condition blocks, none named: every one. A subsequent one has due day, owner and
    consequence. Raises `ConditionError`.
    """

    number: int
    kind: Kind
    set_by: int
    tranches: frozenset[int] = frozenset()
    due: date | None = None
    owner: int | None = None
    consequence: Consequence | None = None
    status: Status = Status.OPEN
    settled_by: int | None = None
    settled_on: date | None = None
    evidence: int | None = None

    def __post_init__(self) -> None:
        if self.kind is Kind.SUBSEQUENT:
            if None in (self.due, self.owner, self.consequence):
                raise ConditionError("say by when, who sees to it and what follows")
            if self.tranches:
                raise ConditionError("a subsequent condition blocks no named tranche")
        if self.status is not Status.OPEN and None in (
            self.settled_by,
            self.settled_on,
        ):
            raise ConditionError("say who settled it and when")

    def blocks(self, tranche: int) -> bool:
        """Whether it holds this tranche back as it stands."""
        is_named = not self.tranches or tranche in self.tranches
        return self.kind is Kind.PRECEDENT and self.status is Status.OPEN and is_named

    def is_overdue(self, day: date) -> bool:
        """Whether its day has passed; the due day itself is still in time."""
        return self.status is Status.OPEN and self.due is not None and day > self.due


@dataclass(frozen=True, slots=True)
class Checker:
    """Who checks evidence: whether he is of loan administration, and not the manager."""

    person: int
    is_administration: bool
    is_manager: bool = False


def meet(condition: Condition, checker: Checker, day: date, evidence: int) -> Condition:
    """Return the condition as met, with the evidence that was looked at.

    Loan administration says so, never the manager of the client. Raises
    `ConditionError`.

    >>> condition = Condition(1, Kind.PRECEDENT, set_by=9)
    >>> str(meet(condition, Checker(4, True), date(2026, 2, 1), evidence=77).status)
    'met'
    """
    _is_open(condition)
    if not checker.is_administration or checker.is_manager:
        raise ConditionError("loan administration checks the evidence")
    return replace(
        condition,
        status=Status.MET,
        settled_by=checker.person,
        settled_on=day,
        evidence=evidence,
    )


def waive(condition: Condition, body: int, day: date, decision: int) -> Condition:
    """Return the condition as waived by the body that set it, citing its decision.

    >>> waive(Condition(1, Kind.PRECEDENT, set_by=9), 8, date(2026, 2, 1), 55)
    Traceback (most recent call last):
    ...
    odoo.addons.bank_crm_credit.domain.application.conditions.ConditionError: \
only who set a condition waives it
    """
    _is_open(condition)
    if body != condition.set_by:
        raise ConditionError("only who set a condition waives it")
    return replace(
        condition,
        status=Status.WAIVED,
        settled_by=body,
        settled_on=day,
        evidence=decision,
    )


def _is_open(condition: Condition) -> None:
    if condition.status is not Status.OPEN:
        raise ConditionError("the condition is settled")


class Why(StrEnum):
    """Why a tranche may not go out."""

    PRECEDENT = "precedent"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Block:
    why: Why
    condition: int


def blocks_of(
    tranche: int, conditions: Iterable[Condition], day: date
) -> tuple[Block, ...]:
    """Return what holds a tranche back on a day; empty: conditions let it go.

    >>> blocks_of(2, [Condition(1, Kind.PRECEDENT, 9, frozenset({1}))], date(2026, 2, 1))
    ()
    """
    found = []
    for condition in conditions:
        if condition.blocks(tranche):
            found.append(Block(Why.PRECEDENT, condition.number))
        elif (
            condition.consequence is Consequence.STOPS_TRANCHES
            and condition.is_overdue(day)
        ):
            found.append(Block(Why.OVERDUE, condition.number))
    return tuple(found)


def may_go(
    tranches: Sequence[int], conditions: Sequence[Condition], day: date
) -> tuple[int, ...]:
    """Return which tranches conditions let go on a day, in their order.

    >>> may_go([1, 2], [Condition(1, Kind.PRECEDENT, 9, frozenset({1}))], date(2026, 2, 1))
    (2,)
    """
    return tuple(one for one in tranches if not blocks_of(one, conditions, day))
