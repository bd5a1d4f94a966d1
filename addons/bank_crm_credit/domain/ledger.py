"""The ledger of one loan: what the calendar and the operations make of its balances.

The ledger only moves forward. What is back-dated or reversed is replayed from the start:
see `replay`. Instalments fall due first on their day, then come the operations of it.
docs/concepts/loan-ledger.md.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .accruals import Accrual
from .allocation import Claim, Component, allocate
from .contract import LoanContract
from .due_book import DueBook
from .fees import FeeBase, instalment_fee
from .interest import Period, RateChange
from .money import ZERO
from .postings import Account, Rule, Share
from .schedule import Instalment, Schedule
from .terms import InterestBase, LoanTerms


class LedgerError(ValueError):
    """An operation that the loan, as it is then, cannot take."""


class Ledger:
    """Balances of one loan up to `day`, and why they are what they are."""

    def __init__(self, contract: LoanContract) -> None:
        self.contract = contract
        self.terms: LoanTerms = contract.terms
        self.rates: list[RateChange] = list(contract.terms.rates)
        self.day: date | None = None
        self.plan: tuple[Instalment, ...] = ()
        self.passed = 0  # lines of the plan that have fallen due
        self.last_number = 0  # of the instalment that fell due last
        self.schedules: list[tuple[date, int, Schedule]] = []
        self.accrual = Accrual(
            contract.terms.interest, contract.terms.roundings, contract.terms.begins
        )
        self.principal = self.advance = self.written_off = ZERO
        self.drawn = self.deferred = ZERO
        self.book = DueBook(contract)
        self.unapplied: dict[int, Decimal] = {}
        self._fee_days = sorted(
            (fee.day, fee.name, fee.on(ZERO))
            for fee in contract.terms.fees
            if fee.base is FeeBase.DATE and fee.day
        )

    # Balances

    @property
    def bearing(self) -> Decimal:
        """The balance that bears interest."""
        if self.contract.is_overdue_accrued:
            return self.principal + self.book.unpaid(Component.PRINCIPAL)
        return self.principal

    # The calendar

    def advance_to(self, day: date) -> None:
        """Let fall due all that does so up to and with `day`.

        Raises `LedgerError` for a day that has passed.
        """
        if self.day is not None and day < self.day:
            raise LedgerError("the ledger does not go back: replay it")
        while True:
            line, fee = self.next_line(), self._fee_days[0] if self._fee_days else None
            if fee and fee[0] <= day and (line is None or fee[0] < line.due):
                self._fee_days.pop(0)
                self.book.charge(Component.FEE, fee[0], fee[2], Rule.FEE_OF_DAY)
            elif line is not None and line.due <= day:
                self._fall_due(line)
            else:
                break
        self.day = day

    def next_line(self) -> Instalment | None:
        """Return the next instalment; after the last one interest goes on falling due."""
        if self.passed < len(self.plan):
            return self.plan[self.passed]
        if not self.plan or not (self.bearing or self.accrual.has_grown):
            return None
        last = self.plan[-1]
        due = self.terms.calendar.shift(self.nominal_due(self.passed), self.terms.shift)
        start = last.end
        if self.passed > len(self.plan):
            start = self.terms.calendar.shift(
                self.nominal_due(self.passed - 1), self.terms.shift
            )
        number = last.number + self.passed + 1 - len(self.plan)
        nothing = (ZERO,) * 7
        return Instalment(number, start, max(due, start), max(due, start), *nothing)

    def nominal_due(self, place: int) -> date:
        """Return the due date at a place of the plan, before it is moved off holidays."""
        terms = self.terms
        return terms.frequency.after(terms.first_due, place, terms.due_day)

    def period(self) -> Period:
        """Return the current interest period; open-ended without an instalment."""
        line = self.next_line()
        if line is None:
            return Period(self.accrual.since, date.max)
        regular = (self.nominal_due(self.passed - 1), self.nominal_due(self.passed))
        return Period(line.start, line.end, regular)

    def interest_to(
        self, day: date, *, own: bool = False
    ) -> tuple[Decimal, tuple[Share, ...]]:
        """Return the interest of the current period up to `day`, unrounded, and its parts.

        `own`: on principal not yet due only.
        """
        line = self.next_line()
        if line is None:
            return ZERO, ()
        if self.terms.interest_base is InterestBase.FLAT:
            return self._flat_interest(line, day), ()
        accrual = self.accrual.fork()
        accrual.note(min(day, line.end), self.bearing, self.principal)
        period = self.period()
        shares = accrual.shares(period, self.rates, own=own)
        return accrual.interest(period, shares) + accrual.adjustment, tuple(shares)

    def _flat_interest(self, line: Instalment, day: date) -> Decimal:
        days = (line.end - line.start).days
        if not days or day >= line.end:
            return line.interest
        passed = max(0, (day - line.start).days)
        return line.interest * passed / days

    def accrued(self, day: date) -> Decimal:
        """Return the interest to `day` that is not due yet, rounded."""
        exact, _shares = self.interest_to(day)
        rounded = self.terms.roundings.interest.apply(exact)
        return max(ZERO, rounded - self.accrual.charged) + self.deferred

    def note_balance(self, day: date) -> None:
        """Note what bore interest up to `day`, before the balance changes."""
        self.accrual.note(day, self.bearing, self.principal)

    def grow_penalties(self, day: date) -> None:
        """Charge the penalty grown up to `day`, before anything overdue changes."""
        self.book.grow_penalties(day, self.terms.roundings.interest)

    def _fall_due(self, line: Instalment) -> None:
        self.grow_penalties(line.due)
        self.note_balance(line.due)
        exact, shares = self.interest_to(line.end)
        interest = self.terms.roundings.interest.apply(exact) - self.accrual.charged
        balance = self.bearing
        added = self._interest_falls_due(line, max(ZERO, interest), shares)
        is_last = self.passed >= len(self.plan) - 1
        principal = self.principal if is_last else min(line.principal, self.principal)
        self.accrual.close(line.end, principal - added)
        limit = self.terms.credit_limit or balance
        fees = instalment_fee(self.terms.fees, line.number, balance, limit - balance)
        self.passed += 1
        self.principal -= principal
        self.last_number = number = line.number
        self.book.post(
            line.due, Account.PRINCIPAL, -principal, Rule.FELL_DUE, instalment=number
        )
        for component, amount, rule in (
            (Component.PRINCIPAL, principal, Rule.FELL_DUE),
            (Component.FEE, fees, Rule.FEE_OF_INSTALMENT),
        ):
            self.book.charge(component, line.due, amount, rule, instalment=number)
        self.take_from_advance(line.due)

    def _interest_falls_due(
        self, line: Instalment, interest: Decimal, shares: tuple[Share, ...]
    ) -> Decimal:
        """Charge the interest of a period; return what of it joins the principal."""
        is_grace = self.passed < self.terms.interest_grace
        if is_grace and not self.terms.is_grace_capitalised:
            self.deferred += interest
            return ZERO
        interest, self.deferred = interest + self.deferred, ZERO
        if is_grace:
            self.principal += interest
            self.book.post(
                line.due,
                Account.PRINCIPAL,
                interest,
                Rule.CAPITALISED,
                instalment=line.number,
                shares=shares,
            )
            return interest
        self.book.charge(
            Component.INTEREST,
            line.due,
            interest,
            Rule.INTEREST_OF_PERIOD,
            instalment=line.number,
            shares=shares,
        )
        return ZERO

    # Payments

    def settle(
        self, claim: Claim, part: Decimal, day: date, rule: Rule, operation: int = 0
    ) -> None:
        """Take `part` off a sum that is due, noting what bore interest until then."""
        if claim.component is Component.PRINCIPAL:
            self.note_balance(day)
        self.book.settle(claim, part, day, rule, operation)

    def pay(self, amount: Decimal, day: date, operation: int = 0) -> Decimal:
        """Pay what is due, in the order of the contract; return what is left over."""
        parts, rest = allocate(amount, self.book.claims(), self.contract.order, day)
        for claim, part in parts:
            self.settle(claim, part, day, Rule.PAID, operation)
        return rest

    def take_from_advance(self, day: date) -> None:
        """Pay what is due from money that is held."""
        if not self.advance:
            return
        rest = self.pay(self.advance, day)
        taken, self.advance = self.advance - rest, rest
        self.book.post(day, Account.ADVANCE, -taken, Rule.TAKEN_FROM_HELD)
