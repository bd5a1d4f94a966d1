"""Whether a borrower can pay: income, living, payments, burden before and after.

DSTI (debt service to income) is the payments of a month to the income of a month, DTI
(debt to income) is all debt to the income of a year: Recommendation ESRB/2016/14, annex
IV. What the bank accepts of an income depends on what it is and how it is shown
(EBA/GL/2020/06, section 5.2.1); the shares are the bank's policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from odoo.addons.bank_crm_client.domain.individual.work import Period, monthly_income

from ..money import CENTS, EXACT, ONE, ZERO

MONTHS_A_YEAR = 12


class AffordabilityError(ValueError):
    """A sum below zero, or a share that is none."""


class IncomeKind(StrEnum):
    SALARY = "salary"
    BUSINESS = "business"
    PENSION = "pension"
    RENT = "rent"
    ABROAD = "abroad"  # transfers from abroad
    INTEREST = "interest"
    OTHER = "other"


class Evidence(StrEnum):
    """How an income is shown, the best first."""

    OUR_ACCOUNT = "our_account"  # it comes to an account with us
    REGISTER = "register"  # tax or pension register
    CERTIFICATE = "certificate"  # the employer's paper
    STATEMENT = "statement"  # another bank's statement
    DECLARED = "declared"


class DebtKind(StrEnum):
    LOAN = "loan"
    CARD = "card"  # a limit counts by a share of all of it, drawn or not
    GUARANTEE = "guarantee"


@dataclass(frozen=True, slots=True)
class Income:
    """What somebody earns, net of tax, for a period."""

    kind: IncomeKind
    amount: Decimal
    period: Period = Period.MONTH
    evidence: Evidence = Evidence.DECLARED

    def __post_init__(self) -> None:
        _not_negative(self.amount)


@dataclass(frozen=True, slots=True)
class Expense:
    """What a household spends for a period besides payments on debts."""

    name: str
    amount: Decimal
    period: Period = Period.MONTH

    def __post_init__(self) -> None:
        _not_negative(self.amount)


@dataclass(frozen=True, slots=True)
class Debt:
    """What is owed to anybody. `payment`: of a month; of a card its limit counts.

    `is_repaid`: this very loan repays it, so it falls away after.
    """

    kind: DebtKind
    owed: Decimal
    payment: Decimal = ZERO
    limit: Decimal = ZERO
    is_repaid: bool = False

    def __post_init__(self) -> None:
        _not_negative(self.owed, self.payment, self.limit)


@dataclass(frozen=True, slots=True)
class Policy:
    """What the bank accepts; shares are fractions.

    `accepted`: of an income by kind and evidence; what is not named counts nothing.
    `card_share`: payment of a month for a unit of limit. `guarantee_share`: of the payment
    guaranteed. `living`: the least a person lives on a month.
    """

    accepted: Mapping[tuple[IncomeKind, Evidence], Decimal]
    most_dsti: Decimal
    most_dti: Decimal | None = None
    card_share: Decimal = Decimal("0.05")
    guarantee_share: Decimal = ONE
    living: Decimal = ZERO

    def __post_init__(self) -> None:
        shares = [*self.accepted.values(), self.card_share, self.guarantee_share]
        if any(not ZERO <= share <= ONE for share in shares):
            raise AffordabilityError("a share is between nought and one")
        if not self.most_dsti > 0:
            raise AffordabilityError("a cap on the burden is above nought")
        _not_negative(self.living)


class LineKind(StrEnum):
    INCOME = "income"
    EXPENSE = "expense"
    LIVING = "living"  # what the norm adds where less was told
    PAYMENT = "payment"
    REPAID = "repaid"
    NEW_PAYMENT = "new_payment"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the working: what was told a month, the share of it, what counts."""

    kind: LineKind
    code: str
    monthly: Decimal
    share: Decimal
    counted: Decimal


