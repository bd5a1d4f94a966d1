"""What each kind of operation does to the ledger of a loan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from .allocation import Claim, Component
from .fees import FeeBase
from .interest import RateChange
from .ledger import Ledger, LedgerError
from .money import ZERO
from .operations import EarlyRepayment, Kind, Operation
from .postings import Account, Rule
from .rescheduling import (
    first_plan,
    new_plan,
    reopened_plan,
    restructured_plan,
)


def apply(ledger: Ledger, operation: Operation) -> None:
    """Take one operation, after all that fell due up to and with its day.

    Raises `LedgerError` for an operation of a loan that has not been paid out, and for
    one that belongs before what the ledger has seen.
    """
    day = operation.value_date
    if operation.kind is not Kind.DISBURSE and not ledger.drawn:
        raise LedgerError("the loan has not been paid out")
    ledger.advance_to(day)
    ledger.grow_penalties(day)
    ledger.note_balance(day)
    _ACTS[operation.kind](ledger, operation)


def _disburse(ledger: Ledger, operation: Operation) -> None:
    day, amount = operation.value_date, operation.amount
    terms = ledger.contract.terms
    if terms.credit_limit is not None and (
        ledger.bearing + amount > terms.credit_limit
    ):
        raise LedgerError("more is drawn than the limit")
    ledger.principal += amount
    ledger.drawn += amount
    ledger.book.post(
        day, Account.PRINCIPAL, amount, Rule.DISBURSED, operation=operation.id
    )
    for fee in terms.fees:
        if fee.base is FeeBase.DRAWDOWN:
            ledger.book.charge(
                Component.FEE,
                day,
                fee.on(amount),
                Rule.FEE_OF_DRAWDOWN,
                operation=operation.id,
            )
    if not ledger.schedules:
        first_plan(ledger, day, ledger.principal, operation.id)
    elif not ledger.plan:
        reopened_plan(ledger, day, operation.id)
    else:
        new_plan(ledger, day, operation.id)


def _repay(ledger: Ledger, operation: Operation) -> None:
    day = operation.value_date
    rest = ledger.pay(operation.amount, day, operation.id)
    if rest and operation.early is not EarlyRepayment.HOLD:
        rest = _pay_early(ledger, operation, rest)
    if rest:
        ledger.advance += rest
        ledger.book.post(day, Account.ADVANCE, rest, Rule.HELD, operation=operation.id)


def _pay_early(ledger: Ledger, operation: Operation, rest: Decimal) -> Decimal:
    before = ledger.principal
    for component in ledger.contract.order.in_advance:
        if component is Component.INTEREST:
            rest -= _pay_accrued(ledger, operation, rest)
        elif component is Component.PRINCIPAL:
            part = min(rest, ledger.principal)
            ledger.principal -= part
            rest -= part
            ledger.book.post(
                operation.value_date,
                Account.PRINCIPAL,
                -part,
                Rule.PAID_EARLY,
                operation=operation.id,
            )
    if not ledger.principal:
        # Nothing falls due any more that could bring the interest of these days.
        rest -= _pay_accrued(ledger, operation, rest)
        _charge_accrued(ledger, operation)
    if ledger.principal != before:
        is_shortened = operation.early is EarlyRepayment.SHORTEN
        new_plan(ledger, operation.value_date, operation.id, is_shortened=is_shortened)
    return rest


def _pay_accrued(ledger: Ledger, operation: Operation, money: Decimal) -> Decimal:
    """Charge accrued interest and pay it, as far as the money goes; return what it took."""
    part = min(money, ledger.accrued(operation.value_date))
    _charge_accrued(ledger, operation, part)
    if part:
        ledger.pay(part, operation.value_date, operation.id)
    return part


def _charge_accrued(
    ledger: Ledger, operation: Operation, part: Decimal | None = None
) -> None:
    day = operation.value_date
    accrued = ledger.accrued(day)
    part = accrued if part is None else part
    # Interest put off in a grace period goes first: it is older.
    old = min(part, ledger.deferred)
    ledger.deferred -= old
    ledger.accrual.charged += part - old
    _exact, shares = ledger.interest_to(day)
    ledger.book.charge(
        Component.INTEREST,
        day,
        part,
        Rule.INTEREST_TO_DAY,
        operation=operation.id,
        shares=shares,
    )


def _charge(component: Component) -> Callable[[Ledger, Operation], None]:
    def act(ledger: Ledger, operation: Operation) -> None:
        ledger.book.charge(
            component,
            operation.value_date,
            operation.amount,
            Rule.CHARGED,
            operation=operation.id,
        )
        ledger.take_from_advance(operation.value_date)

    return act


def _waive(ledger: Ledger, operation: Operation) -> None:
    rest = operation.amount
    for claim in ledger.book.claims(operation.component):
        part = min(rest, claim.amount)
        if part:
            ledger.settle(claim, part, operation.value_date, Rule.WAIVED, operation.id)
            rest -= part
    if rest:
        # A later truth (a payment dated back) may leave less to forgive.
        ledger.unapplied[operation.id] = rest


def _change_rate(ledger: Ledger, operation: Operation) -> None:
    set_rate(ledger, operation.value_date, operation.annual_rate)
    new_plan(ledger, operation.value_date, operation.id)


def set_rate(ledger: Ledger, day: date, annual_rate: Decimal) -> None:
    """Let a rate hold from `day` on, up to the next change already agreed."""
    ledger.rates = sorted(
        [
            *(change for change in ledger.rates if change.start != day),
            RateChange(day, annual_rate),
        ],
        key=lambda change: change.start,
    )


def _accrue(ledger: Ledger, operation: Operation) -> None:
    ledger.accrual.adjustment += operation.amount


def _restructure(ledger: Ledger, operation: Operation) -> None:
    change, day = operation.restructuring, operation.value_date
    if Component.INTEREST in change.capitalise:
        _charge_accrued(ledger, operation)
    for claim in ledger.book.claims():
        if claim.component in change.capitalise:
            _add_to_principal(ledger, operation, claim)
    if change.annual_rate is not None:
        set_rate(ledger, day, change.annual_rate)
    restructured_plan(ledger, day, operation.id, change)


def _add_to_principal(ledger: Ledger, operation: Operation, claim: Claim) -> None:
    day = operation.value_date
    is_principal = claim.component is Component.PRINCIPAL
    rule = Rule.PUT_BACK if is_principal else Rule.CAPITALISED
    ledger.note_balance(day)
    ledger.settle(claim, claim.amount, day, rule, operation.id)
    ledger.principal += claim.amount
    ledger.book.post(day, Account.PRINCIPAL, claim.amount, rule, operation=operation.id)


def _write_off(ledger: Ledger, operation: Operation) -> None:
    day, total = operation.value_date, ledger.principal
    _charge_accrued(ledger, operation)
    for claim in ledger.book.claims():
        ledger.settle(claim, claim.amount, day, Rule.WRITTEN_OFF, operation.id)
        total += claim.amount
    ledger.book.post(
        day,
        Account.PRINCIPAL,
        -ledger.principal,
        Rule.WRITTEN_OFF,
        operation=operation.id,
    )
    ledger.principal, ledger.plan, ledger.passed = ZERO, (), 0
    ledger.written_off += total
    ledger.book.post(
        day, Account.WRITTEN_OFF, total, Rule.WRITTEN_OFF, operation=operation.id
    )


_ACTS: dict[Kind, Callable[[Ledger, Operation], None]] = {
    Kind.DISBURSE: _disburse,
    Kind.RATE_CHANGE: _change_rate,
    Kind.ACCRUE: _accrue,
    Kind.FEE: _charge(Component.FEE),
    Kind.PENALTY: _charge(Component.PENALTY),
    Kind.REPAY: _repay,
    Kind.WAIVE: _waive,
    Kind.RESTRUCTURE: _restructure,
    Kind.WRITE_OFF: _write_off,
}
