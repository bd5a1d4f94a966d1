"""What is due of one loan, what grows on it for being late, and every change of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from .allocation import Claim, Component
from .contract import LoanContract
from .money import ZERO, Rounding, as_decimal
from .penalty import capped, penalty_between, rule_for
from .postings import DUE_ACCOUNTS, Account, Due, Posting, Rule, Share


class DueBook:
    """Open dues by instalment (or operation) and component, and the postings."""

    def __init__(self, contract: LoanContract) -> None:
        self._contract = contract
        self.dues: dict[tuple[int, int, Component], Due] = {}
        self.postings: list[Posting] = []

    def unpaid(self, component: Component) -> Decimal:
        """Return what is due of a component and not paid."""
        return sum(
            (due.unpaid for due in self.dues.values() if due.component is component),
            ZERO,
        )

    def claims(self, component: Component | None = None) -> list[Claim]:
        """Return what is due and not paid, oldest first."""
        claims = [
            Claim(key, due.day, due.component, due.unpaid)
            for key, due in self.dues.items()
            if component in (None, due.component)
        ]
        return sorted(claims, key=lambda claim: (claim.due, claim.key))

    def charge(
        self,
        component: Component,
        day: date,
        amount: Decimal,
        rule: Rule,
        *,
        instalment: int = 0,
        operation: int = 0,
        shares: tuple[Share, ...] = (),
    ) -> None:
        """Make a sum due on `day`: of an instalment, or of an operation."""
        if not amount:
            return
        key = (instalment, 0 if instalment else operation, component)
        if due := self.dues.get(key):
            due.charged += amount
            due.unpaid += amount
        else:
            self.dues[key] = Due(instalment, component, day, amount, amount, key[1])
        account = DUE_ACCOUNTS[component]
        self.post(
            day,
            account,
            amount,
            rule,
            instalment=instalment,
            operation=operation,
            shares=shares,
        )

    def settle(
        self, claim: Claim, part: Decimal, day: date, rule: Rule, operation: int = 0
    ) -> None:
        """Take `part` off a sum that is due: paid, waived, capitalised or written off."""
        due = self.dues[claim.key]
        due.unpaid -= part
        if not due.unpaid:
            del self.dues[claim.key]
        account = DUE_ACCOUNTS[due.component]
        self.post(day, account, -part, rule, instalment=due.number, operation=operation)

    def post(
        self,
        day: date,
        account: Account,
        amount: Decimal,
        rule: Rule,
        *,
        instalment: int = 0,
        operation: int = 0,
        shares: tuple[Share, ...] = (),
    ) -> None:
        """Write down why a balance changed."""
        if amount:
            self.postings.append(
                Posting(
                    day,
                    account,
                    amount,
                    rule,
                    operation or None,
                    instalment or None,
                    shares,
                )
            )

    def growing_penalty(self, day: date, rounding: Rounding) -> Decimal:
        """Return the penalty grown up to `day` that is not charged yet."""
        return sum(
            (
                rounding.apply(as_decimal(self._penalty_of(due, day)))
                - due.penalty_charged
                for due in self.dues.values()
            ),
            ZERO,
        )

    def grow_penalties(self, day: date, rounding: Rounding) -> None:
        """Charge the penalty grown up to `day`, before anything overdue changes."""
        if not self._contract.penalties:
            return
        for due in list(self.dues.values()):
            if due.component is Component.PENALTY:
                continue
            due.penalty = self._penalty_of(due, day)
            due.penalty_to = max(day, due.penalty_to or due.day)
            rounded = rounding.apply(as_decimal(due.penalty))
            grown, due.penalty_charged = rounded - due.penalty_charged, rounded
            self.charge(
                Component.PENALTY,
                day,
                grown,
                Rule.PENALTY_GROWN,
                instalment=due.number,
                operation=due.source,
            )

    def _penalty_of(self, due: Due, day: date) -> Fraction:
        """Return the exact penalty grown on a sum since it fell due."""
        if due.component is Component.PENALTY:
            return Fraction(0)
        rule = rule_for(self._contract.penalties, due.component, due.day)
        since = due.penalty_to or due.day
        if rule is None or day <= since:
            return due.penalty
        grown = penalty_between(
            rule, due.day, due.unpaid, since, day, self._contract.moratoria
        )
        return capped(rule, due.penalty + grown, due.charged)
