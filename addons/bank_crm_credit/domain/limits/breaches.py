"""Limits that are broken: by what the bank did, or by rates alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..money import ZERO
from .tree import Limit, LimitTree, Line


class Breach(StrEnum):
    """Why a limit is broken. A passive one forbids more, it does not ask to repay."""

    ACTIVE = "active"
    BY_RATE = "by_rate"
    ENDED = "ended"  # the limit is out of force while it is used


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken limit; sums in the base currency. `by_rate`: what rates alone added."""

    limit: Limit
    breach: Breach
    used: Decimal
    over: Decimal
    by_rate: Decimal


def breaches(
    tree: LimitTree,
    lines: Sequence[Line],
    rates: Mapping[str, Decimal],
    day: date,
    approved_at: Mapping[int, Mapping[str, Decimal]],
) -> tuple[Broken, ...]:
    """Return the broken limits on a day, the narrowest first.

    `approved_at`: for each line the rates of the day on which it was last checked; a line
    without them counts at today's. A limit that today's use would not break at those
    rates is broken by rates alone.
    """
    now = tree.used(lines, rates)
    then = dict.fromkeys(tree.limits, ZERO)
    for line in lines:
        weight = line.weight(approved_at.get(line.number, rates))
        for number in tree.reached_by(line):
            then[number] += weight
    found = (
        breach_of(limit, now[limit.number], then[limit.number], day)
        for limit in tree.in_order(tree.limits)
    )
    return tuple(one for one in found if one is not None)


def breach_of(limit: Limit, used: Decimal, then: Decimal, day: date) -> Broken | None:
    """Return how one limit is broken by what is used today, or None.

    `then`: the same lines at the rates at which they were last checked.

    >>> from .tree import Level
    >>> limit = Limit(1, Level.CLIENT, Decimal(100))
    >>> str(breach_of(limit, Decimal(110), Decimal(95), date(2026, 3, 2)).breach)
    'by_rate'
    """
    over = used - limit.available_on(day)
    if over <= 0:
        return None
    if not limit.available_on(day) and limit.amount:
        breach = Breach.ENDED
    elif then <= limit.amount:
        breach = Breach.BY_RATE
    else:
        breach = Breach.ACTIVE
    return Broken(limit, breach, used, over, used - then)
