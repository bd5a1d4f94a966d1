"""Published schedules, built by our own terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from odoo.addons.bank_crm_base.domain.conformance import Verdict

from ..day_count import DayCount
from ..due_dates import MONTHLY, Frequency, Unit
from ..interest import InterestRule, RateChange, RateKind
from ..money import CENTS, UNROUNDED, ZERO, Mode, Rounding
from ..schedule import Schedule
from ..schedule_builder import build_schedule
from ..terms import InterestBase, LoanTerms, Method, Roundings, loan
from .comparing import Case, Handler, number, verdict

_TWELFTHS = InterestRule(per_period=Fraction(1, 12))
_EXACT = Roundings(UNROUNDED, UNROUNDED, UNROUNDED)
_EC_SIGNED = date(2012, 1, 12)
_EC_FIRST = {
    None: (date(2012, 2, 12), date(2013, 1, 12)),
    "1 month + 3/365": (date(2012, 2, 15), None),
    "34/365 years": (None, date(2012, 2, 15)),
    "14/365 years": (date(2012, 1, 26), None),
}
_METHODS = {
    "annuity": Method.ANNUITY,
    "equal_principal": Method.DIFFERENTIATED,
    "interest_only": Method.BULLET,
}


def run_unrounded(case: Case, _folder: Path) -> Verdict:
    """Build a table of the European Commission's simulator, to the cent.

    >>> run_unrounded({"inputs": {"principal_financed": 100, "frequency": "monthly",
    ...     "type": "annuity", "n": 1, "rates": [[1, 12.0]]}, "tolerance": {"money_abs": 0},
    ...     "expected": {"rows": [{"period": 1, "interest": 1}]}}, Path()).status.value
    'passed'
    """
    inputs, expected = case["inputs"], case["expected"]
    schedule = build_schedule(_ec_terms(inputs))
    lines = schedule.instalments
    cents = CENTS.apply
    got: dict[str, Any] = {
        "instalment": cents(lines[0].payment),
        "total_interest": cents(schedule.total_interest),
    }
    wanted = {name: expected[name] for name in got if name in expected}
    for row in expected["rows"]:
        line = lines[row["period"] - 1]
        for name in row.keys() - {"period"}:
            wanted[f"{name} {row['period']}"] = row[name]
            figure = (
                line.opening + line.drawn if name == "opening" else getattr(line, name)
            )
            got[f"{name} {row['period']}"] = cents(figure)
    a_year = 12 if inputs["frequency"] == "monthly" else 1
    for row in expected.get("year_sums", ()):
        year = row["year"]
        of_year = lines[(year - 1) * a_year : year * a_year]
        for name in row.keys() - {"year"}:
            wanted[f"{name} of year {year}"] = row[name]
            got[f"{name} of year {year}"] = cents(
                sum((getattr(line, name) for line in of_year), ZERO)
            )
    return verdict(wanted, got, number(case["tolerance"]["money_abs"]))


def _ec_terms(inputs: Mapping[str, Any]) -> LoanTerms:
    is_monthly = inputs["frequency"] == "monthly"
    frequency = MONTHLY if is_monthly else Frequency(Unit.YEAR)
    first = _EC_FIRST[inputs.get("first_period")][0 if is_monthly else 1]
    rates = tuple(
        RateChange(
            _EC_SIGNED if period == 1 else frequency.after(first, period - 2),
            number(percent) / 100,
        )
        for period, percent in inputs["rates"]
    )
    is_effective = inputs.get("rate_type") == "effective"
    terms = loan(
        number(inputs["principal_financed"]),
        rates[0].annual_rate,
        inputs["n"],
        _EC_SIGNED,
        first,
        method=_METHODS[inputs["type"]],
        frequency=frequency,
        roundings=_EXACT,
        interest=InterestRule(
            DayCount.EU_2008_48,
            RateKind.EFFECTIVE if is_effective else RateKind.NOMINAL,
            unit=frequency.unit,
        ),
    )
    return replace(terms, rates=rates)


def run_rounded(case: Case, _folder: Path) -> Verdict:
    """Build a schedule of money and compare its lines.

    >>> run_rounded({"inputs": {"principal": 1250, "annual_rate_percent": 0, "n": 4,
    ...     "instalment_in_multiples_of": 1}, "tolerance": {"money_abs": 0}, "expected":
    ...     {"rows": [{"principal": 312}] * 3 + [{"principal": 314}]}}, Path()).status.value
    'passed'
    """
    schedule = build_schedule(_rounded_terms(case["inputs"]))
    wanted, got = _rounded_figures(case["expected"], schedule)
    return verdict(wanted, got, number(case["tolerance"]["money_abs"]))


def _rounded_terms(inputs: Mapping[str, Any]) -> LoanTerms:
    kind, text = inputs.get("type", "annuity"), str(inputs)
    annual = inputs.get("annual_rate_percent")
    rate = number(annual) / 100 if annual is not None else _monthly(inputs)
    more: dict[str, Any] = {"interest": _TWELFTHS, "roundings": _roundings(inputs)}
    if "365F" in text or "/365" in text:
        more["interest"] = InterestRule(DayCount.ACT_365F)
    if kind == "equal_principal" or "principal_percent_per_instalment" in inputs:
        more["method"] = Method.DIFFERENTIATED
    if "flat" in kind:
        more["interest_base"] = InterestBase.FLAT
    principal, count = number(inputs["principal"]), inputs["n"]
    if share := inputs.get("principal_percent_per_instalment"):
        more["balloon"] = principal - principal * number(share) / 100 * count
    day = date.fromisoformat(inputs.get("disbursement", "2024-01-01"))
    return loan(principal, rate, count, day, **more)


def _monthly(inputs: Mapping[str, Any]) -> Decimal:
    return number(inputs["rate_per_month_percent"]) * 12 / 100


def _roundings(inputs: Mapping[str, Any]) -> Roundings:
    if step := inputs.get("currency_in_multiples_of"):
        hundreds = Rounding(number(step))
        return Roundings(hundreds, hundreds, hundreds)
    if step := inputs.get("instalment_in_multiples_of"):
        return Roundings(instalment=Rounding(number(step), Mode.HALF_EVEN))
    if "CEIL" in inputs.get("instalment_rounding", ""):
        return Roundings(instalment=Rounding(Decimal(1), Mode.UP))
    return Roundings()


def _rounded_figures(
    expected: Mapping[str, Any], schedule: Schedule
) -> tuple[dict[str, Any], dict[str, Any]]:
    lines, wanted, got = schedule.instalments, {}, {}
    rows = expected.get("rows", ())
    sparse = expected.get("rows_sparse", ())
    placed = [*enumerate(rows, 1), *((row["period"], row) for row in sparse)]
    for place, row in placed:
        line = lines[place - 1]
        figures = {
            "due": line.due.isoformat(),
            "principal": line.principal,
            "interest": line.interest,
            "balance": line.closing,
        }
        for name in row.keys() - {"period"}:
            wanted[f"{name} {place}"], got[f"{name} {place}"] = row[name], figures[name]
    whole = {
        "instalment": lines[0].payment,
        "total_interest_rounded": schedule.total_interest,
        "total_payment_rounded": schedule.total_interest + schedule.terms.principal,
        "first_interest": lines[0].interest,
        "first_principal": lines[0].principal,
        "principal_each": lines[0].principal,
    }
    for name in expected.keys() & whole.keys():
        wanted[name], got[name] = expected[name], whole[name]
    return wanted, got


def run_instalment(case: Case, _folder: Path) -> Verdict:
    """Calculate the published instalment of a real loan.

    >>> inputs = {"principal": 3000, "annual_rate_percent": 7.96, "n_months": 36}
    >>> run_instalment({"inputs": inputs, "expected": {"instalment": 93.96},
    ...     "tolerance": {"instalment_abs": 0.01}}, Path()).status.value
    'passed'
    """
    inputs, expected = case["inputs"], case["expected"]
    principal = number(inputs.get("principal", inputs.get("amount")))
    percent = inputs.get("annual_rate_percent", inputs.get("rate_percent"))
    months = inputs.get("n_months", inputs.get("duration_months"))
    terms = loan(
        principal,
        number(percent) / 100,
        months,
        date(2018, 1, 1),
        interest=_TWELFTHS,
        roundings=Roundings(instalment=Rounding(mode=Mode.UP)),
    )
    name = "instalment" if "instalment" in expected else "payment"
    tolerance = case["tolerance"].get("instalment_abs", 0.005)
    line = build_schedule(terms).instalments[0]
    return verdict({name: expected[name]}, {name: line.payment}, number(tolerance))


KINDS: dict[str, Handler] = {
    "schedule_unrounded": run_unrounded,
    "schedule_rounded": run_rounded,
    "real_annuity_instalment": run_instalment,
    "real_loan_instalment": run_instalment,
}
