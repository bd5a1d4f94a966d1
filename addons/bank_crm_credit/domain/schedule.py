"""The schedule of a loan: when what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .flows import Flow
from .money import ZERO
from .terms import LoanTerms


class Instalment(NamedTuple):
    """One line of a schedule: interest from `start` to `end`, due on `due`.

    opening + drawn + capitalised - principal = closing. `level` is the level instalment
    in force (annuities), from which early repayment and rate changes go on.
    """

    number: int
    start: date
    end: date
    due: date
    opening: Decimal
    drawn: Decimal
    capitalised: Decimal
    interest: Decimal
    principal: Decimal
    fees: Decimal
    closing: Decimal
    level: Decimal | None = None

    @property
    def payment(self) -> Decimal:
        """Principal and interest."""
        return self.principal + self.interest

    @property
    def total(self) -> Decimal:
        """All that is due: principal, interest and fees."""
        return self.principal + self.interest + self.fees


@dataclass(frozen=True, slots=True)
class OneOffFee:
    """A fee due on a day of its own, not with an instalment."""

    day: date
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Schedule:
    """What the terms make due. The last instalment took what rounding left."""

    terms: LoanTerms
    instalments: tuple[Instalment, ...]
    one_off_fees: tuple[OneOffFee, ...] = ()

    @property
    def total_interest(self) -> Decimal:
        return sum((line.interest for line in self.instalments), ZERO)

    @property
    def total_fees(self) -> Decimal:
        return sum((line.fees for line in self.instalments), ZERO) + sum(
            (fee.amount for fee in self.one_off_fees), ZERO
        )

    @property
    def total_cost(self) -> Decimal:
        """What the borrower pays over what he got: interest and fees."""
        return self.total_interest + self.total_fees

    def flows(self) -> tuple[Flow, ...]:
        """Return the money of the loan as the borrower sees it: in above zero, out below.

        >>> from .schedule_builder import build_schedule
        >>> from .terms import loan
        >>> schedule = build_schedule(loan(Decimal(100), Decimal(0), 1, date(2024, 1, 1)))
        >>> [int(flow.amount) for flow in schedule.flows()]
        [100, -100]
        """
        flows = [Flow(draw.day, draw.amount) for draw in self.terms.drawdowns]
        flows += [Flow(fee.day, -fee.amount) for fee in self.one_off_fees]
        flows += [
            Flow(line.due, -line.total) for line in self.instalments if line.total
        ]
        return tuple(sorted(flows, key=lambda flow: flow.day))
