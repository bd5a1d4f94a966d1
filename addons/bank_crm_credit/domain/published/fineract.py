"""Published schedules of Apache Fineract, built by our own terms.

Its progressive loans divide a period by days where money goes out inside it, and some of
its products take a quarter back on the first day ("down payment").
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from odoo.addons.bank_crm_base.domain.conformance import Verdict

from ..day_count import DayCount
from ..due_dates import Frequency, Unit
from ..interest import InterestRule, Period, RateChange, Split, pieces
from ..money import CENT, ZERO, Mode, Rounding
from ..schedule import Instalment, Schedule
from ..schedule_builder import build_schedule
from ..terms import Drawdown, InterestBase, LoanTerms, Method, Roundings, loan
from .comparing import Case, Handler, inapplicable, number, verdict

_EVEN = Rounding(CENT, Mode.HALF_EVEN)
_WHOLE_EVEN = Rounding(Decimal(1), Mode.HALF_EVEN)
_DOWN_PAYMENT = Decimal("0.25")
_UNITS = {"MONTHS": Unit.MONTH, "WEEKS": Unit.WEEK, "DAYS": Unit.DAY}
_DAY_COUNTS = {
    "DAYS_360": DayCount.ACT_360,
    "DAYS_364": DayCount.ACT_364,
    "ACTUAL": DayCount.ACT_ACT_ISDA,
}


def run_progressive(case: Case, _folder: Path) -> Verdict:
    """Build a schedule after each drawdown or rate, and compare it line by line.

    >>> periods = [{"n": 1, "from": "2024-01-01", "due": "2024-02-01"}]
    >>> out = {"op": "addDisbursement", "date": "2024-01-01", "amount": 100.0}
    >>> run_progressive({"inputs": {"annual_rate_percent": 12, "days_in_year": "DAYS_360",
    ...     "days_in_month": "DAYS_30", "repay_every": 1, "frequency": "MONTHS",
    ...     "periods": periods, "steps": [out]}, "tolerance": {"money_abs": 0,
    ...     "rate_factor_abs": 1e-12}, "expected": {"steps": [out, {"op": "check",
    ...     "period": 1, "interest_segment": 1, "emi": 101}]}}, Path()).status.value
    'passed'
    """
    inputs = case["inputs"]
    operations = {step["op"] for step in inputs["steps"]}
    if operations & {"payPrincipal", "payInterest"}:
        return inapplicable(
            "an instalment paid in parts before its day without changing the plan: our "
            "agreements hold such money or repay early (see early repayment)"
        )
    if _overlap(inputs["periods"]):
        return inapplicable("its periods overlap: a slip of the published test")
    terms = _progressive_terms(inputs)
    wanted: dict[str, Any] = {}
    got: dict[str, Any] = {}
    tolerance = number(case["tolerance"]["rate_factor_abs"])
    schedule, seen = None, 0
    for step in case["expected"]["steps"]:
        if step["op"] != "check":
            terms, schedule = _after(terms, step), None
            seen += 1
            continue
        schedule = schedule or build_schedule(terms)
        figures = _segment_figures(schedule, step)
        for name in step.keys() - {"op", "period", "interest_segment"}:
            key = f"{seen}/{step['period']}.{step['interest_segment']} {name}"
            wanted[key], got[key] = step[name], figures[name]
    return verdict(wanted, got, tolerance)


def _overlap(periods: list[dict[str, Any]]) -> bool:
    return any(
        before["due"] != after["from"] for before, after in itertools.pairwise(periods)
    )


def _progressive_terms(inputs: Mapping[str, Any]) -> LoanTerms:
    frequency = Frequency(_UNITS[inputs["frequency"]], inputs["repay_every"])
    periods = inputs["periods"]
    start = date.fromisoformat(periods[0]["from"])
    rule = InterestRule(_DAY_COUNTS[inputs["days_in_year"]], split=Split.PROPORTIONAL)
    if inputs["days_in_month"] == "DAYS_30":
        rule = InterestRule(per_period=Fraction(frequency.every, 12))
    terms = loan(
        Decimal(1),
        number(inputs["annual_rate_percent"]) / 100,
        len(periods),
        start,
        date.fromisoformat(periods[0]["due"]),
        frequency=frequency,
        interest=rule,
        roundings=Roundings(_EVEN, _EVEN, _EVEN, is_piecewise=True),
    )
    return replace(terms, start=start)


def _after(terms: LoanTerms, step: Mapping[str, Any]) -> LoanTerms:
    day = date.fromisoformat(step["date"])
    if step["op"] == "addDisbursement":
        drawn = Drawdown(day, number(step["amount"]))
        # The one unit stands for "nothing yet".
        is_first = terms.principal == 1
        return replace(
            terms, drawdowns=(drawn,) if is_first else (*terms.drawdowns, drawn)
        )
    # The test that is named "on the 1st" notes the day after it.
    first = day.replace(day=1)
    rate = number(step["new_rate_percent"]) / 100
    return replace(terms, rates=(*terms.rates, RateChange(first, rate)))


def _segment_figures(schedule: Schedule, step: Mapping[str, Any]) -> dict[str, Any]:
    terms, line = schedule.terms, schedule.instalments[step["period"] - 1]
    drawn_then = [draw.amount for draw in terms.drawdowns if draw.day == line.end]
    segments = _segments(terms, line, is_first=step["period"] == 1)
    balance, factor = segments[min(step["interest_segment"], len(segments) - 1)]
    return {
        "emi": line.payment,
        "interest": line.interest,
        "principal": line.principal,
        "balance_after": line.closing + sum(drawn_then, ZERO),
        "rate_factor": factor,
        "interest_segment_amount": _EVEN.apply(balance * factor),
    }


def _segments(
    terms: LoanTerms, line: Instalment, *, is_first: bool
) -> list[tuple[Decimal, Decimal]]:
    """Return balance and rate factor of each part of a period; the first opens it."""
    period = Period(line.start, line.end)
    days = [draw.day for draw in terms.drawdowns]
    parts = []
    if is_first and line.start in days:
        parts.append((ZERO, ZERO))
    for start, end, rate in pieces(period, terms.rates, days):
        drawn = sum(
            (
                draw.amount
                for draw in terms.drawdowns
                if line.start <= draw.day <= start
            ),
            ZERO,
        )
        years = terms.interest.years(start, end, period)
        parts.append((line.opening + drawn, terms.interest.growth(rate, years)))
    return parts


def run_schedule(case: Case, _folder: Path) -> Verdict:
    """Build the schedule of a published loan and compare its lines.

    >>> case = {"inputs": {"loan": {"LoanProduct": "LP1", "ANNUAL interest rate %": "0",
    ...     "interest type": "FLAT", "repaymentEvery": "1", "numberOfRepayments": "1",
    ...     "repaymentFrequencyType": "MONTHS"},
    ...     "disbursements": [{"date": "2024-01-01", "amount": 9}]},
    ...     "tolerance": {"money_abs": 0},
    ...     "expected": {"rows": [{"nr": 0}, {"nr": 1, "date": "2024-02-01", "due": 9}]}}
    >>> run_schedule(case, Path()).status.value
    'passed'
    """
    inputs = case["inputs"]
    lines = fineract_lines(inputs["loan"], inputs["disbursements"][0])
    wanted: dict[str, Any] = {}
    got: dict[str, Any] = {}
    rows = [row for row in case["expected"]["rows"] if row["nr"]]
    for row, line in zip(rows, lines, strict=True):
        for name in line.keys() & row.keys():
            wanted[f"{name} {row['nr']}"] = row[name]
            got[f"{name} {row['nr']}"] = line[name]
    return verdict(wanted, got, number(case["tolerance"]["money_abs"]))


def fineract_lines(
    agreed: Mapping[str, str], drawn: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Return lines as Fineract shows them, a down payment first where there is one.

    >>> fineract_lines({"LoanProduct": "LP2_DOWNPAYMENT", "ANNUAL interest rate %": "0",
    ...     "interest type": "FLAT", "repaymentEvery": "1", "numberOfRepayments": "1",
    ...     "repaymentFrequencyType": "MONTHS"}, {"date": "2024-01-01", "amount": 8},
    ... )[0]["due"]
    Decimal('2')
    """
    day, amount = date.fromisoformat(drawn["date"]), number(drawn["amount"])
    product = agreed["LoanProduct"]
    # Two products round the instalment to cents, the others to whole units.
    is_whole = not any(word in product for word in ("360_30", "PROGRESSIVE_LOAN"))
    lines = []
    if "DOWNPAYMENT" in product:
        down = _WHOLE_EVEN.apply(amount * _DOWN_PAYMENT)
        amount -= down
        lines.append(_shown(day, down, ZERO, amount))
    unit = _UNITS[agreed["repaymentFrequencyType"]]
    frequency = Frequency(unit, int(agreed["repaymentEvery"]))
    is_monthly = unit is Unit.MONTH
    rule = (
        InterestRule(per_period=Fraction(frequency.every, 12)) if is_monthly else None
    )
    is_flat = agreed["interest type"] == "FLAT"
    is_equal = agreed.get("amortization type") == "EQUAL_PRINCIPAL_PAYMENTS"
    terms = loan(
        amount,
        number(agreed["ANNUAL interest rate %"]) / 100,
        int(agreed["numberOfRepayments"]),
        day,
        frequency=frequency,
        interest=rule or InterestRule(),
        method=Method.DIFFERENTIATED if is_equal else Method.ANNUITY,
        interest_base=InterestBase.FLAT if is_flat else InterestBase.DECLINING,
        roundings=Roundings(_EVEN, _EVEN, _WHOLE_EVEN if is_whole else _EVEN),
    )
    return lines + [
        _shown(line.due, line.principal, line.interest, line.closing)
        for line in build_schedule(terms).instalments
    ]


def _shown(
    due: date, principal: Decimal, interest: Decimal, balance: Decimal
) -> dict[str, Any]:
    return {
        "date": due.isoformat(),
        "balance_of_loan": balance,
        "principal_due": principal,
        "interest": interest,
        "due": principal + interest,
    }


KINDS: dict[str, Handler] = {
    "fineract_progressive_steps": run_progressive,
    "fineract_schedule": run_schedule,
}