@dataclass(frozen=True, slots=True)
class Burden:
    """The figures of a month, and how they came about. Ratios: None without income."""

    income: Decimal
    living: Decimal
    payments_before: Decimal
    payments_after: Decimal
    debt_before: Decimal
    debt_after: Decimal
    lines: tuple[Line, ...] = field(repr=False)

    @property
    def dsti_before(self) -> Decimal | None:
        return self._to(self.payments_before, self.income)

    @property
    def dsti_after(self) -> Decimal | None:
        return self._to(self.payments_after, self.income)

    @property
    def dti_before(self) -> Decimal | None:
        return self._to(self.debt_before, self.income * MONTHS_A_YEAR)

    @property
    def dti_after(self) -> Decimal | None:
        return self._to(self.debt_after, self.income * MONTHS_A_YEAR)

    @property
    def left_over(self) -> Decimal:
        """What remains of a month's income after living and all payments."""
        return self.income - self.living - self.payments_after

    @staticmethod
    def _to(amount: Decimal, income: Decimal) -> Decimal | None:
        return EXACT.divide(amount, income) if income else None


def _not_negative(*amounts: Decimal) -> None:
    if any(amount < 0 for amount in amounts):
        raise AffordabilityError("a sum is not below zero")


def burden(
    incomes: Iterable[Income],
    expenses: Iterable[Expense],
    debts: Sequence[Debt],
    policy: Policy,
    *,
    payment: Decimal = ZERO,
    amount: Decimal = ZERO,
    persons: int = 1,
) -> Burden:
    """Return the burden before and after a loan of `amount` with its greatest `payment`.

    Living is what was told or the norm for `persons` of the household, the greater.
    Incomes and debts of co-borrowers are simply among them.

    >>> policy = Policy({(IncomeKind.SALARY, Evidence.REGISTER): ONE}, Decimal("0.5"))
    >>> salary = Income(IncomeKind.SALARY, Decimal(30000), evidence=Evidence.REGISTER)
    >>> burden([salary], [], [], policy, payment=Decimal(12000)).dsti_after
    Decimal('0.4')
    """
    _not_negative(payment, amount)
    lines: list[Line] = []
    for income in incomes:
        share = policy.accepted.get((income.kind, income.evidence), ZERO)
        _add(lines, LineKind.INCOME, income.kind, _monthly(income), share)
    for expense in expenses:
        _add(lines, LineKind.EXPENSE, expense.name, _monthly(expense), ONE)
    told = _sum(lines, LineKind.EXPENSE)
    if (norm := policy.living * persons) > told:
        _add(lines, LineKind.LIVING, "norm", norm - told, ONE)
    for debt in debts:
        kind = LineKind.REPAID if debt.is_repaid else LineKind.PAYMENT
        monthly, share = _debt_payment(debt, policy)
        _add(lines, kind, debt.kind, monthly, share)
    if payment:
        _add(lines, LineKind.NEW_PAYMENT, "this", payment, ONE)
    going_on = _sum(lines, LineKind.PAYMENT)
    owed = sum((debt.owed for debt in debts), ZERO)
    repaid = sum((debt.owed for debt in debts if debt.is_repaid), ZERO)
    return Burden(
        income=_sum(lines, LineKind.INCOME),
        living=told + _sum(lines, LineKind.LIVING),
        payments_before=going_on + _sum(lines, LineKind.REPAID),
        payments_after=going_on + payment,
        debt_before=owed,
        debt_after=owed - repaid + amount,
        lines=tuple(lines),
    )


def _monthly(one: Income | Expense) -> Decimal:
    return monthly_income(one.amount, one.period)


def _debt_payment(debt: Debt, policy: Policy) -> tuple[Decimal, Decimal]:
    if debt.kind is DebtKind.CARD:
        by_limit = CENTS.apply(debt.limit * policy.card_share)
        return max(by_limit, debt.payment), ONE
    if debt.kind is DebtKind.GUARANTEE:
        return debt.payment, policy.guarantee_share
    return debt.payment, ONE


def _add(
    lines: list[Line], kind: LineKind, code: str, monthly: Decimal, share: Decimal
) -> None:
    counted = CENTS.apply(monthly * share)
    lines.append(Line(kind, str(code), monthly, share, counted))


def _sum(lines: Iterable[Line], kind: LineKind) -> Decimal:
    return sum((line.counted for line in lines if line.kind is kind), ZERO)
