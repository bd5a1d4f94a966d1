"""What must be looked after while a collateral secures a loan: a calendar, and insurance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from ..due_dates import add_months


class UpkeepError(ValueError):
    """A rule without a time, or a policy that ends before it begins."""


class Task(StrEnum):
    REVALUATION = "revaluation"
    INSPECTION = "inspection"
    INSURANCE = "insurance"


@dataclass(frozen=True, slots=True)
class UpkeepRule:
    """How often, in months, a kind is valued and inspected anew.

    Property at least every three years, commercial property every year: Regulation (EU)
    575/2013, article 208 (3). The bank may ask for more.
    """

    kind: str
    revaluation_months: int
    inspection_months: int

    def __post_init__(self) -> None:
        if min(self.revaluation_months, self.inspection_months) < 1:
            raise UpkeepError("a collateral is looked at every month at most")


@dataclass(frozen=True, slots=True)
class Policy:
    """An insurance policy, from day to day, both counted."""

    first_day: date
    last_day: date
    amount: Decimal
    is_for_bank: bool
    paid_until: date | None = None

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise UpkeepError("a policy does not end before it begins")

    def covers(self, day: date) -> bool:
        """Whether it is in force: within its days, and the premium paid for."""
        is_paid = self.paid_until is None or day <= self.paid_until
        return self.first_day <= day <= self.last_day and is_paid

    @property
    def ends(self) -> date:
        """The last day on which it is in force as things stand."""
        return min(self.last_day, self.paid_until or self.last_day)


class InsuranceFault(StrEnum):
    NONE_IN_FORCE = "none_in_force"
    NOT_FOR_BANK = "not_for_bank"
    TOO_LITTLE = "too_little"


def insurance_faults(
    policies: Iterable[Policy], needed: Decimal, day: date
) -> tuple[InsuranceFault, ...]:
    """Return what is wrong with the insurance of a collateral on a day.

    Only policies with the bank as beneficiary count towards the sum needed; several add
    up.

    >>> policy = Policy(date(2026, 1, 1), date(2026, 12, 31), Decimal(100), False)
    >>> [str(fault) for fault in insurance_faults([policy], Decimal(90), date(2026, 3, 2))]
    ['not_for_bank']
    """
    in_force = [policy for policy in policies if policy.covers(day)]
    if not in_force:
        return (InsuranceFault.NONE_IN_FORCE,)
    ours = [policy for policy in in_force if policy.is_for_bank]
    if not ours:
        return (InsuranceFault.NOT_FOR_BANK,)
    if sum((policy.amount for policy in ours), Decimal(0)) < needed:
        return (InsuranceFault.TOO_LITTLE,)
    return ()


@dataclass(frozen=True, slots=True)
class Due:
    """A task of the calendar with its day; the day itself is still in time."""

    task: Task
    day: date

    def is_overdue(self, today: date) -> bool:
        return today > self.day


def calendar(
    rule: UpkeepRule,
    *,
    pledged_on: date,
    valued_on: date | None = None,
    valid_until: date | None = None,
    inspected_on: date | None = None,
    policies: Sequence[Policy] = (),
    insures: bool = True,
    today: date | None = None,
) -> tuple[Due, ...]:
    """Return the next task of each kind, the nearest first.

    A revaluation is due by the rule or by the end of the valuation, the earlier. What was
    never done is due on the day of the pledge. Insurance is due on the last day of the
    cover without a gap: since the pledge, or from `today` where a policy is in force again
    after a gap, which nobody can mend any more.

    >>> calendar(UpkeepRule("flat", 12, 6), pledged_on=date(2026, 1, 31),
    ...          valued_on=date(2026, 1, 15), inspected_on=date(2025, 8, 31), insures=False)
    ... # doctest: +NORMALIZE_WHITESPACE
    (Due(task=<Task.INSPECTION: 'inspection'>, day=datetime.date(2026, 2, 28)),
     Due(task=<Task.REVALUATION: 'revaluation'>, day=datetime.date(2027, 1, 15)))
    """
    valued = pledged_on
    if valued_on is not None:
        valued = add_months(valued_on, rule.revaluation_months)
        valued = min(valued, valid_until or valued)
    inspected = pledged_on
    if inspected_on is not None:
        inspected = add_months(inspected_on, rule.inspection_months)
    found = [Due(Task.REVALUATION, valued), Due(Task.INSPECTION, inspected)]
    if insures:
        ours = [policy for policy in policies if policy.is_for_bank]
        is_covered = today is not None and any(one.covers(today) for one in ours)
        start = today if today is not None and is_covered else pledged_on
        found.append(Due(Task.INSURANCE, _covered_until(ours, start)))
    return tuple(sorted(found, key=lambda due: (due.day, due.task)))


def _covered_until(policies: Sequence[Policy], start: date) -> date:
    until = start - timedelta(1)
    for policy in sorted(policies, key=lambda one: one.first_day):
        if policy.first_day <= until + timedelta(1):
            until = max(until, policy.ends)
    return max(until, start)
