"""Published cases of allocation, days past due, buckets and penalty."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from odoo.addons.bank_crm_base.domain.conformance import Verdict

from ..allocation import Claim, Component, allocate, by_instalment, waterfall
from ..delinquency import (
    Bucket,
    DueDayCount,
    Pause,
    bucket_of,
    days_past_due,
    effective_pauses,
    oldest_unpaid,
)
from ..money import CENTS, ZERO, Rounding, as_decimal
from ..penalty import PenaltyKind, PenaltyRule, penalty_between
from .comparing import Case, Handler, number, verdict

_DAY = date(2024, 1, 15)
_LONG_AGO = date(1990, 1, 1)
_WHOLE = Rounding(Decimal(1))


def run_allocation(case: Case, _folder: Path) -> Verdict:
    """Part a payment over one instalment, due, late or in advance.

    >>> run_allocation({"inputs": {"payment_timing": "due", "amount": 10, "order_due":
    ...     ["penalty", "fee", "interest", "principal"], "order_in_advance": [],
    ...     "outstanding": {"principal": 8, "interest": 5}}, "expected": {"allocated":
    ...     {"principal": 5, "interest": 5}, "unprocessed": 0}}, Path()).status.value
    'passed'
    """
    inputs = case["inputs"]
    owed = {
        Component(name): number(amount)
        for name, amount in inputs["outstanding"].items()
    }
    amount, timing = number(inputs["amount"]), inputs["payment_timing"]
    if timing == "in_advance":
        order = [Component(name) for name in inputs["order_in_advance"]]
        parts, rest = waterfall(amount, owed, order)
    else:
        due = _DAY if timing == "due" else _DAY - timedelta(30)
        order = [Component(name) for name in inputs["order_due"]]
        claims = [Claim(one, due, one, sum_) for one, sum_ in owed.items()]
        paid, rest = allocate(amount, claims, by_instalment(order), _DAY)
        parts = dict.fromkeys(owed, ZERO) | {claim.key: part for claim, part in paid}
    return _parted(case, parts, rest)


def _parted(case: Case, parts: Mapping[Component, Decimal], rest: Decimal) -> Verdict:
    got = {str(component): part for component, part in parts.items()} | {"rest": rest}
    wanted = dict(case["expected"]["allocated"])
    if "unprocessed" in case["expected"]:
        wanted["rest"] = case["expected"]["unprocessed"]
    return verdict(wanted, got, ZERO)


def run_waterfall(case: Case, _folder: Path) -> Verdict:
    """Part a chargeback over what the payment had paid.

    >>> run_waterfall({"inputs": {"amount": 5, "original_allocation": {"principal": 4,
    ...     "interest": 3}, "order": ["principal", "interest"]}, "expected": {"allocated":
    ...     {"principal": 4, "interest": 1}}}, Path()).status.value
    'passed'
    """
    inputs = case["inputs"]
    owed = {
        Component(name): number(amount)
        for name, amount in inputs["original_allocation"].items()
    }
    order = [Component(name) for name in inputs["order"]]
    return _parted(case, *waterfall(number(inputs["amount"]), owed, order))


def run_charge_payment(case: Case, _folder: Path) -> Verdict:
    """Pay a charge first and the loan with the rest.

    >>> run_charge_payment({"inputs": {"charge": 100, "principal": 0, "transaction": 100},
    ...     "expected": {"after": {"fee_outstanding": 0, "unprocessed": 0}}}, Path()).status.value
    'passed'
    """
    inputs = case["inputs"]
    owed = {
        Component.FEE: number(inputs["charge"]),
        Component.PRINCIPAL: number(inputs["principal"]),
    }
    parts, rest = waterfall(
        number(inputs["transaction"]), owed, (Component.FEE, Component.PRINCIPAL)
    )
    got = {
        "fee_outstanding": owed[Component.FEE] - parts[Component.FEE],
        "principal_outstanding": owed[Component.PRINCIPAL] - parts[Component.PRINCIPAL],
        "unprocessed": rest,
    }
    return verdict(case["expected"]["after"], got, ZERO)


def run_days_past_due(case: Case, _folder: Path) -> Verdict:
    """Count days past due, from the due day or from the day after it.

    >>> run_days_past_due({"inputs": {"oldest_unpaid_demand_date": "2023-02-01",
    ...     "as_of": "2023-02-05"}, "expected": {"dpd": 5}}, Path()).status.value
    'passed'
    """
    inputs = case["inputs"]
    if "as_of" in inputs:
        return verdict(case["expected"], {"dpd": _inclusive_days(inputs)}, ZERO)
    day = date.fromisoformat(inputs["business_date"])
    oldest = oldest_unpaid(
        (
            (date.fromisoformat(one["due"]), number(one["unpaid"]))
            for one in inputs["installments"]
        ),
        day,
    )
    past = days_past_due(oldest, day)
    late = days_past_due(oldest, day, grace_days=inputs["grace_on_arrears_ageing"])
    got = {
        "past_due_days": past,
        "delinquent_days": late,
        "delinquent_date": oldest.isoformat() if oldest and late else None,
    }
    return verdict(case["expected"], got, ZERO)


def _inclusive_days(inputs: Mapping[str, Any]) -> int:
    return days_past_due(
        date.fromisoformat(inputs["oldest_unpaid_demand_date"]),
        date.fromisoformat(inputs["as_of"]),
        DueDayCount.FROM_DUE_DAY,
    )


def run_bucket(case: Case, _folder: Path) -> Verdict:
    """Find the bucket of days past due.

    >>> run_bucket({"inputs": {"dpd": 3, "ranges": [{"min": 1, "max": 3}]}, "expected":
    ...     {"range_index": 0, "range": [1, 3]}}, Path()).status.value
    'passed'
    """
    ranges = case["inputs"]["ranges"]
    buckets = [
        Bucket(str(place), one["min"], one["max"]) for place, one in enumerate(ranges)
    ]
    found = bucket_of(case["inputs"]["dpd"], buckets)
    got = {
        "range_index": int(found.name) if found else None,
        "range": [found.first, found.last] if found else None,
    }
    return verdict(case["expected"], got, ZERO)


def run_classification(case: Case, _folder: Path) -> Verdict:
    """Classify a loan by days past due.

    >>> run_classification({"inputs": {"oldest_unpaid_demand_date": "2023-02-01",
    ...     "as_of": "2023-02-02", "ranges": [["A", 0, 30]], "npa_from_code": "A"},
    ...     "expected": {"dpd": 2, "is_npa": True}}, Path()).status.value
    'passed'
    """
    inputs = case["inputs"]
    buckets = [Bucket(*one) for one in inputs["ranges"]]
    days = _inclusive_days(inputs)
    found = bucket_of(days, buckets)
    names = [bucket.name for bucket in buckets]
    is_bad = found is not None and names.index(found.name) >= names.index(
        inputs["npa_from_code"]
    )
    got = {"dpd": days, "classification": found and found.name, "is_npa": is_bad}
    return verdict(case["expected"], got, ZERO)


def run_pauses(case: Case, _folder: Path) -> Verdict:
    """Tell which pauses held.

    >>> pause = {"action": "PAUSE", "start": "2023-01-10", "end": "2023-01-11"}
    >>> run_pauses({"inputs": {"actions": [pause]}, "expected": {"effective_periods":
    ...     [["2023-01-10", "2023-01-11"]]}}, Path()).status.value
    'passed'
    """
    actions = case["inputs"]["actions"]
    pauses = [
        Pause(date.fromisoformat(one["start"]), date.fromisoformat(one["end"]))
        for one in actions
        if one["action"] == "PAUSE"
    ]
    resumed = [
        date.fromisoformat(one["start"]) for one in actions if one["action"] == "RESUME"
    ]
    held = [
        [pause.start.isoformat(), pause.end.isoformat()]
        for pause in effective_pauses(pauses, resumed)
    ]
    return verdict(case["expected"], {"effective_periods": held}, ZERO)


def run_penalty_interest(case: Case, _folder: Path) -> Verdict:
    """Count a daily penalty on overdue interest.

    >>> inputs = {"overdue_amount": 365, "penalty_rate_percent": 10, "days_late_beyond_due": 5}
    >>> run_penalty_interest({"inputs": inputs, "expected": {"penalty_rounded_0": 1},
    ...     "tolerance": {"money_abs": 0.5}}, Path()).status.value
    'passed'
    """
    inputs = case["inputs"]
    rule = PenaltyRule(
        "Late",
        PenaltyKind.DAILY,
        frozenset({Component.INTEREST}),
        _LONG_AGO,
        rate=number(inputs["penalty_rate_percent"]) / 100,
    )
    owed = number(inputs["overdue_amount"])
    end = _DAY + timedelta(inputs["days_late_beyond_due"])
    exact = as_decimal(penalty_between(rule, _DAY, owed, _DAY, end))
    got = {"interest_accrued": owed, "penalty_rounded_0": _WHOLE.apply(exact)}
    return verdict(case["expected"], got, number(case["tolerance"]["money_abs"]))


def run_penalty_share(case: Case, _folder: Path) -> Verdict:
    """Take a fine that is a share of the overdue sum.

    >>> run_penalty_share({"inputs": {"percent": 1.5, "base": 1000},
    ...     "expected": {"penalty": 15}}, Path()).status.value
    'passed'
    """
    rule = PenaltyRule(
        "Fine",
        PenaltyKind.FINE,
        frozenset({Component.PRINCIPAL}),
        _LONG_AGO,
        rate=number(case["inputs"]["percent"]) / 100,
    )
    owed = number(case["inputs"]["base"])
    exact = penalty_between(rule, _DAY, owed, _DAY, _DAY + timedelta(1))
    got = {"penalty": CENTS.apply(as_decimal(exact))}
    return verdict(case["expected"], got, ZERO)


KINDS: dict[str, Handler] = {
    "allocation_single_installment": run_allocation,
    "allocation_waterfall": run_waterfall,
    "charge_payment": run_charge_payment,
    "dpd": run_days_past_due,
    "bucket": run_bucket,
    "dpd_classification": run_classification,
    "delinquency_pause": run_pauses,
    "penalty_interest": run_penalty_interest,
    "penalty_flat_percent": run_penalty_share,
}
