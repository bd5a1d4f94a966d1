"""Covenants: formulas over a statement, breaches, cure, calendar."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.corporate.ratio_specs import RatioCode
from odoo.addons.bank_crm_client.domain.corporate.ratios import Norm, ratios
from odoo.addons.bank_crm_client.domain.corporate.statement import Figure
from odoo.addons.bank_crm_credit.domain.covenants.covenant import (
    Breach,
    Covenant,
    CovenantError,
    Look,
    Reading,
    Verdict,
    Waiver,
    calendar,
    judge,
    looks_of,
)
from odoo.addons.bank_crm_credit.domain.covenants.formula import (
    FormulaError,
    Measured,
    Why,
    measure,
    names_in,
    values_for,
)

FIGURES = {
    Figure.LONG_DEBT: Decimal(300),
    Figure.SHORT_DEBT: Decimal(100),
    Figure.EQUITY: Decimal(160),
    Figure.CASH: Decimal(0),
    Figure.CURRENT_ASSETS: Decimal(90),
    Figure.CURRENT_LIABILITIES: Decimal(60),
}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("(long_debt + short_debt) / equity", "2.5"),
        ("long_debt + short_debt / equity", "300.625"),
        ("-cash - -equity * 2", "320"),
        ("current * 100", "150"),
        ("long_debt / 0.1", "3000"),
        ("equity / 3", "53.3333"),
    ],
)
def test_a_formula_comes_to(formula, value):
    values = values_for(FIGURES, ratios(FIGURES))
    assert measure(formula, values).value == Decimal(value)


def test_a_formula_without_a_value_says_why():
    values = values_for(FIGURES, ratios(FIGURES))
    missing = measure("operating_profit / interest", values)
    assert (missing.why, missing.about) == (
        Why.MISSING, ("interest", "operating_profit"),
    )  # fmt: skip
    assert measure("equity / cash", values).why is Why.DIVIDED_BY_NOUGHT
    assert measure("interest_cover", values).about == ("interest_cover",)


@pytest.mark.parametrize(
    "formula",
    [
        "", "current current", "current ** 9", "assets", "__import__('os')", "current()",
        "equity.real", "equity if cash else 1", "1 < 2", "'a'", "True", "1j", "equity // 2",
        "[equity]", "9e9", "0x1f", "1_000", "(" * 300 + "cash" + ")" * 300,
    ],
)  # fmt: skip
def test_what_is_no_formula_is_refused(formula):
    with pytest.raises(FormulaError):
        names_in(formula)


@given(st.text(max_size=40))
def test_no_text_does_anything_but_count(text):
    try:
        found = measure(text, {"equity": Decimal(2), "cash": Decimal(1)})
    except FormulaError:
        return
    assert found.value is None or found.value.is_finite()


def test_a_great_number_is_counted_to_the_last_digit():
    value = measure("1000000000000000000000000 * equity", {"equity": Decimal(2)}).value
    assert str(value) == "2" + "0" * 24 + ".0000"


def test_figures_and_ratios_have_names_of_their_own():
    assert {str(one) for one in Figure} & {str(one) for one in RatioCode} == {"cash"}
    assert measure("cash", values_for(FIGURES, ratios(FIGURES))).value == 0


# Standing. The first quarter ends on 31 March, its statement is due on 15 May.

COVENANT = Covenant("current", Norm(low=Decimal("1.2")), date(2026, 3, 31))
LOOK = Look(date(2026, 3, 31), date(2026, 5, 15))
MAY = date(2026, 5, 1)


def reading(received_on, value):
    measured = Measured(None if value is None else Decimal(value), why=None)
    return Reading(LOOK.period_end, received_on, measured)


def told(today, *readings, waivers=()):
    found = judge(COVENANT, LOOK, readings, today, waivers)
    return found.verdict, found.breach


def test_a_kept_covenant():
    assert told(MAY) == (Verdict.NOT_DUE, None)
    assert told(MAY, reading(MAY, "1.2")) == (Verdict.KEPT, None)
    assert told(date(2026, 4, 30), reading(MAY, "1.2")) == (Verdict.NOT_DUE, None)


def test_a_missing_statement_is_a_breach():
    assert told(date(2026, 5, 15)) == (Verdict.NOT_DUE, None)
    assert told(date(2026, 5, 16)) == (Verdict.CURING, Breach.NO_STATEMENT)
    # Thirty days from 16 May: 15 June is the last.
    assert told(date(2026, 6, 15))[0] is Verdict.CURING
    assert told(date(2026, 6, 16))[0] is Verdict.DEFAULT
    late = reading(date(2026, 6, 10), "1.3")
    assert told(date(2026, 6, 20), late) == (Verdict.CURED, Breach.NO_STATEMENT)
    too_late = reading(date(2026, 6, 16), "1.3")
    assert told(date(2026, 6, 20), too_late)[0] is Verdict.DEFAULT


def test_a_broken_figure_may_be_cured_in_time():
    broken = reading(MAY, "1.19")
    assert told(date(2026, 5, 31), broken) == (Verdict.CURING, Breach.OUT_OF_BAND)
    assert told(date(2026, 6, 1), broken)[0] is Verdict.DEFAULT
    cured = reading(date(2026, 5, 31), "1.25")
    assert told(date(2026, 7, 1), broken, cured) == (Verdict.CURED, Breach.OUT_OF_BAND)
    again = reading(date(2026, 7, 1), "1.1")
    assert told(date(2026, 7, 1), broken, cured, again)[0] is Verdict.DEFAULT


def test_a_statement_without_the_figure_is_no_proof():
    assert told(MAY, reading(MAY, None)) == (Verdict.CURING, Breach.NO_VALUE)


def test_a_waiver_holds_from_its_day_and_for_its_period():
    waiver = Waiver(LOOK.period_end, date(2026, 7, 1), 55)
    other = Waiver(date(2026, 6, 30), date(2026, 5, 1), 56)
    day = date(2026, 6, 30)
    assert told(day, reading(MAY, "1"), waivers=[waiver, other])[0] is Verdict.DEFAULT
    assert told(date(2026, 7, 1), reading(MAY, "1"), waivers=[waiver])[0] is (
        Verdict.WAIVED
    )


@given(
    st.lists(st.tuples(st.integers(0, 120), st.integers(0, 3)), max_size=4),
    st.integers(0, 120),
)
def test_what_became_a_default_stays_one(came, day):
    start = date(2026, 4, 1)
    readings = [reading(start + timedelta(one), value) for one, value in came]
    verdicts = [
        judge(COVENANT, LOOK, readings, start + timedelta(one)).verdict
        for one in (day, day + 1)
    ]
    if verdicts[0] is Verdict.DEFAULT:
        assert verdicts[1] is Verdict.DEFAULT


def test_the_calendar_keeps_the_ends_of_months():
    found = [look.period_end for look in looks_of(COVENANT, date(2027, 1, 1))]
    assert found == [
        date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31),
    ]  # fmt: skip
    yearly = Covenant(
        "equity", Norm(low=Decimal(1)), date(2025, 12, 31), 12, statement_days=60
    )
    entries = calendar([COVENANT, yearly], date(2026, 3, 1), date(2026, 5, 15))
    # 60 days after 31 December is 1 March; 45 after 31 March is 15 May.
    assert [(entry.covenant, entry.look.statement_due) for entry in entries] == [
        (1, date(2026, 3, 1)), (0, date(2026, 5, 15)),
    ]  # fmt: skip


def test_a_covenant_has_a_bound():
    with pytest.raises(CovenantError):
        Covenant("current", Norm(), date(2026, 3, 31))
    with pytest.raises(FormulaError):
        Covenant("wealth", Norm(low=Decimal(1)), date(2026, 3, 31))
