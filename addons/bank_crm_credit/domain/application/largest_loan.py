"""How much a borrower can be lent, and which bound it is that holds him there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ..money import CENTS, ONE, ZERO
from ..schedule_builder import build_schedule
from ..terms import LoanTerms
from .affordability import MONTHS_A_YEAR, AffordabilityError, Burden, Policy


class Bound(StrEnum):
    """What keeps the loan from being greater."""

    NO_INCOME = "no_income"
    DSTI = "dsti"
    LIVING = "living"
    DTI = "dti"
    ASKED = "asked"  # the most the product gives


@dataclass(frozen=True, slots=True)
class Largest:
    """The greatest loan, its greatest instalment, the room for one, and what binds."""

    amount: Decimal
    payment: Decimal
    room: Decimal
    bound: Bound


def payment_room(before: Burden, policy: Policy) -> tuple[Decimal, Bound]:
    """Return what a new instalment may be, and by which bound; `before`: without it.

    Room is left by the cap on the burden, and by what the household lives on; never below
    zero.
    """
    if not before.income:
        return ZERO, Bound.NO_INCOME
    by_cap = before.income * policy.most_dsti - before.payments_after
    by_living = before.left_over
    room, bound = min((by_cap, Bound.DSTI), (by_living, Bound.LIVING))
    return max(room, ZERO), bound


def largest_loan(
    before: Burden,
    policy: Policy,
    terms_of: Callable[[Decimal], LoanTerms],
    *,
    most: Decimal,
    step: Decimal = Decimal(100),
    unit: Decimal = ONE,
) -> Largest:
    """Return the greatest loan, in whole steps, whose every instalment fits the room.

    `before` is the burden without the new loan, in base currency; `terms_of` the terms for
    a sum and `most` what the product gives at most, in the currency of the loan; `unit`
    what one of it is in base currency. The amount is in the currency of the loan, payment
    and room in base. The real schedule is tried, fees included, so the answer holds to
    the cent.
    """
    if step <= 0 or most < 0 or unit <= 0:
        raise AffordabilityError("a loan grows in steps above zero")
    room, bound = payment_room(before, policy)
    ceiling, ceiling_bound = most, Bound.ASKED
    if policy.most_dti is not None:
        by_debt = before.income * MONTHS_A_YEAR * policy.most_dti - before.debt_after
        by_debt /= unit
        if by_debt < ceiling:
            ceiling, ceiling_bound = max(by_debt, ZERO), Bound.DTI

    def payment(steps: int) -> Decimal:
        if not steps:
            return ZERO
        schedule = build_schedule(terms_of(steps * step))
        return CENTS.apply(max(line.total for line in schedule.instalments) * unit)

    fits, beyond = 0, int(ceiling // step) + 1
    if beyond > 1 and payment(beyond - 1) <= room:
        amount = (beyond - 1) * step
        return Largest(amount, payment(beyond - 1), room, ceiling_bound)
    while beyond - fits > 1:
        middle = (fits + beyond) // 2
        if payment(middle) <= room:
            fits = middle
        else:
            beyond = middle
    if ceiling < step and bound is not Bound.NO_INCOME:
        bound = ceiling_bound
    return Largest(fits * step, payment(fits), room, bound)
