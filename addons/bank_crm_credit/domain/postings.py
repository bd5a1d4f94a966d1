"""Why a balance is what it is: every change, with the operation and the rule that made it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .allocation import Component
from .money import ZERO


class Account(StrEnum):
    """The balances of a loan."""

    PRINCIPAL = "principal"  # not yet due
    PRINCIPAL_DUE = "principal_due"
    INTEREST_DUE = "interest_due"
    FEE_DUE = "fee_due"
    PENALTY_DUE = "penalty_due"
    ADVANCE = "advance"  # money of the borrower, held
    WRITTEN_OFF = "written_off"


DUE_ACCOUNTS = {
    Component.PRINCIPAL: Account.PRINCIPAL_DUE,
    Component.INTEREST: Account.INTEREST_DUE,
    Component.FEE: Account.FEE_DUE,
    Component.PENALTY: Account.PENALTY_DUE,
}


class Rule(StrEnum):
    """The rule by which a balance changed."""

    DISBURSED = "disbursed"
    FELL_DUE = "fell_due"
    INTEREST_OF_PERIOD = "interest_of_period"
    INTEREST_TO_DAY = "interest_to_day"
    FEE_OF_INSTALMENT = "fee_of_instalment"
    FEE_OF_DAY = "fee_of_day"
    FEE_OF_DRAWDOWN = "fee_of_drawdown"
    CHARGED = "charged"
    PENALTY_GROWN = "penalty_grown"
    PAID = "paid"
    PAID_EARLY = "paid_early"
    HELD = "held"
    TAKEN_FROM_HELD = "taken_from_held"
    WAIVED = "waived"
    CAPITALISED = "capitalised"
    PUT_BACK = "put_back"
    WRITTEN_OFF = "written_off"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a sum of interest: so much, at such a rate, from day to day."""

    start: date
    end: date
    balance: Decimal
    annual_rate: Decimal


@dataclass(frozen=True, slots=True)
class Posting:
    """One change of one balance; the sum of an account's postings is its balance.

    `operation` is the number of the operation, None where the calendar alone made it
    (a due date); `instalment` the number of the instalment; `shares` how interest came
    about.
    """

    day: date
    account: Account
    amount: Decimal
    rule: Rule
    operation: int | None = None
    instalment: int | None = None
    shares: tuple[Share, ...] = ()


@dataclass(slots=True)
class Due:
    """A sum that fell due: of an instalment, or charged by an operation.

    `number` is that of the instalment, 0 without one; `source` the operation that
    charged it. `penalty` is what grew on it, exact, up to `penalty_to`, and
    `penalty_charged` what of it has been charged.
    """

    number: int
    component: Component
    day: date
    charged: Decimal
    unpaid: Decimal
    source: int = 0
    penalty: Fraction = Fraction(0)
    penalty_to: date | None = None
    penalty_charged: Decimal = ZERO

    @property
    def key(self) -> tuple[int, int, Component]:
        return self.number, self.source, self.component
