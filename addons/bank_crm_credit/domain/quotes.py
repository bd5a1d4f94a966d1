"""What ends a loan on a day, where the core system's word counts and ours goes on from it."""

from __future__ import annotations

from decimal import Decimal

from .allocation import Component
from .loan_state import LoanState
from .money import ZERO
from .reconciliation import CoreBalances


def core_gap(known: LoanState, told: CoreBalances) -> Decimal:
    """Return what the core system says is owed over what we count, on one day.

    A balance that it does not tell is taken as ours.
    """
    overdue = known.overdue
    pairs = (
        (known.principal_owed, told.principal_owed),
        (overdue[Component.INTEREST], told.overdue_interest),
        (overdue[Component.FEE], told.overdue_fee),
        (overdue[Component.PENALTY] + known.growing_penalty, told.overdue_penalty),
    )
    return sum((yours - mine for mine, yours in pairs if yours is not None), ZERO)


def projected_payoff(
    state: LoanState, known: LoanState | None = None, told: CoreBalances | None = None
) -> Decimal:
    """Return what ends the loan on the day of `state`.

    Where the core keeps the book: what it told (of the day of `known`) and what we count
    to have changed since.
    """
    if known is None or told is None:
        return state.payoff
    return max(ZERO, state.payoff + core_gap(known, told))
