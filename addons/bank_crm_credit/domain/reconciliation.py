"""Our figures of a loan beside those of the core system: what differs, and by how much.

In ledger mode *core* the bank's book is the core system and our engine its shadow; every
difference above tolerance becomes an item that somebody owns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .allocation import Component
from .loan_state import LoanState
from .money import ZERO
from .schedule import Schedule


class Figure(StrEnum):
    """What is compared."""

    DUE_DATE = "due_date"
    PRINCIPAL = "principal"
    INTEREST = "interest"
    FEES = "fees"
    INSTALMENT = "instalment"  # one side has it, the other not
    PRINCIPAL_OWED = "principal_owed"
    OVERDUE_PRINCIPAL = "overdue_principal"
    OVERDUE_INTEREST = "overdue_interest"
    OVERDUE_FEE = "overdue_fee"
    OVERDUE_PENALTY = "overdue_penalty"
    DAYS_PAST_DUE = "days_past_due"


@dataclass(frozen=True, slots=True)
class CoreLine:
    """An instalment as the core system has it."""

    number: int
    due: date
    principal: Decimal
    interest: Decimal
    fees: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class CoreBalances:
    """Balances of a day as the core system has them; None: it does not tell."""

    principal_owed: Decimal | None = None
    overdue_principal: Decimal | None = None
    overdue_interest: Decimal | None = None
    overdue_fee: Decimal | None = None
    overdue_penalty: Decimal | None = None
    days_past_due: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that differs. `gap` is theirs less ours: money, or days."""

    figure: Figure
    ours: object
    theirs: object
    gap: Decimal
    instalment: int | None = None


def compare_schedules(
    ours: Schedule, theirs: Iterable[CoreLine], tolerance: Decimal = ZERO
) -> list[Difference]:
    """Return what differs by instalment: dates at all, money above `tolerance`.

    >>> from .schedule_builder import build_schedule
    >>> from .terms import loan
    >>> ours = build_schedule(loan(Decimal(10), ZERO, 1, date(2024, 1, 1)))
    >>> line = CoreLine(1, date(2024, 2, 1), Decimal("10.03"), ZERO)
    >>> [str(one.gap) for one in compare_schedules(ours, [line])]
    ['0.03']
    """
    found = []
    core = {line.number: line for line in theirs}
    for line in ours.instalments:
        other = core.pop(line.number, None)
        if other is None:
            found.append(_one_sided(line.number, line.total, None, -line.total))
            continue
        if other.due != line.due:
            days = Decimal((other.due - line.due).days)
            found.append(
                Difference(Figure.DUE_DATE, line.due, other.due, days, line.number)
            )
        for figure, mine, yours in (
            (Figure.PRINCIPAL, line.principal, other.principal),
            (Figure.INTEREST, line.interest, other.interest),
            (Figure.FEES, line.fees, other.fees),
        ):
            if abs(yours - mine) > tolerance:
                found.append(Difference(figure, mine, yours, yours - mine, line.number))
    for number, other in sorted(core.items()):
        total = other.principal + other.interest + other.fees
        found.append(_one_sided(number, None, total, total))
    return found


def _one_sided(
    number: int, ours: Decimal | None, theirs: Decimal | None, gap: Decimal
) -> Difference:
    return Difference(Figure.INSTALMENT, ours, theirs, gap, number)


def compare_balances(
    ours: LoanState, theirs: CoreBalances, tolerance: Decimal = ZERO
) -> list[Difference]:
    """Return what differs of the balances that the core system tells.

    Days past due differ by any day, money above `tolerance`.
    """
    found = []
    overdue = ours.overdue
    for figure, mine, yours in (
        (Figure.PRINCIPAL_OWED, ours.principal_owed, theirs.principal_owed),
        (
            Figure.OVERDUE_PRINCIPAL,
            overdue[Component.PRINCIPAL],
            theirs.overdue_principal,
        ),
        (Figure.OVERDUE_INTEREST, overdue[Component.INTEREST], theirs.overdue_interest),
        (Figure.OVERDUE_FEE, overdue[Component.FEE], theirs.overdue_fee),
        (
            Figure.OVERDUE_PENALTY,
            overdue[Component.PENALTY] + ours.growing_penalty,
            theirs.overdue_penalty,
        ),
    ):
        if yours is not None and abs(yours - mine) > tolerance:
            found.append(Difference(figure, mine, yours, yours - mine))
    days = theirs.days_past_due
    if days is not None and days != ours.days_past_due:
        gap = Decimal(days - ours.days_past_due)
        found.append(Difference(Figure.DAYS_PAST_DUE, ours.days_past_due, days, gap))
    return found
