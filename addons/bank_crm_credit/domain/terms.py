"""What a loan agreement says: sums, dates, rates, fees and how it is repaid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .due_dates import (
    ALWAYS_OPEN,
    LAST_DAY_OF_MONTH,
    MONTHLY,
    BusinessCalendar,
    Frequency,
    Shift,
)
from .fees import Fee
from .interest import BY_CALENDAR_DAYS, InterestRule, RateChange, rate_on
from .money import CENTS, ONE, ZERO, Rounding

InterestPart = tuple[Decimal, Decimal, Fraction]


class TermsError(ValueError):
    """Terms that contradict themselves."""


class Method(StrEnum):
    """How principal is repaid."""

    ANNUITY = "annuity"  # equal instalments of interest and principal
    DIFFERENTIATED = "differentiated"  # equal parts of principal, falling interest
    BULLET = "bullet"  # principal at the end
    MINIMUM = "minimum"  # a share of the balance, at least a sum, until repaid


class InterestBase(StrEnum):
    """On what interest is counted."""

    DECLINING = "declining"  # what is still owed
    FLAT = "flat"  # the sum first lent, spread evenly


@dataclass(frozen=True, slots=True)
class Drawdown:
    """Money paid out to the borrower, in one sum or as a tranche."""

    day: date
    amount: Decimal

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise TermsError("a drawdown is above zero")


@dataclass(frozen=True, slots=True)
class Roundings:
    """How each kind of sum is rounded; `Mode.UP` on `instalment` is "instalment up".

    `is_piecewise`: where a balance or a rate changes inside a period, the interest of
    each part is rounded, not their sum.
    """

    interest: Rounding = CENTS
    principal: Rounding = CENTS
    instalment: Rounding = CENTS
    is_piecewise: bool = False

    def interest_of(self, rule: InterestRule, parts: Sequence[InterestPart]) -> Decimal:
        """Return the interest of a period's parts, rounded only where each part is.

        >>> part = (Decimal("12.5"), Decimal("0.12"), Fraction(1, 12))
        >>> str(Roundings(is_piecewise=True).interest_of(InterestRule(), [part, part]))
        '0.26'
        """
        if self.is_piecewise and len(parts) > 1:
            return sum(
                (self.interest.apply(rule.accrue([part])) for part in parts), ZERO
            )
        return rule.accrue(parts)


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """What the borrower signs.

    Money is Decimal in the currency of the loan, rates are fractions a year. `start` is
    the day from which interest runs (else the first drawdown), `instalments` their
    number, `first_due` the first due date, `due_day` the day of the month where the
    first date does not show it (31: the last day), `last_due` an irregular last date.

    `principal_grace` and `interest_grace` count instalments; interest of the grace is
    paid with the instalment after it, or joins the principal (`is_grace_capitalised`).
    `balloon` is principal left for the last instalment; `amortise_over` counts the
    instalments over which the instalment is calculated where they are more than
    are paid. `weights` make instalments of unequal size, again and again from the first
    (step-up, seasonal; 0 for a month without principal). `fixed_instalment` is agreed
    instead of calculated. `minimum_share` and `minimum_amount` serve `Method.MINIMUM`.
    `accrued_before` is interest already accrued when the schedule begins, due with its
    first instalment; `first_number` numbers that one.

    Raises `TermsError` for terms that contradict themselves.
    """

    drawdowns: tuple[Drawdown, ...]
    rates: tuple[RateChange, ...]
    instalments: int
    first_due: date
    method: Method = Method.ANNUITY
    start: date | None = None
    frequency: Frequency = MONTHLY
    due_day: int | None = None
    last_due: date | None = None
    interest: InterestRule = BY_CALENDAR_DAYS
    interest_base: InterestBase = InterestBase.DECLINING
    roundings: Roundings = Roundings()
    principal_grace: int = 0
    interest_grace: int = 0
    is_grace_capitalised: bool = False
    balloon: Decimal = ZERO
    amortise_over: int | None = None
    weights: tuple[Decimal, ...] = ()
    fixed_instalment: Decimal | None = None
    minimum_share: Decimal = ZERO
    minimum_amount: Decimal = ZERO
    credit_limit: Decimal | None = None
    fees: tuple[Fee, ...] = ()
    calendar: BusinessCalendar = ALWAYS_OPEN
    shift: Shift = Shift.NONE
    is_shift_accrued: bool = True
    accrued_before: Decimal = ZERO
    first_number: int = 1
    begins: date = field(init=False)

    def __post_init__(self) -> None:
        if not self.drawdowns:
            raise TermsError("a loan has a drawdown")
        for name, key in (("drawdowns", "day"), ("rates", "start")):
            dated = getattr(self, name)
            days = [getattr(one, key) for one in dated]
            if days != sorted(days):
                ordered = tuple(sorted(dated, key=lambda one: getattr(one, key)))
                object.__setattr__(self, name, ordered)
        object.__setattr__(self, "begins", self.start or self.drawdowns[0].day)
        self._check_dates()
        self._check_repayment()

    def _check_dates(self) -> None:
        if self.drawdowns[0].day < self.begins:
            raise TermsError("interest runs from a drawdown that is before its start")
        if self.first_due < self.begins:
            raise TermsError("the first instalment is due before the loan begins")
        if self.due_day is not None and not 1 <= self.due_day <= LAST_DAY_OF_MONTH:
            raise TermsError("the due day is a day of the month")
        rate_on(self.rates, self.begins)

    def _check_repayment(self) -> None:
        if self.instalments < 1:
            raise TermsError("a loan is repaid in at least one instalment")
        if not 0 <= self.principal_grace < self.instalments:
            raise TermsError("the grace on principal ends before the last instalment")
        if not 0 <= self.interest_grace < self.instalments:
            raise TermsError("the grace on interest ends before the last instalment")
        if self.interest_grace > self.principal_grace and (
            self.method is not Method.BULLET
        ):
            raise TermsError("principal is not paid while interest is not")
        if not 0 <= self.balloon <= self.principal:
            raise TermsError("the balloon is a part of the principal")
        if self.amortise_over is not None and self.amortise_over < self.instalments:
            raise TermsError("a loan is calculated over at least its own instalments")
        if any(weight < 0 for weight in self.weights):
            raise TermsError("no instalment weighs less than nothing")
        if self.weights and not any(self.weights):
            raise TermsError("some instalment has a weight")
        if self.fixed_instalment is not None and self.fixed_instalment <= 0:
            raise TermsError("an agreed instalment is above zero")
        if self.method is Method.MINIMUM and not (
            self.minimum_share > 0 or self.minimum_amount > 0
        ):
            raise TermsError("a minimum payment is a share or a sum")
        if self.credit_limit is not None and self.credit_limit < self.principal:
            raise TermsError("more is drawn than the limit")
        self._check_flat()

    def _check_flat(self) -> None:
        if self.interest_base is InterestBase.FLAT and (
            len(self.drawdowns) > 1
            or len(self.rates) > 1
            or self.interest_grace
            or self.principal_grace
            or self.method not in (Method.ANNUITY, Method.DIFFERENTIATED)
        ):
            raise TermsError("flat interest is for one drawdown, one rate and no grace")

    @property
    def principal(self) -> Decimal:
        """All that is drawn by these terms."""
        return sum((drawdown.amount for drawdown in self.drawdowns), ZERO)

    def weight(self, number: int) -> Decimal:
        """Return the weight of the instalment, the first of the schedule being 1.

        >>> loan(Decimal(100), Decimal(0), 4, date(2024, 1, 1)).weight(3)
        Decimal('1')
        """
        if not self.weights:
            return ONE
        return self.weights[(number - 1) % len(self.weights)]


def loan(
    principal: Decimal,
    annual_rate: Decimal,
    instalments: int,
    day: date,
    first_due: date | None = None,
    **more: object,
) -> LoanTerms:
    """Return the terms of a loan drawn at once, at one rate; `more` are other terms.

    >>> loan(Decimal(1000), Decimal("0.12"), 12, date(2024, 1, 31)).first_due
    datetime.date(2024, 2, 29)
    """
    frequency = more.get("frequency", MONTHLY)
    if first_due is None:
        # A loan paid out on the 31st is due on the 31sts.
        first_due = frequency.after(day, 1)
        if first_due.day < day.day:
            more.setdefault("due_day", day.day)
    return LoanTerms(
        drawdowns=(Drawdown(day, principal),),
        rates=(RateChange(day, annual_rate),),
        instalments=instalments,
        first_due=first_due,
        **more,
    )


def step_up(growth: Decimal, every: int, instalments: int) -> tuple[Decimal, ...]:
    """Return weights that grow by `growth` (1.03: 3 % more) after `every` instalments.

    >>> [str(weight) for weight in step_up(Decimal("1.1"), 2, 5)]
    ['1', '1', '1.1', '1.1', '1.21']
    """
    if growth <= 0 or every < 1:
        raise TermsError("instalments grow by a factor above zero, after some number")
    return tuple(growth ** (number // every) for number in range(instalments))


def seasonal(
    first_due: date, months: Iterable[int], instalments: int
) -> tuple[Decimal, ...]:
    """Return weights of a monthly loan whose principal is paid in some months only.

    >>> [str(weight) for weight in seasonal(date(2024, 7, 15), (8, 9), 3)]
    ['0', '1', '1']
    """
    paid = frozenset(months)
    return tuple(
        ONE if (first_due.month + number - 1) % 12 + 1 in paid else ZERO
        for number in range(instalments)
    )
