"""Published loans with their payments, replayed by our ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from odoo.addons.bank_crm_base.domain.conformance import Verdict

from ..contract import LoanContract
from ..delinquency import DueDayCount
from ..due_dates import add_months
from ..money import ZERO
from ..operations import Kind, Operation
from ..replay import replay
from ..terms import loan
from .comparing import Case, Handler, number, verdict

# Standing orders of the Berka bank pay some hellers a month less than the instalment.
_SMALL_CHANGE_CZK = Decimal(5)


def run_series(case: Case, _folder: Path) -> Verdict:
    """Replay a loan and its payments: days past due on each date.

    >>> inputs = {"principal": 100, "annual_rate_percent": 0, "n": 1, "emi": 100,
    ...     "disbursement": "2024-01-01", "first_due": "2024-02-01", "payments": []}
    >>> run_series({"inputs": inputs, "expected": {"dpd": {"2024-02-01": 1}}}, Path()).got
    {'2024-02-01': 1}
    """
    inputs = case["inputs"]
    begins = date.fromisoformat(inputs["disbursement"])
    principal = number(inputs["principal"])
    terms = loan(
        principal,
        number(inputs["annual_rate_percent"]) / 100,
        inputs["n"],
        begins,
        date.fromisoformat(inputs["first_due"]),
        fixed_instalment=number(inputs["emi"]),
    )
    contract = LoanContract(
        terms, due_day_count=DueDayCount.FROM_DUE_DAY, is_overdue_accrued=False
    )
    operations = [Operation(1, Kind.DISBURSE, begins, principal)]
    operations += [
        Operation(
            place, Kind.REPAY, date.fromisoformat(one["date"]), number(one["amount"])
        )
        for place, one in enumerate(inputs["payments"], 2)
    ]
    wanted = case["expected"]["dpd"]
    got = {
        day: replay(contract, operations, date.fromisoformat(day)).days_past_due
        for day in wanted
    }
    return verdict(wanted, got, ZERO)


def run_arrears(case: Case, _folder: Path) -> Verdict:
    """Replay a loan of the Berka bank: its arrears on a date.

    >>> agreed = {"amount": "1200", "duration": "12", "payments": "100.00"}
    >>> run_arrears({"inputs": {"loan": agreed, "grant_date": "1993-07-05",
    ...     "as_of": "1993-07-31", "uver_payments": []}, "tolerance": {"money_abs": 0},
    ...     "expected": {"arrears_amount": 100, "dpd": 19}}, Path()).status.value
    'passed'
    """
    inputs = case["inputs"]
    day = date.fromisoformat(inputs["grant_date"])
    # Instalments of that bank are due on the 12th, the first on the next 12th.
    first = day.replace(day=12) if day.day < 12 else add_months(day, 1, 12)
    agreed = inputs["loan"]
    principal = number(agreed["amount"])
    terms = loan(principal, ZERO, int(agreed["duration"]), day, first)
    operations = [Operation(1, Kind.DISBURSE, day, principal)]
    operations += [
        Operation(
            place, Kind.REPAY, date.fromisoformat(one["date"]), number(one["amount"])
        )
        for place, one in enumerate(inputs["uver_payments"], 2)
    ]
    as_of = date.fromisoformat(inputs["as_of"])
    contract = LoanContract(terms, tolerance=_SMALL_CHANGE_CZK)
    state = replay(contract, operations, as_of)
    oldest = state.oldest_due
    got = {
        "instalments_due": sum(
            line.due <= as_of for line in state.schedule.instalments
        ),
        "paid_amount": sum((one.amount for one in operations[1:]), ZERO),
        "arrears_amount": state.overdue_total - state.advance,
        "oldest_unpaid_due": oldest.isoformat() if oldest else None,
        "dpd": state.days_past_due,
    }
    # The letter is what the bank thought four years later.
    wanted = {
        name: value
        for name, value in case["expected"].items()
        if name != "status_of_bank_1998"
    }
    return verdict(wanted, got, number(case["tolerance"]["money_abs"]))


KINDS: dict[str, Handler] = {
    "dpd_series": run_series,
    "real_loan_arrears": run_arrears,
}
