"""Histories of loans from Apache Fineract's end-to-end tests.

A scenario is steps with tables. Schedule, charges and payments are ours: `build_schedule`
and `allocate`; what a step asserts is compared with the table. A scenario with a step or a
product that our agreements do not have is set aside, and says which.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from odoo.addons.bank_crm_base.domain.conformance import Status, Verdict

from .comparing import Case, Handler, inapplicable, number
from .instalment_table import Ahead, Charge, Paid
from .scenario_history import (
    FEE,
    PENALTY,
    PRINCIPAL,
    History,
    SetAsideError,
    assert_outstanding,
    assert_overpaid,
    assert_rows,
    assert_total,
    assert_transactions,
    day_of,
)

# Fineract's own figures contradict each other there.
_ODD = {
    "scen-LoanRepayment-1265": "a penalty paid before its own day counts as not in "
    "advance, one paid on its day (scen-LoanRepayment-1228) as in advance",
}


def run_scenario(case: Case, _folder: Path) -> Verdict:
    """Live through a history and compare what its steps assert.

    >>> run_scenario({"inputs": {"steps": [{"text": "Admin makes a chargeback"}]}},
    ...     Path()).status.value
    'not_applicable'
    """
    if reason := _ODD.get(case.get("id", "")):
        return inapplicable(reason)
    history = History()
    try:
        for step in case["inputs"]["steps"]:
            _take(history, step)
    except SetAsideError as error:
        return inapplicable(str(error))
    if history.wrong:
        return Verdict(Status.FAILED, history.wrong, "; ".join(history.wrong[:3]))
    return Verdict(Status.PASSED, "as asserted")


def _take(history: History, step: dict[str, Any]) -> None:
    text = step["text"]
    for pattern, act in _STEPS:
        if found := re.search(pattern, text):
            act(history, found, step.get("table", []))
            return
    plain = re.sub(r'"[^"]*"|\d[\d.]*', "…", text)
    raise SetAsideError(f"a step of another system: {plain}")


def _nothing(_history: History, _found: re.Match[str], _table: list[Any]) -> None:
    """A step that changes no balance."""


def _pays_ahead(history: History, found: re.Match[str], _table: list[Any]) -> None:
    if found[1] != "DEFAULT" or found[2] not in list(Ahead):
        raise SetAsideError(f"money ahead by a rule of another system: {found[2]}")
    history.ahead = Ahead(found[2])


def _agree_plain(history: History, found: re.Match[str], _table: list[Any]) -> None:
    day, amount, number_ = found[1], "1000", "1"
    every, unit = ("30", "DAYS")
    if len(found.groups()) > 1:
        amount, number_, every, unit = found[2], found[3], "1", "MONTHS"
    history.agreed = {
        "LoanProduct": "LP1",
        "ANNUAL interest rate %": "0",
        "interest type": "FLAT",
        "repaymentEvery": every,
        "repaymentFrequencyType": unit,
        "numberOfRepayments": number_,
        "Payment strategy": "PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER",
    }
    history.drawn = (day_of(day), number(amount))


def _agree(history: History, _found: re.Match[str], table: list[Any]) -> None:
    history.agreed = agreed = dict(zip(*table, strict=False))
    product = agreed["LoanProduct"]
    for word, reason in (
        ("RECALCULATION", "interest recalculated with instalments paid ahead"),
        ("OVERDUE_FROM", "charges made by another system's night"),
        ("PERIOD_DAILY", "a level instalment that ignores the days of its periods"),
    ):
        if word in product:
            raise SetAsideError(f"a product of another system: {reason}")
    if any(int(agreed[name] or 0) for name in agreed if name.startswith("grace")):
        raise SetAsideError("grace, which our schedules are tested for elsewhere")
    history.drawn = (
        day_of(agreed["submitted on date"]),
        number(agreed["with Principal"]),
    )


def _approve(history: History, found: re.Match[str], _table: list[Any]) -> None:
    history.drawn = (day_of(found[3]), number(found[2]))


def _disburse(history: History, found: re.Match[str], _table: list[Any]) -> None:
    if history.is_paid_out:
        raise SetAsideError("a second drawdown with a down payment of its own")
    history.is_paid_out = True
    history.drawn = (day_of(found[1]), number(found[2]))
    table = history.table()
    if "AUTO" in history.agreed["LoanProduct"]:
        amount = table.rows[0].charged[PRINCIPAL]
        history.pay(Paid(history.drawn[0], amount, "Down Payment"))


def _pay(history: History, found: re.Match[str], _table: list[Any]) -> None:
    history.pay(Paid(day_of(found[1]), number(found[2]), "Repayment"))


def _charge(history: History, found: re.Match[str], _table: list[Any]) -> None:
    component = PENALTY if "NSF" in found[1] else FEE
    seen_by = len(history.payments)
    charge = Charge(component, day_of(found[2]), number(found[3]), seen_by)
    history.charges.append(charge)


def _pay_otherwise(history: History, found: re.Match[str], _table: list[Any]) -> None:
    is_advanced = history.agreed["Payment strategy"] == "ADVANCED_PAYMENT_ALLOCATION"
    if found[1] not in ("REPAYMENT", "PAYOUT_REFUND") and is_advanced:
        raise SetAsideError(f"money ahead by a rule of another system: {found[1]}")
    kind = found[1].replace("_", " ").title()
    history.pay(Paid(day_of(found[2]), number(found[3]), kind))


def _undo(history: History, found: re.Match[str], _table: list[Any]) -> None:
    """Undo the payment of a number: among repayments, or all that a day lists."""
    number_, kind, day = int(found[1]), found[2], day_of(found[3])
    listed = history.listed
    if kind == "repayment":
        repayments = [one for one in listed if one.kind != "Down Payment"]
        undone = repayments[number_ - 1] if number_ <= len(repayments) else None
    else:
        of_day = [one for one in listed if one.day == day]
        is_paid_out = history.drawn is not None and history.drawn[0] == day
        if kind == "transaction" and is_paid_out:
            # The day's list opens with the disbursement.
            number_ -= 1
        undone = of_day[number_ - 1] if 0 < number_ <= len(of_day) else None
    if undone not in history.payments:
        raise SetAsideError("a payment undone twice, or none")
    history.payments.remove(undone)
    history.undone.append(undone)


Act = Callable[[History, re.Match[str], list[Any]], None]
_STEPS: tuple[tuple[str, Act], ...] = (
    (
        r'loan product "(.+?)" transaction type to "(.+?)" future installment',
        _pays_ahead,
    ),
    (r'creates a new default Loan with date: "(.+?)"', _agree_plain),
    (
        r'creates a new customised Loan submitted on date: "(.+?)", with Principal: '
        r'"(.+?)", a loanTermFrequency: \d+ months, and numberOfRepayments: (\d+)',
        _agree_plain,
    ),
    (
        r'makes "(.+?)" transaction with ".+?" payment type on "(.+?)" with '
        r"([\d.]+) EUR",
        _pay_otherwise,
    ),
    (
        r"sets the business date|status will be|status has changed|creates a client",
        _nothing,
    ),
    (r"inline COB job|Loan Charges tab has|is reverted", _nothing),
    (r"creates a fully customized loan", _agree),
    (
        r'approves the loan on "(.+?)" with "(.+?)" amount and expected disbursement '
        r'date on "(.+?)"',
        _approve,
    ),
    (r'successfully disburse the loan on "(.+?)" with "(.+?)" EUR', _disburse),
    (r'makes ".+?" repayment on "(.+?)" with ([\d.]+) EUR', _pay),
    (r'adds "(.+?)" due date charge with "(.+?)" due date and ([\d.]+) EUR', _charge),
    (r'undo "(\d+)"th (repayment|transaction) (?:made )?on "(.+?)"', _undo),
    (r'undo "(\d+)"th "(Repayment)" transaction made on "(.+?)"', _undo),
    (r"Loan Repayment schedule has \d+ periods", assert_rows),
    (r"Loan Repayment schedule has the following data in Total", assert_total),
    (r"Loan Transactions tab has the following data", assert_transactions),
    (r"Loan has ([\d.]+) outstanding amount", assert_outstanding),
    (r"Loan has ([\d.]+) overpaid amount", assert_overpaid),
)
KINDS: dict[str, Handler] = {"scenario": run_scenario}
