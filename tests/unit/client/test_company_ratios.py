"""Ratios of a published statement, and what holds whatever the figures.

Apple Inc., Form 10-K for the year ended 30 September 2023 (millions of US dollars): balance
sheet, statement of operations, cash flow (depreciation) and note 4 (interest expense). The
expected ratios were worked out from it by hand.
"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.corporate.ratio_specs import (
    SPECS,
    UNITS,
    RatioCode,
    Unit,
)
from odoo.addons.bank_crm_client.domain.corporate.ratios import (
    Norm,
    Why,
    altman,
    ratio,
    ratios,
)
from odoo.addons.bank_crm_client.domain.corporate.statement import Figure

APPLE_2023 = {
    Figure.CASH: 29_965,
    Figure.SHORT_INVESTMENTS: 31_590,
    Figure.RECEIVABLES: 29_508 + 31_477,
    Figure.INVENTORIES: 6_331,
    Figure.CURRENT_ASSETS: 143_566,
    Figure.TOTAL_ASSETS: 352_583,
    Figure.RETAINED_EARNINGS: -214,
    Figure.EQUITY: 62_146,
    Figure.LONG_DEBT: 95_281,
    Figure.SHORT_DEBT: 5_985 + 9_822,
    Figure.PAYABLES: 62_611,
    Figure.CURRENT_LIABILITIES: 145_308,
    Figure.REVENUE: 383_285,
    Figure.COST_OF_SALES: 214_137,
    Figure.GROSS_PROFIT: 169_148,
    Figure.OPERATING_PROFIT: 114_301,
    Figure.DEPRECIATION: 11_519,
    Figure.INTEREST: 3_933,
    Figure.NET_PROFIT: 96_995,
}
APPLE_2022 = {Figure.REVENUE: 394_328, Figure.NET_PROFIT: 99_803}
EXPECTED = {
    RatioCode.CURRENT: "0.9880",
    RatioCode.QUICK: "0.8433",
    RatioCode.CASH: "0.4236",
    RatioCode.EQUITY_RATIO: "17.6259",
    RatioCode.DEBT_TO_EQUITY: "1.7875",
    RatioCode.NET_DEBT_TO_EBITDA: "0.3937",
    RatioCode.INTEREST_COVER: "29.0620",
    RatioCode.GROSS_MARGIN: "44.1311",
    RatioCode.OPERATING_MARGIN: "29.8214",
    RatioCode.NET_MARGIN: "25.3062",
    RatioCode.ROA: "27.5098",
    RatioCode.ROE: "156.0760",
    RatioCode.RECEIVABLE_DAYS: "58.0756",
    RatioCode.INVENTORY_DAYS: "10.7913",
    RatioCode.PAYABLE_DAYS: "106.7215",
    RatioCode.ALTMAN: "2.3688",
    RatioCode.REVENUE_GROWTH: "-2.8005",
    RatioCode.PROFIT_GROWTH: "-2.8135",
}


def decimals(figures):
    return {figure: Decimal(value) for figure, value in figures.items()}


@pytest.mark.parametrize(("code", "expected"), EXPECTED.items())
def test_the_ratios_of_a_published_statement(code, expected):
    found = ratios(decimals(APPLE_2023), earlier=decimals(APPLE_2022))
    assert found[code].value == Decimal(expected)


def test_every_ratio_has_an_expected_figure():
    assert set(EXPECTED) == set(RatioCode) == set(UNITS)


def test_a_quarter_is_counted_up_to_a_year_where_it_meets_the_balance():
    figures = decimals(
        {
            Figure.NET_PROFIT: 10,
            Figure.TOTAL_ASSETS: 200,
            Figure.RECEIVABLES: 73,
            Figure.REVENUE: 365,
            Figure.LONG_DEBT: 100,
            Figure.CASH: 0,
            Figure.OPERATING_PROFIT: 20,
            Figure.DEPRECIATION: 5,
        }
    )
    found = ratios(figures, months=3)
    # 10 in three months is 40 a year: a fifth of what is owned.
    assert found[RatioCode.ROA].value == Decimal("20.0000")
    # 73 of 365 is a fifth of the quarter's 91.25 days.
    assert found[RatioCode.RECEIVABLE_DAYS].value == Decimal("18.2500")
    # 100 against 25 in three months, which is 100 a year.
    assert found[RatioCode.NET_DEBT_TO_EBITDA].value == Decimal("1.0000")


@pytest.mark.parametrize(
    ("equity", "why"), [(0, Why.ZERO), (-5, Why.NEGATIVE), (None, Why.MISSING)]
)
def test_a_ratio_without_a_value_says_why(equity, why):
    figures = {Figure.NET_PROFIT: Decimal(7)}
    if equity is not None:
        figures[Figure.EQUITY] = Decimal(equity)
    found = ratio(SPECS[RatioCode.ROE], figures)
    assert (found.value, found.why, found.about) == (None, why, (Figure.EQUITY,))


def test_borrowings_that_nobody_filled_in_are_not_nought():
    found = ratio(SPECS[RatioCode.DEBT_TO_EQUITY], {Figure.EQUITY: Decimal(5)})
    assert found.why is Why.MISSING
    assert found.about == (Figure.LONG_DEBT, Figure.SHORT_DEBT)
    one = {Figure.EQUITY: Decimal(5), Figure.SHORT_DEBT: Decimal(2)}
    assert ratio(SPECS[RatioCode.DEBT_TO_EQUITY], one).value == Decimal("0.4000")


def test_from_a_loss_there_is_no_percentage_to_grow_by():
    found = ratios(
        {Figure.NET_PROFIT: Decimal(5), Figure.REVENUE: Decimal(9)},
        earlier={Figure.NET_PROFIT: Decimal(-5)},
    )
    assert found[RatioCode.PROFIT_GROWTH].why is Why.NEGATIVE
    assert found[RatioCode.REVENUE_GROWTH].why is Why.NO_EARLIER


def test_a_company_without_debts_has_no_altman_score():
    figures = decimals(APPLE_2023) | {
        Figure.EQUITY: Decimal(352_583),
        Figure.TOTAL_ASSETS: Decimal(352_583),
    }
    assert altman(figures).why is Why.ZERO


amounts = st.decimals(
    min_value=-(10**12),
    max_value=10**12,
    places=2,
    allow_nan=False,
    allow_infinity=False,
)
figure_sets = st.dictionaries(st.sampled_from(list(Figure)), amounts)


@given(figure_sets, figure_sets, st.integers(1, 24))
def test_any_figures_give_a_value_or_a_reason_and_never_both(figures, earlier, months):
    for found in ratios(figures, months=months, earlier=earlier).values():
        assert (found.value is None) != (found.why is None)
        assert found.why is None or found.about
        for part in found.parts:
            assert part.value in (figures.get(part.figure), earlier.get(part.figure))


@given(figure_sets, st.sampled_from([1_000, 1_000_000]))
def test_the_unit_of_a_statement_does_not_change_its_ratios(figures, unit):
    small = ratios(figures)
    large = ratios({figure: value * unit for figure, value in figures.items()})
    for code, found in small.items():
        if UNITS[code] is not Unit.SCORE:
            assert found.why is large[code].why
        if found.value is not None:
            assert abs(found.value - large[code].value) <= Decimal("0.0001")


@given(amounts, amounts, amounts)
def test_a_band_holds_what_lies_between_its_ends(low, high, value):
    norm = Norm(low=min(low, high), high=max(low, high))
    assert norm.holds(value) == (min(low, high) <= value <= max(low, high))
