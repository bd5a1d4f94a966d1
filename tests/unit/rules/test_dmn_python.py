"""What a table decides for one client: hit policies and empty values."""

import importlib.util
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_rules.domain.dmn import python
from odoo.addons.bank_crm_rules.domain.dmn.check import check, parse
from odoo.addons.bank_crm_rules.domain.dmn.model import (
    Aggregation,
    HitPolicy,
    Kind,
    Output,
    TableError,
)
from odoo.addons.bank_crm_rules.domain.dmn.outcome import Decision, Violation
from odoo.addons.bank_crm_rules.domain.dmn.python import compile_python

from tests.unit.rules.dmn_text import AGE, DUE, GRADE, RATE, RISK, VIP, table

ADDON = Path(__file__).parents[3] / "addons" / "bank_crm_rules"


def _strategies():
    # The package of the addon's tests needs Odoo; this one file of it does not.
    file = ADDON / "tests" / "dmn_strategies.py"
    spec = importlib.util.spec_from_file_location("dmn_strategies", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


STRATEGIES = _strategies()
# Rule 1 fires from 10, rule 2 from 20, rule 3 from 30.
STEPS = [(">= 10", '"B"', "1"), (">= 20", '"A"', "2.50"), (">= 30", '"B"', "1.0")]
RANKED = Output("grade", values=('"A"', '"B"'))


def decide(policy, age, outputs=(RANKED, RATE), aggregation=None):
    rows = [row[:1] + row[-len(outputs) :] for row in STEPS]
    return compile_python(table([AGE], outputs, rows, policy, aggregation))(
        {"age": age}
    )


def outputs(grade, rate):
    return {"grade": grade, "rate": Decimal(rate)}


@pytest.mark.parametrize(
    ("policy", "age", "decision"),
    [
        (HitPolicy.UNIQUE, 15, Decision((1,), outputs("B", 1))),
        (HitPolicy.UNIQUE, 25, Decision((1, 2), None, Violation.NOT_UNIQUE)),
        (HitPolicy.FIRST, 35, Decision((1,), outputs("B", 1))),
        (HitPolicy.ANY, 15, Decision((1,), outputs("B", 1))),
        (HitPolicy.ANY, 25, Decision((1, 2), None, Violation.NOT_SAME)),
        (HitPolicy.PRIORITY, 35, Decision((2,), outputs("A", "2.5"))),
        (
            HitPolicy.RULE_ORDER,
            25,
            Decision((1, 2), [outputs("B", 1), outputs("A", "2.5")]),
        ),
        (
            HitPolicy.OUTPUT_ORDER,
            35,
            Decision(
                (2, 1, 3), [outputs("A", "2.5"), outputs("B", 1), outputs("B", 1)]
            ),
        ),
        (HitPolicy.COLLECT, 15, Decision((1,), [outputs("B", 1)])),
        (HitPolicy.FIRST, 5, Decision((), None)),
        (HitPolicy.UNIQUE, None, Decision((), None)),
        (HitPolicy.COLLECT, 5, Decision((), [])),
    ],
)
def test_a_hit_policy_decides(policy, age, decision):
    assert decide(policy, age) == decision


def test_rules_that_say_the_same_may_overlap():
    rows = [("> 1", "1.0"), ("> 2", "2 / 2")]
    decision = compile_python(table([AGE], [RATE], rows, HitPolicy.ANY))({"age": 3})
    assert decision == Decision((1, 2), {"rate": Decimal(1)})


@pytest.mark.parametrize(
    ("aggregation", "age", "value"),
    [
        (Aggregation.SUM, 35, Decimal("4.5")),
        (Aggregation.MIN, 35, Decimal(1)),
        (Aggregation.MAX, 35, Decimal("2.5")),
        (Aggregation.COUNT, 35, Decimal(3)),
        (Aggregation.SUM, 5, None),
        (Aggregation.COUNT, 5, Decimal(0)),
    ],
)
def test_an_aggregation_is_one_value(aggregation, age, value):
    assert decide(HitPolicy.COLLECT, age, (RATE,), aggregation).outputs == value


def test_an_empty_result_makes_the_sum_empty():
    rows = [("-", "1"), ("-", "null")]
    total = table([AGE], [RATE], rows, HitPolicy.COLLECT, Aggregation.SUM)
    assert compile_python(total)({"age": 1}) == Decision((1, 2), None)


def test_defaults_stand_where_no_rule_fires():
    named = (Output("grade", default='"none"'), RATE)
    rows = [("> 5", '"A"', "1")]
    expected = {"grade": "none", "rate": None}
    for policy, result in [
        (HitPolicy.FIRST, expected),
        (HitPolicy.UNIQUE, expected),
        (HitPolicy.COLLECT, [expected]),
    ]:
        decision = compile_python(table([AGE], named, rows, policy))({"age": 1})
        assert decision == Decision((), result)


@pytest.mark.parametrize(
    ("column", "cell", "matching", "other"),
    [
        (AGE, "-", [None, 1], []),
        (AGE, "null", [None], [0]),
        (AGE, "not(null)", [0], [None]),
        (AGE, "!= null", [0], [None]),
        (AGE, "not(!= null)", [None], [0]),
        (AGE, "null, > 5", [None, 6], [5]),
        (AGE, "not(null, > 5)", [5], [None, 6]),
        (AGE, "not(5)", [4], [5, None]),
        (AGE, "!= 5", [4, Decimal("5.1")], [5, 5.0, Decimal("5.00"), None]),
        (AGE, "[18..65)", [18, Decimal("64.999")], [65, 17, None]),
        (AGE, "<18, >=60", [17, 60], [18, 59, None]),
        (AGE, "0.1", [0.1, Decimal("0.10")], [Decimal("0.11")]),
        (RISK, '"Low", "Medium"', ["Low", "Medium"], ["low", "", None]),
        (RISK, 'not("Low")', ["", "High"], ["Low", None]),
        (RISK, '< "b"', ["a", "B", ""], ["b", "é", None]),
        (DUE, '>= @"2024-02-29"', [date(2024, 2, 29)], [date(2024, 2, 28), None]),
        (VIP, "true", [True], [False, None]),
        (VIP, "not(true)", [False], [True, None]),
    ],
)
def test_a_cell_matches(column, cell, matching, other):
    fires = compile_python(table([column], [RATE], [(cell, "1")]))
    assert all(fires({column.code: value}).rules for value in matching)
    assert not any(fires({column.code: value}).rules for value in other)


@pytest.mark.parametrize(
    ("cell", "age", "rate", "is_matched"),
    [
        ("> rate * 2", 5, 2, True),
        ("> rate * 2", 4, 2, False),
        ("> rate * 2", 4, None, False),
        ("not(> rate)", 4, None, False),
        ("not(rate, 4)", 4, None, False),
        ("rate, null", None, 1, True),
        ("[rate..10]", 11, None, False),
        ("not([rate..10])", 11, None, True),
        ("not([rate..10])", 9, None, False),
        ("> 1 / rate", 5, 0, False),
    ],
)
def test_a_cell_may_compare_with_another_input(cell, age, rate, is_matched):
    other = AGE.__class__("rate", "Rate", Kind.NUMBER)
    fires = compile_python(table([AGE, other], [GRADE], [(cell, "-", '"A"')]))
    assert bool(fires({"age": age, "rate": rate}).rules) is is_matched


@pytest.mark.parametrize(
    "given_values",
    [{}, {"age": "18"}, {"age": True}, {"age": date(2024, 1, 1)}, {"age": 10**101}],
)
def test_a_value_of_another_kind_or_none_at_all_is_refused(given_values):
    with pytest.raises(TableError, match="age"):
        compile_python(table([AGE], [RATE], [("-", "1")]))(given_values)


def test_no_number_is_empty():
    decide_ = compile_python(table([AGE], [RATE], [("null", "1")]))
    assert decide_({"age": float("nan")}).rules == (1,)


def test_outputs_may_be_changed_by_who_gets_them():
    decide_ = compile_python(table([AGE], [RATE], [("-", "1")]))
    decide_({"age": 1}).outputs["rate"] = "spoilt"
    assert decide_({"age": 1}).outputs == {"rate": Decimal(1)}


@given(st.data())
def test_the_regions_of_values_satisfy_what_the_cells_say(data):
    drawn = data.draw(STRATEGIES.tables())
    if check(drawn):
        return
    parsed = parse(drawn)
    find = python._finder(parsed)
    for row in data.draw(STRATEGIES.rows(drawn)):
        values = [row[entry.code] for entry in drawn.inputs]
        one_by_one = sum(
            1 << place
            for place, rule in enumerate(parsed.rules)
            if all(
                cell.is_any or python._cell(cell, column)(values)
                for column, cell in enumerate(rule.cells)
            )
        )
        assert find(values) == one_by_one
