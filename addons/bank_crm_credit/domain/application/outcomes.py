"""What is decided on an application: outcome, reasons, terms, validity and caps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from .lifecycle import Act


class OutcomeError(ValueError):
    """An outcome without its reason, or terms that cannot be."""


class Outcome(StrEnum):
    """How an application ends, or a round of it."""

    APPROVED = "approved"
    APPROVED_CHANGED = "approved_changed"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


ACT_OF: dict[Outcome, Act] = {
    Outcome.APPROVED: Act.APPROVE,
    Outcome.APPROVED_CHANGED: Act.APPROVE_CHANGED,
    Outcome.RETURNED: Act.RETURN,
    Outcome.REFUSED: Act.REFUSE,
    Outcome.WITHDRAWN: Act.WITHDRAW,
    Outcome.EXPIRED: Act.EXPIRE,
}
NEED_REASON = frozenset({Outcome.RETURNED, Outcome.REFUSED, Outcome.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason code: what the bank writes for itself, and what the client is told.

    `is_silent`: the law or an investigation forbids to tell the client why (a report on
    money laundering); then there is no wording for him. Raises `OutcomeError`.
    """

    code: str
    internal: str
    for_client: str = ""
    outcomes: frozenset[Outcome] = NEED_REASON
    is_silent: bool = False

    def __post_init__(self) -> None:
        if not self.code or not self.internal:
            raise OutcomeError("a reason has a code and a wording for the bank")
        if self.is_silent is bool(self.for_client):
            raise OutcomeError("a reason has a wording for the client, or is silent")


def check_reasons(outcome: Outcome, reasons: Sequence[Reason]) -> None:
    """Raise `OutcomeError` where an outcome lacks its reasons or has those of another.

    >>> check_reasons(Outcome.REFUSED, [])
    Traceback (most recent call last):
    ...
    odoo.addons.bank_crm_credit.domain.application.outcomes.OutcomeError: say why
    """
    if outcome in NEED_REASON and not reasons:
        raise OutcomeError("say why")
    for reason in reasons:
        if outcome not in reason.outcomes:
            raise OutcomeError(f"{reason.code} is no reason for {outcome}")


def told_to_client(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """Return what the client may read: his wordings, each once, never the bank's own.

    >>> burden = Reason("dti", "DSTI 71 % over 60 %", "Your payments are too high.")
    >>> told_to_client([burden, Reason("aml", "Reported", is_silent=True), burden])
    ('Your payments are too high.',)
    """
    told = dict.fromkeys(reason.for_client for reason in reasons)
    return tuple(text for text in told if text)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked for or decided. Rate: a fraction a year; sum in its currency."""

    amount: Decimal
    currency: str
    months: int
    annual_rate: Decimal
    collateral: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.amount <= 0 or self.months < 1 or self.annual_rate < 0:
            raise OutcomeError("a loan has a sum, a term and no rate below zero")


def changed_terms(asked: Terms, decided: Terms) -> tuple[str, ...]:
    """Return which terms a decision changed; none: approved as asked.

    >>> asked = Terms(Decimal(500), "UAH", 12, Decimal("0.2"))
    >>> changed_terms(asked, Terms(Decimal(400), "UAH", 12, Decimal("0.2")))
    ('amount',)
    """
    names = ("amount", "currency", "months", "annual_rate", "collateral")
    return tuple(
        name for name in names if getattr(asked, name) != getattr(decided, name)
    )


def approval_of(asked: Terms, decided: Terms) -> Outcome:
    """Return whether a yes is a yes, or one on other terms.

    >>> asked = Terms(Decimal(500), "UAH", 12, Decimal("0.2"))
    >>> approval_of(asked, asked)
    <Outcome.APPROVED: 'approved'>
    """
    changed = changed_terms(asked, decided)
    return Outcome.APPROVED_CHANGED if changed else Outcome.APPROVED


@dataclass(frozen=True, slots=True)
class Caps:
    """Within what an approval holds without a new decision; None: no cap."""

    most_amount: Decimal | None = None
    most_months: int | None = None
    least_rate: Decimal | None = None
    most_burden: Decimal | None = None


class Cap(StrEnum):
    AMOUNT = "amount"
    MONTHS = "months"
    RATE = "rate"
    BURDEN = "burden"


def over_caps(
    caps: Caps, terms: Terms, burden: Decimal | None = None
) -> tuple[Cap, ...]:
    """Return the caps that final terms break; `burden` is payments to income (DSTI).

    A cap on the burden is broken by a burden nobody counted.

    >>> caps = Caps(most_amount=Decimal(500), most_months=24)
    >>> over_caps(caps, Terms(Decimal(501), "UAH", 24, Decimal("0.2")))
    (<Cap.AMOUNT: 'amount'>,)
    """
    broken = []
    if caps.most_amount is not None and terms.amount > caps.most_amount:
        broken.append(Cap.AMOUNT)
    if caps.most_months is not None and terms.months > caps.most_months:
        broken.append(Cap.MONTHS)
    if caps.least_rate is not None and terms.annual_rate < caps.least_rate:
        broken.append(Cap.RATE)
    if caps.most_burden is not None and (burden is None or burden > caps.most_burden):
        broken.append(Cap.BURDEN)
    return tuple(broken)


@dataclass(frozen=True, slots=True)
class Validity:
    """From the day of the decision to its last day, both counted."""

    decided_on: date
    last_day: date

    def __post_init__(self) -> None:
        if self.last_day < self.decided_on:
            raise OutcomeError("a decision does not end before it is taken")

    @classmethod
    def of_days(cls, decided_on: date, days: int) -> Validity:
        """A decision that holds for so many days, its own day not counted.

        >>> Validity.of_days(date(2026, 1, 31), 30).last_day
        datetime.date(2026, 3, 2)
        """
        return cls(decided_on, decided_on + timedelta(days))

    def holds_on(self, day: date) -> bool:
        """Whether the decision may still be acted on.

        >>> validity = Validity(date(2026, 1, 1), date(2026, 1, 31))
        >>> validity.holds_on(date(2026, 1, 31)), validity.holds_on(date(2026, 2, 1))
        (True, False)
        """
        return self.decided_on <= day <= self.last_day

    def days_left(self, day: date) -> int:
        """How many days remain after `day`; below zero where it has expired."""
        return (self.last_day - day).days
