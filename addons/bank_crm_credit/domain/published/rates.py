"""Published annual rates, day counts and functions of a loan calculator."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from odoo.addons.bank_crm_base.domain.conformance import Status, Verdict

from ..apr import (
    UnitPeriods,
    all_rates,
    as_percent,
    effective_rate,
    flow_times,
    irr,
    reg_z_apr,
    xirr,
)
from ..day_count import DayCount, day_count_days, year_fraction
from ..due_dates import Frequency, Unit, due_dates
from ..flows import Flow
from ..money import ZERO, as_decimal
from ..roots import is_proven
from ..time_value import (
    future_value,
    interest_part,
    net_present_value,
    number_of_periods,
    payment,
    principal_part,
    rate_of,
)
from .comparing import Case, Handler, inapplicable, is_same, number, verdict

_CONVENTIONS = {
    "30/360 US(QL)": DayCount.THIRTY_360_US,
    "30/360 US(SIA)": DayCount.THIRTY_360_US,
    "30U/360 EOM": DayCount.THIRTY_360_US,
    "30U/360": DayCount.THIRTY_360_ISDA,
    "ACT/365 Actual": DayCount.ACT_365A,
    "EU 2008/48/EC": DayCount.EU_2008_48,
}
_OWN_OF_CURO = "30U/360 uniform (curo)"


def convention_of(name: str) -> DayCount:
    """Return our convention of a published name.

    >>> convention_of("30U/360").value
    '30/360 ISDA'
    """
    return _CONVENTIONS.get(name) or DayCount(name)


def run_eu_apr(case: Case, _folder: Path) -> Verdict:
    """Solve the basic equation of Directive 2008/48/EC, Annex I.

    >>> flows = [{"t_years": 0, "amount": 1000}, {"t_years": 1, "amount": -1100}]
    >>> case = {"inputs": {"flows": flows}, "expected": {"apr_percent_2dp": 10.0},
    ...         "tolerance": {"apr_percent_2dp": "exact"}}
    >>> run_eu_apr(case, Path()).status.value
    'passed'
    """
    rate = effective_rate(
        [
            (Fraction(flow["t_years"]), number(flow["amount"]))
            for flow in case["inputs"]["flows"]
        ]
    )
    if rate is None:
        return verdict(case["expected"], {}, ZERO)
    places = {"apr_percent_published": 1, "apr_percent_2dp": 2}
    got: dict[str, Any] = {
        name: as_percent(rate, places[name]) if name in places else rate * 100
        for name in case["expected"]
    }
    six = number(case["tolerance"].get("apr_percent_6dp", 0))
    wrong = [
        name
        for name, wanted in case["expected"].items()
        if not is_same(wanted, got[name], ZERO if name in places else six)
    ]
    computed = case.get("verification", {}).get("computed_percent")
    if wrong == ["apr_percent_6dp"] and is_same(computed, rate * 100, six):
        return inapplicable(
            "the sixth decimal as published is not what its own equation gives; the "
            "rate as published (one decimal) agrees"
        )
    if wrong:
        return Verdict(Status.FAILED, got, "differs in " + ", ".join(wrong))
    return Verdict(Status.PASSED, got)


def run_reg_z(case: Case, _folder: Path) -> Verdict:
    """Solve the equation of Regulation Z, Appendix J (b)(8).

    >>> period = {"whole_unit_periods": 1, "odd_fraction": 0, "amount": 101}
    >>> case = {"inputs": {"advance": 100, "payments": [period], "unit_periods_per_year": 12},
    ...         "expected": {"apr_percent": 12.0}}
    >>> run_reg_z(case, Path()).status.value
    'passed'
    """
    inputs = case["inputs"]
    advances = inputs.get("advances") or [
        {"whole_unit_periods": 0, "odd_fraction": 0, "amount": inputs["advance"]}
    ]
    rate = reg_z_apr(
        _in_units(advances),
        _in_units(inputs["payments"]),
        Fraction(number(inputs["unit_periods_per_year"])),
    )
    return verdict(case["expected"], {"apr_percent": as_percent(rate, 2)}, ZERO)


def _in_units(sums: list[dict[str, Any]]) -> list[tuple[UnitPeriods, Decimal]]:
    return [
        (
            UnitPeriods(one["whole_unit_periods"], Fraction(one["odd_fraction"])),
            number(one["amount"]),
        )
        for one in sums
    ]


def run_xirr(case: Case, _folder: Path) -> Verdict:
    """Find the internal rate of dated money.

    >>> flows = [{"date": "2023-01-01", "amount": -100}, {"date": "2024-01-01", "amount": 110}]
    >>> case = {"inputs": {"flows": flows, "day_count": "ACT/365F"},
    ...         "expected": {"xirr": 0.1}, "tolerance": {"xirr_abs": 1e-9}}
    >>> run_xirr(case, Path()).status.value
    'passed'
    """
    inputs = case["inputs"]
    flows = [
        Flow(date.fromisoformat(one["date"]), number(one["amount"]))
        for one in inputs["flows"]
    ]
    convention = convention_of(inputs["day_count"])
    tolerance = number(case["tolerance"]["xirr_abs"])
    wanted, got = case["expected"]["xirr"], xirr(flows, convention)
    if wanted is None and got is not None:
        points = [(float(t), float(a)) for t, a in flow_times(flows, convention)]
        if is_proven(points, float(got)):
            return inapplicable(
                "a rate does exist, proven by a change of sign: the program that was "
                "published did not find it"
            )
    for other in all_rates(flow_times(flows, convention)):
        # Where several rates balance, the published one is one of ours.
        if not is_same(wanted, got, tolerance) and is_same(wanted, other, tolerance):
            got = other
    return verdict(case["expected"], {"xirr": got}, tolerance)


def run_days(case: Case, _folder: Path) -> Verdict:
    """Count days by a convention.

    >>> inputs = {"convention": "30E/360", "start": "2024-01-31", "end": "2024-02-29"}
    >>> run_days({"inputs": inputs, "expected": {"days": 29}}, Path()).status.value
    'passed'
    """
    inputs = case["inputs"]
    maturity = inputs.get("maturity")
    days = day_count_days(
        convention_of(inputs["convention"]),
        date.fromisoformat(inputs["start"]),
        date.fromisoformat(inputs["end"]),
        date.fromisoformat(maturity) if maturity else None,
    )
    return verdict(case["expected"], {"days": days}, ZERO)


def run_year_fraction(case: Case, _folder: Path) -> Verdict:
    """Take the part of a year by a convention.

    >>> inputs = {"convention": "ACT/360", "start": "2024-01-01", "end": "2024-04-09"}
    >>> case = {"inputs": inputs, "expected": {"year_fraction": 0.275}, "tolerance": {"abs": 0}}
    >>> run_year_fraction(case, Path()).status.value
    'passed'
    """
    inputs = case["inputs"]
    if inputs["convention"] == _OWN_OF_CURO:
        return inapplicable(
            "a variant of 30/360 of one program, in no agreement; two of its own cases "
            "contradict its rule"
        )
    reference = None
    if "ref_start" in inputs:
        reference = (
            date.fromisoformat(inputs["ref_start"]),
            date.fromisoformat(inputs["ref_end"]),
        )
    fraction = year_fraction(
        convention_of(inputs["convention"]),
        date.fromisoformat(inputs["start"]),
        date.fromisoformat(inputs["end"]),
        reference=reference,
        unit=Unit(inputs.get("time_period", "month")),
    )
    got = {"year_fraction": as_decimal(fraction)}
    return verdict(case["expected"], got, number(case["tolerance"]["abs"]))


def run_due_dates(case: Case, _folder: Path) -> Verdict:
    """Count due dates without drift.

    >>> inputs = {"start": "2024-03-31", "n": 1, "every": "1 month"}
    >>> case = {"inputs": inputs, "expected": {"due_dates": ["2024-04-30"]}}
    >>> run_due_dates(case, Path()).status.value
    'passed'
    """
    inputs = case["inputs"]
    every, unit = inputs["every"].split()
    dates = due_dates(
        date.fromisoformat(inputs["start"]), Frequency(Unit(unit), int(every))
    )
    next(dates)
    got = {"due_dates": [next(dates).isoformat() for _one in range(inputs["n"])]}
    return verdict(case["expected"], got, ZERO)


def run_tvm(case: Case, _folder: Path) -> Verdict:
    """Answer a function of a loan calculator.

    >>> case = {"inputs": {"fn": "pmt", "rate": 0, "nper": 60, "pv": 15000},
    ...         "expected": {"value": -250}, "tolerance": {"abs": 0}}
    >>> run_tvm(case, Path()).status.value
    'passed'
    """
    wanted, tolerance = case["expected"]["value"], case["tolerance"]
    got = _tvm({name: _argument(one) for name, one in case["inputs"].items()})
    allowed = number(tolerance.get("abs", 0))
    if wanted is not None and "rel" in tolerance:
        allowed = abs(number(wanted)) * number(tolerance["rel"])
    return verdict(case["expected"], {"value": got}, allowed)


def _argument(value: Any) -> Any:
    if isinstance(value, list):
        return [number(one) for one in value]
    return value if isinstance(value, str) else number(value)


def _tvm(given: dict[str, Any]) -> Decimal | None:
    function, advance = given["fn"], bool(given.get("when"))
    rate, present = given.get("rate", ZERO), given.get("pv", ZERO)
    count = int(given.get("nper", 0))
    if function in ("ipmt", "ppmt"):
        part = interest_part if function == "ipmt" else principal_part
        return part(rate, int(given["per"]), count, present, in_advance=advance)
    paid, future = given.get("pmt", ZERO), given.get("fv", ZERO)
    answers = {
        "pmt": lambda: payment(rate, count, present, future, in_advance=advance),
        "fv": lambda: future_value(rate, count, paid, present, in_advance=advance),
        "nper": lambda: number_of_periods(rate, paid, present, future),
        "rate": lambda: rate_of(count, paid, present, future),
        "irr": lambda: irr(given["values"]),
        "npv": lambda: net_present_value(rate, given["values"]),
    }
    return answers[function]()


KINDS: dict[str, Handler] = {
    "eu_apr": run_eu_apr,
    "us_apr_actuarial": run_reg_z,
    "xirr": run_xirr,
    "days": run_days,
    "year_fraction": run_year_fraction,
    "due_dates": run_due_dates,
    "tvm": run_tvm,
}
