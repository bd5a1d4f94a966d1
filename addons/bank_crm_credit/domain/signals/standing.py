"""Signs in how others see the client: arrests, lenders, bureaus, his group, covenants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .signal import Code, Signal, days_of


@dataclass(frozen=True, slots=True)
class Arrest:
    """An account arrested on a day; lifted on another, or in force."""

    since: date
    amount: Decimal | None = None
    lifted: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.lifted is None or day < self.lifted)


def account_arrest(arrests: Iterable[Arrest], day: date) -> Signal | None:
    """Look at the arrests of a client's accounts; one without a sum arrests everything.

    >>> account_arrest([Arrest(date(2026, 3, 1), Decimal(9))], date(2026, 3, 2)).figure("count")
    1
    """
    held = [arrest for arrest in arrests if arrest.holds_on(day)]
    if not held:
        return None
    amount = sum((one.amount for one in held if one.amount is not None), Decimal(0))
    figures = (
        ("count", len(held)),
        ("since", min(one.since for one in held)),
        ("amount", amount),
        ("without_sum", sum(one.amount is None for one in held)),
    )
    return Signal(Code.ARREST, day, figures)


@dataclass(frozen=True, slots=True)
class NewLender:
    """Loans of other lenders taken within so many days, of `least` or more together."""

    days: int = 90
    least: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        days_of(self.days)


def new_lender(
    taken: Iterable[tuple[str, date, Decimal]],
    lenders_before: Iterable[str],
    day: date,
    threshold: NewLender,
) -> Signal | None:
    """Look at loans in a bureau's report: lender, day taken, sum; ours are not among them.

    A lender whom an earlier report already named is not new.

    >>> new_lender([("Other", date(2026, 2, 1), Decimal(9))], [], date(2026, 3, 2),
    ...            NewLender()).figure("lenders")
    1
    """
    known = frozenset(lenders_before)
    fresh = [
        (lender, amount)
        for lender, since, amount in taken
        if lender not in known and 0 <= (day - since).days < threshold.days
    ]
    amount = sum((amount for _lender, amount in fresh), Decimal(0))
    if not fresh or amount < threshold.least:
        return None
    figures = (
        ("lenders", len({lender for lender, _amount in fresh})),
        ("loans", len(fresh)),
        ("amount", amount),
    )
    return Signal(Code.NEW_LENDER, day, figures)


@dataclass(frozen=True, slots=True)
class BureauDowngrade:
    """A bureau's score fell by so many points against the one before; the greater, the better."""

    points: int = 50
    within_days: int = 365

    def __post_init__(self) -> None:
        days_of(min(self.points, self.within_days))


def bureau_downgrade(
    scores: Iterable[tuple[date, int]], day: date, threshold: BureauDowngrade
) -> Signal | None:
    """Look at the scores of one bureau: the last one against the best within the time.

    A slow slide is seen too: against the best, not only against the one before.

    >>> scores = [(date(2025, 9, 1), 640), (date(2025, 12, 1), 615), (date(2026, 3, 1), 585)]
    >>> bureau_downgrade(scores, date(2026, 3, 2), BureauDowngrade()).figure("fell_by")
    55
    """
    seen = sorted(
        (one, score)
        for one, score in scores
        if 0 <= (day - one).days < threshold.within_days
    )
    if not seen:
        return None
    best = max(score for _day, score in seen)
    last_day, last = seen[-1]
    if best - last < threshold.points:
        return None
    figures = (
        ("best", best), ("score", last), ("fell_by", best - last), ("told", last_day),
    )  # fmt: skip
    return Signal(Code.BUREAU_DOWNGRADE, day, figures)


@dataclass(frozen=True, slots=True)
class GroupOverdue:
    """A member of the group is late by so many days with more than the tolerance."""

    days: int = 30
    tolerance: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        days_of(self.days)


def group_overdue(
    client: int,
    members: Mapping[int, tuple[int, Decimal]],
    day: date,
    threshold: GroupOverdue,
) -> Signal | None:
    """Look at days past due and overdue sum of each other member of the client's group.

    His own lateness is no early sign; it is a fact.

    >>> group_overdue(1, {1: (99, Decimal(5)), 2: (31, Decimal(7))}, date(2026, 3, 2),
    ...               GroupOverdue()).figure("members")
    1
    """
    late = [
        (days, amount)
        for member, (days, amount) in members.items()
        if member != client and days >= threshold.days and amount > threshold.tolerance
    ]
    if not late:
        return None
    figures = (
        ("members", len(late)),
        ("days", max(days for days, _amount in late)),
        ("amount", sum((amount for _days, amount in late), Decimal(0))),
    )
    return Signal(Code.GROUP_OVERDUE, day, figures)


def covenant_breach(broken: Iterable[tuple[date, bool]], day: date) -> Signal | None:
    """Look at broken covenants: since when, and whether the time to cure is over.

    >>> covenant_breach([(date(2026, 2, 1), True)], date(2026, 3, 2)).figure("defaults")
    1
    """
    known = [(since, is_default) for since, is_default in broken if since <= day]
    if not known:
        return None
    figures = (
        ("count", len(known)),
        ("defaults", sum(is_default for _since, is_default in known)),
        ("since", min(since for since, _is_default in known)),
    )
    return Signal(Code.COVENANT_BREACH, day, figures)
