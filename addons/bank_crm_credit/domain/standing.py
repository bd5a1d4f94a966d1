"""How a loan stands today: who says so, what is due, what is late, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .loan_state import LoanState
from .money import ZERO
from .reconciliation import CoreBalances


class Source(StrEnum):
    """Whose figures are shown."""

    CORE = "core"  # the core system told them
    OWN = "own"  # this system keeps the book
    SHADOW = "shadow"  # the core system keeps the book, and did not tell


@dataclass(frozen=True, slots=True)
class Standing:
    """Money in the currency of the loan, at the end of a day.

    `due_now` is due and not paid, `overdue` what of it was due before the day. Days are
    days past due of the oldest sum.
    """

    source: Source
    principal_owed: Decimal
    due_now: Decimal
    overdue: Decimal
    days_past_due: int
    oldest_due: date | None
    next_due: date | None
    next_amount: Decimal


def standing_of(
    state: LoanState | None,
    *,
    is_own: bool,
    told: CoreBalances | None = None,
    told_oldest: date | None = None,
) -> Standing:
    """Return how a loan stands: by the core system where it keeps the book and told so.

    What the core does not tell (the next instalment, what falls due today, a sum it left
    out) is ours. Nothing known of a loan is nothing owed.

    >>> standing_of(None, is_own=False, told=CoreBalances(Decimal(90), Decimal(7))).due_now
    Decimal('7')
    """
    line = state.next_instalment if state else None
    ours = Standing(
        Source.OWN if is_own else Source.SHADOW,
        state.principal_owed if state else ZERO,
        state.due_total + state.growing_penalty if state else ZERO,
        state.overdue_total + state.growing_penalty if state else ZERO,
        state.days_past_due if state else 0,
        state.oldest_due if state and state.days_past_due else None,
        line.due if line else None,
        line.total if line else ZERO,
    )
    if is_own or told is None:
        return ours
    parts = (
        told.overdue_principal,
        told.overdue_interest,
        told.overdue_fee,
        told.overdue_penalty,
    )
    overdue = ours.overdue
    if any(part is not None for part in parts):
        overdue = sum((part or ZERO for part in parts), ZERO)
    owed, days = told.principal_owed, told.days_past_due
    return Standing(
        Source.CORE,
        ours.principal_owed if owed is None else owed,
        overdue + ours.due_now - ours.overdue,
        overdue,
        ours.days_past_due if days is None else days,
        told_oldest or (ours.oldest_due if overdue else None),
        ours.next_due,
        ours.next_amount,
    )
