"""A loan on a date: what is owed, since when, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .allocation import Component
from .delinquency import days_past_due, oldest_unpaid
from .ledger import Ledger
from .money import ZERO
from .postings import Account, Posting
from .schedule import Instalment, Schedule


@dataclass(frozen=True, slots=True)
class LoanState:
    """Balances at the end of the day `as_of`; money in the currency of the loan.

    `principal` is not yet due; `due` what is due and not paid, by component, `overdue`
    what of it was due before the day. `accrued_interest` and `growing_penalty` are not
    due yet. `next_instalment` is the next of the plan, None after the last. `advance` is
    money held for the borrower. `unapplied` names operations
    (waivers) that found less than they say.
    """

    as_of: date
    principal: Decimal
    due: Mapping[Component, Decimal]
    overdue: Mapping[Component, Decimal]
    accrued_interest: Decimal
    growing_penalty: Decimal
    advance: Decimal
    written_off: Decimal
    oldest_due: date | None
    days_past_due: int
    next_instalment: Instalment | None
    schedule: Schedule | None
    schedules: tuple[tuple[date, int, Schedule], ...]
    postings: tuple[Posting, ...]
    unapplied: Mapping[int, Decimal]

    @property
    def principal_owed(self) -> Decimal:
        """All principal owed, due or not."""
        return self.principal + self.due[Component.PRINCIPAL]

    @property
    def overdue_total(self) -> Decimal:
        return sum(self.overdue.values(), ZERO)

    @property
    def due_total(self) -> Decimal:
        return sum(self.due.values(), ZERO)

    @property
    def payoff(self) -> Decimal:
        """What ends the loan on this day: all that is owed, less what is held."""
        return (
            self.principal
            + self.due_total
            + self.accrued_interest
            + self.growing_penalty
            - self.advance
        )

    def explain(self, account: Account) -> tuple[Posting, ...]:
        """Return the changes whose sum is the balance of an account."""
        return tuple(one for one in self.postings if one.account is account)


def state_of(ledger: Ledger, as_of: date) -> LoanState:
    """Return the state of a loan at the end of a day; the ledger comes up to the day.

    Raises `LedgerError` for a day before what the ledger has seen.
    """
    ledger.advance_to(as_of)
    contract, claims = ledger.contract, ledger.book.claims()
    oldest = oldest_unpaid(
        ((claim.due, claim.amount) for claim in claims), as_of, contract.tolerance
    )
    due = dict.fromkeys(Component, ZERO)
    overdue = dict.fromkeys(Component, ZERO)
    for claim in claims:
        due[claim.component] += claim.amount
        if claim.due < as_of:
            overdue[claim.component] += claim.amount
    return LoanState(
        as_of=as_of,
        principal=ledger.principal,
        due=due,
        overdue=overdue,
        accrued_interest=ledger.accrued(as_of),
        growing_penalty=ledger.book.growing_penalty(
            as_of, ledger.terms.roundings.interest
        ),
        advance=ledger.advance,
        written_off=ledger.written_off,
        oldest_due=oldest,
        days_past_due=days_past_due(
            oldest, as_of, contract.due_day_count, contract.grace_days, contract.pauses
        ),
        next_instalment=ledger.plan[ledger.passed]
        if ledger.passed < len(ledger.plan)
        else None,
        schedule=ledger.schedules[-1][2] if ledger.schedules else None,
        schedules=tuple(ledger.schedules),
        postings=tuple(ledger.book.postings),
        unapplied=dict(ledger.unapplied),
    )
