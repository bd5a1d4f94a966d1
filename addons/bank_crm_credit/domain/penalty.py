"""Penalty for what is overdue, by rules with dates.

A rule counts on overdue principal, interest or fees, never on penalty; from the day after
the due date or after days of grace, for so many days at most; a day costs no more than the
daily cap, and all of it no more than a share of the sum that is overdue. In a moratorium
nothing is counted. Rules are rows of a dated table: no figure of a law stands in code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .allocation import Component
from .day_count import DayCount, year_fraction
from .money import ZERO


class PenaltyError(ValueError):
    """A rule that the law does not know: on penalty, or two kinds at once."""


class PenaltyKind(StrEnum):
    """A fine once for each overdue sum, or an amount that grows with the days."""

    FINE = "fine"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class PenaltyRule:
    """One rule, for due dates from `start` up to and with `end`.

    `rate` is a fraction: a year for `DAILY` (by `day_count`), of the overdue sum for
    `FINE`; a fine may be an `amount` instead. `grace_days` are free after the due date,
    `is_grace_charged` charges them once they have passed. `longest_days` ends the
    counting, `daily_cap` is a share of the overdue sum a day, `total_cap` a share of
    what was overdue first. Raises `PenaltyError`.
    """

    name: str
    kind: PenaltyKind
    bases: frozenset[Component]
    start: date
    end: date | None = None
    rate: Decimal = ZERO
    amount: Decimal = ZERO
    day_count: DayCount = DayCount.ACT_365F
    grace_days: int = 0
    is_grace_charged: bool = False
    longest_days: int | None = None
    daily_cap: Decimal | None = None
    total_cap: Decimal | None = None

    def __post_init__(self) -> None:
        if Component.PENALTY in self.bases:
            raise PenaltyError("no penalty is counted on penalty")
        if not self.bases:
            raise PenaltyError("a penalty is counted on something")
        if self.kind is PenaltyKind.DAILY and (self.amount or not self.rate > 0):
            raise PenaltyError("a daily penalty is a rate")
        if self.kind is PenaltyKind.FINE and bool(self.rate) == bool(self.amount):
            raise PenaltyError("a fine is a sum or a share")
        if min(self.rate, self.amount, self.grace_days) < 0:
            raise PenaltyError("a penalty is not below zero")

    def is_for(self, component: Component, due: date) -> bool:
        """Tell whether a sum of this kind, due on this day, falls under the rule.

        >>> rule = PenaltyRule(
        ...     "Late", PenaltyKind.DAILY, frozenset({Component.PRINCIPAL}),
        ...     date(2024, 1, 1), rate=Decimal("0.1"))
        >>> rule.is_for(Component.PRINCIPAL, date(2023, 12, 31))
        False
        """
        if component not in self.bases or due < self.start:
            return False
        return self.end is None or due <= self.end


@dataclass(frozen=True, slots=True)
class Moratorium:
    """Days, both counted, on which no penalty grows."""

    start: date
    end: date


def rule_for(
    rules: Iterable[PenaltyRule], component: Component, due: date
) -> PenaltyRule | None:
    """Return the rule of a sum due on a day; None without one.

    Raises `PenaltyError` where two rules hold: a fine and a daily penalty are not both
    taken.

    >>> rule_for([], Component.PRINCIPAL, date(2024, 1, 1)) is None
    True
    """
    found = [rule for rule in rules if rule.is_for(component, due)]
    if len(found) > 1:
        raise PenaltyError("two penalties for one overdue sum")
    return found[0] if found else None


def penalty_between(
    rule: PenaltyRule,
    due: date,
    owed: Decimal,
    start: date,
    end: date,
    moratoria: Sequence[Moratorium] = (),
) -> Fraction:
    """Return the penalty, unrounded, on `owed` for the nights from `start` to `end`.

    The night after the due date is the first. A fine comes whole, with the first night
    of the window. Before caps over all: see `capped`.

    >>> rule = PenaltyRule(
    ...     "Late", PenaltyKind.DAILY, frozenset({Component.PRINCIPAL}),
    ...     date(2024, 1, 1), rate=Decimal("0.365"))
    >>> penalty_between(
    ...     rule, date(2024, 1, 10), Decimal(1000), date(2024, 1, 10), date(2024, 1, 15))
    Fraction(5, 1)
    """
    if owed <= 0:
        return Fraction(0)
    opens = due + timedelta(rule.grace_days)
    if rule.is_grace_charged and end > opens:
        opens, start = due, _earlier_if_at(start, opens, due)
    first = max(start, opens)
    last = end
    if rule.longest_days is not None:
        last = min(last, due + timedelta(rule.grace_days + rule.longest_days))
    if last <= first:
        return Fraction(0)
    if rule.kind is PenaltyKind.FINE:
        if first > opens:
            return Fraction(0)
        return Fraction(rule.amount or owed * rule.rate)
    return sum(
        (
            _daily(rule, owed, one, other)
            for one, other in _outside(first, last, moratoria)
        ),
        Fraction(0),
    )


def _earlier_if_at(start: date, opens: date, due: date) -> date:
    """Days of grace are charged with the first night after them, and then only."""
    return due if start <= opens else start


def _daily(rule: PenaltyRule, owed: Decimal, start: date, end: date) -> Fraction:
    grown = Fraction(owed) * Fraction(rule.rate)
    grown *= year_fraction(rule.day_count, start, end)
    if rule.daily_cap is None:
        return grown
    return min(grown, Fraction(owed) * Fraction(rule.daily_cap) * (end - start).days)


def _outside(
    start: date, end: date, moratoria: Sequence[Moratorium]
) -> list[tuple[date, date]]:
    """Return the parts of [start, end) outside of moratoria."""
    parts = []
    for moratorium in sorted(moratoria, key=lambda one: one.start):
        stop = min(max(moratorium.start, start), end)
        if stop > start:
            parts.append((start, stop))
        start = max(start, min(moratorium.end + timedelta(1), end))
    if end > start:
        parts.append((start, end))
    return parts


def capped(rule: PenaltyRule, penalty: Fraction, first_owed: Decimal) -> Fraction:
    """Return all the penalty of one overdue sum, no more than the rule allows.

    >>> rule = PenaltyRule(
    ...     "Late", PenaltyKind.DAILY, frozenset({Component.PRINCIPAL}),
    ...     date(2024, 1, 1), rate=Decimal(1), total_cap=Decimal("0.15"))
    >>> capped(rule, Fraction(30), Decimal(100))
    Fraction(15, 1)
    """
    if rule.total_cap is None:
        return penalty
    return min(penalty, Fraction(first_owed) * Fraction(rule.total_cap))
