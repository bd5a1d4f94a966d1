"""Lines, totals and balances of statements, and the tables that they come from."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.corporate.cells import cell_name, read_number
from odoo.addons.bank_crm_client.domain.corporate.sheet import (
    UNCOUNTED,
    CellWhy,
    Line,
    read_table,
)
from odoo.addons.bank_crm_client.domain.corporate.statement import (
    ChartError,
    FaultKind,
    Figure,
    Item,
    Section,
    check,
    figures,
    in_order,
    parse_formula,
    work_out,
)


def item(code, formula="", figure=None, is_required=False):
    return Item(
        code, Section.ASSETS, parse_formula(formula), figure, is_required=is_required
    )


CHART = [
    item("1165", figure=Figure.CASH),
    item("1190"),
    item("1195", "1165 + 1190", Figure.CURRENT_ASSETS),
    item("1300", "1195", Figure.TOTAL_ASSETS, is_required=True),
    item("1495"),
    item("1900", "1495", Figure.TOTAL_SOURCES, is_required=True),
]


def amounts(**values):
    return {code.removeprefix("l"): Decimal(value) for code, value in values.items()}


def test_totals_that_were_left_empty_are_summed():
    values = work_out(CHART, amounts(l1165=5, l1190=7, l1495=12))
    assert (values["1195"], values["1300"], values["1900"]) == (12, 12, 12)
    assert check(CHART, amounts(l1165=5, l1190=7, l1495=12)) == []


def test_a_line_that_was_not_filled_in_stays_empty():
    values = work_out(CHART, amounts(l1165=5))
    assert "1190" not in values
    assert "1495" not in values


def test_a_wrong_total_names_its_line_and_the_difference():
    faults = check(CHART, amounts(l1165=5, l1190=7, l1195=13, l1495=13))
    [fault] = [one for one in faults if one.kind is FaultKind.TOTAL]
    assert (fault.code, fault.stated, fault.expected, fault.difference) == (
        "1195", 13, 12, 1,
    )  # fmt: skip


def test_a_balance_that_does_not_balance_tells_by_how_much():
    [fault] = check(CHART, amounts(l1165=5, l1495=9))
    assert (fault.kind, fault.difference) == (FaultKind.BALANCE, -4)


def test_rounding_to_thousands_is_forgiven_and_no_more():
    entered = amounts(l1165=5, l1190=7, l1195=13, l1495=13)
    assert check(CHART, entered, tolerance=Decimal(1)) == []
    assert check(CHART, entered | {"1195": Decimal(14)}, tolerance=Decimal(1))


def test_what_must_be_there_is_asked_for():
    assert [fault.code for fault in check(CHART, {})] == ["1300", "1900"]


def test_a_short_form_of_totals_only_is_a_form():
    assert check(CHART, amounts(l1300=9, l1900=9)) == []


@pytest.mark.parametrize(
    ("chart", "why"),
    [
        ([item("a", "b"), item("b", "a")], "circle"),
        ([item("a", "a")], "circle"),
        ([item("a", "x")], "unknown"),
        ([item("a"), item("a")], "twice"),
    ],
)
def test_a_form_that_cannot_be_worked_out_is_refused(chart, why):
    with pytest.raises(ChartError) as caught:
        in_order(chart)
    assert caught.value.why == why


@pytest.mark.parametrize("text", ["1 2", "1 +", "* 3", "+ + 1"])
def test_what_is_no_sum_is_refused(text):
    with pytest.raises(ChartError):
        parse_formula(text)


cents = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(cash=cents, other=cents, shift=cents)
def test_a_statement_is_right_exactly_when_it_balances(cash, other, shift):
    entered = {"1165": cash, "1190": other, "1495": cash + other + shift}
    assert (check(CHART, entered) == []) == (shift == 0)


@given(st.dictionaries(st.sampled_from([one.code for one in CHART]), cents))
def test_what_was_entered_is_never_changed(entered):
    values = work_out(CHART, entered)
    assert {code: values[code] for code in entered} == entered
    assert figures(CHART, values).keys() <= set(Figure)


# Tables

LINES = {
    "2000": Line("2000"),
    "2050": Line("2050", is_expense=True),
    "2350": Line("2350"),
    "2355": Line("2350", is_loss=True),
}
HEAD = [
    ["Period from", "", date(2024, 1, 1), date(2025, 1, 1)],
    ["Period to", "", date(2024, 12, 31), "31.12.2025"],
    ["Currency", "", "UAH", "UAH"],
    ["Unit", "", 1000, "1 000"],
    ["Audited", "", "yes", None],
]


def test_a_table_gives_a_period_a_column():
    table = [
        *HEAD,
        [],
        ["", "Profit and loss"],
        ["2000", "Revenue", 1200.5, "1 300,25"],
        ["2050", "Cost", "(700)", 800],
        ["2355", "Loss", "", "(15)"],
    ]
    columns, faults = read_table(table, LINES)
    assert faults == []
    first, second = columns
    assert (first.unit, first.is_audited, second.is_audited) == (1000, True, False)
    assert second.last_day == date(2025, 12, 31)
    assert first.values == {"2000": Decimal("1200.50"), "2050": Decimal(700)}
    assert second.values == {
        "2000": Decimal("1300.25"), "2050": Decimal(800), "2350": Decimal(-15),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "cell", "why"),
    [
        (["2000", "Revenue", "twelve"], "C6", CellWhy.NOT_A_NUMBER),
        (["2000", "Revenue", "1,234"], "C6", CellWhy.NOT_A_NUMBER),
        (["2000", "Revenue", True], "C6", CellWhy.NOT_A_NUMBER),
        (["2000", "Revenue", date(2025, 1, 1)], "C6", CellWhy.NOT_A_NUMBER),
        (["2000", "Revenue", 1, UNCOUNTED], "D6", CellWhy.NO_VALUE),
        (["2000", "Revenue", 10**16], "C6", CellWhy.TOO_LARGE),
        (["9999", "Other", 5], "A6", CellWhy.UNKNOWN_LINE),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_and_nothing_is_given(row, cell, why):
    columns, faults = read_table([*HEAD, row], LINES)
    assert columns == []
    assert [(fault.cell, fault.why) for fault in faults] == [(cell, why)]


def test_all_faults_are_told_at_once():
    table = [*HEAD, ["2000", "", "ten", 1], ["2000", "", 2, 2], ["7", "", 1, 1]]
    _columns, faults = read_table(table, LINES)
    assert [(fault.cell, fault.why) for fault in faults] == [
        ("C6", CellWhy.NOT_A_NUMBER),
        ("A7", CellWhy.LINE_TWICE),
        ("A8", CellWhy.UNKNOWN_LINE),
    ]


@pytest.mark.parametrize(
    ("place", "value", "why"),
    [
        ((0, 2), "soon", CellWhy.NOT_A_DATE),
        ((0, 2), None, CellWhy.EMPTY_HEAD),
        ((1, 2), date(2023, 1, 1), CellWhy.PERIOD_ORDER),
        ((3, 2), 100, CellWhy.NOT_A_UNIT),
        ((4, 2), "maybe", CellWhy.NOT_YES_NO),
    ],
)
def test_a_head_that_cannot_be_read_is_refused(place, value, why):
    table = [list(row) for row in [*HEAD, ["2000", "", 1, 1]]]
    table[place[0]][place[1]] = value
    columns, faults = read_table(table, LINES)
    assert columns == []
    assert why in [fault.why for fault in faults]


def test_a_table_of_something_else_is_refused():
    assert read_table([["Name", "Sum"], ["a", 1]], LINES)[1][0].why is CellWhy.NO_HEAD
    assert read_table([], LINES)[1][0].why is CellWhy.NO_HEAD


@given(st.integers(0, 400), st.integers(0, 20_000))
def test_the_name_of_a_cell_is_read_back(row, column):
    name = cell_name(row, column)
    letters = name.rstrip("0123456789")
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    assert (int(name[len(letters) :]) - 1, number - 1) == (row, column)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_an_amount_is_read_as_it_is_written(amount):
    assert read_number(str(amount)) == amount
    assert read_number(f"{amount:,}".replace(",", "\u00a0")) == amount
    assert read_number(str(amount).replace(".", ",")) == amount
    if amount >= 0:
        assert read_number(f"({amount})") == -amount
        assert read_number(f"({amount})", is_expense=True) == amount


cells = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12),
    st.dates(), st.sampled_from(["Period from", "Period to", "2000", UNCOUNTED]),
)  # fmt: skip


@given(st.lists(st.lists(cells, max_size=6), max_size=12))
def test_no_table_breaks_the_reader(rows):
    columns, faults = read_table(rows, LINES)
    assert not (columns and faults)
