"""The language of the cells: what is understood, what is refused, and how."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_rules.domain.dmn.arithmetic import evaluator
from odoo.addons.bank_crm_rules.domain.dmn.faults import CellError, Fault
from odoo.addons.bank_crm_rules.domain.dmn.kinds import shown
from odoo.addons.bank_crm_rules.domain.dmn.parser import (
    parse_expression,
    parse_tests,
    parse_values,
)
from odoo.addons.bank_crm_rules.domain.dmn.syntax import (
    Cell,
    Comparison,
    IsEmpty,
    Literal,
    Operator,
    Range,
    Reference,
)
from odoo.addons.bank_crm_rules.domain.dmn.tokens import Names

NAMES = Names({"Age": 0, "Age of car": 1, "Years of Service": 2, "max": 3})
EIGHTEEN = Literal(Decimal(18))


@pytest.mark.parametrize("text", ["-", "", "  ", " - "])
def test_a_dash_and_nothing_are_anything(text):
    assert parse_tests(text, NAMES).is_any


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("18", Comparison(Operator.EQUAL, EIGHTEEN)),
        ("= 18", Comparison(Operator.EQUAL, EIGHTEEN)),
        ("!=18", Comparison(Operator.NOT_EQUAL, EIGHTEEN)),
        ("<18.0", Comparison(Operator.LESS, EIGHTEEN)),
        (">=\u00a018", Comparison(Operator.AT_LEAST, EIGHTEEN)),
        ("> 9 * 2", Comparison(Operator.GREATER, EIGHTEEN)),
        ("(9 + 9)", Comparison(Operator.EQUAL, EIGHTEEN)),
        ("[18..18]", Range(EIGHTEEN, EIGHTEEN, True, True)),
        ("(18..18]", Range(EIGHTEEN, EIGHTEEN, False, True)),
        ("]18..18[", Range(EIGHTEEN, EIGHTEEN, False, False)),
        ("[18..18)", Range(EIGHTEEN, EIGHTEEN, True, False)),
        ("Age", Comparison(Operator.EQUAL, Reference(0))),
        ("< Age  of\ncar", Comparison(Operator.LESS, Reference(1))),
        ("Years of Service", Comparison(Operator.EQUAL, Reference(2))),
        ("null", IsEmpty()),
        ("!= null", IsEmpty(wanted=False)),
        ("true", Comparison(Operator.EQUAL, Literal(True))),
        ('"a, b"', Comparison(Operator.EQUAL, Literal("a, b"))),
        ('"say \\"a\\""', Comparison(Operator.EQUAL, Literal('say "a"'))),
        ('"\\u010d\\ud83d\\ude00"', Comparison(Operator.EQUAL, Literal("č😀"))),
        ('date("2024-02-29")', Comparison(Operator.EQUAL, Literal(date(2024, 2, 29)))),
        ('@"2024-02-29"', Comparison(Operator.EQUAL, Literal(date(2024, 2, 29)))),
    ],
)
def test_a_test_is_understood(text, test):
    assert parse_tests(text, NAMES) == Cell((test,))


def test_a_list_may_be_denied_as_a_whole():
    cell = parse_tests('not("a", null, > "c")', NAMES)
    assert cell.is_negated
    assert len(cell.tests) == 3


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Unknown", Fault.UNKNOWN_NAME),
        ("Agent", Fault.UNKNOWN_NAME),
        ("__import__('os')", Fault.UNKNOWN_NAME),
        ("1; DROP TABLE res_partner", Fault.STRANGE_SIGN),
        ("'a'", Fault.STRANGE_SIGN),
        ("$1", Fault.STRANGE_SIGN),
        ("{}", Fault.STRANGE_SIGN),
        ("9**9**9", Fault.NO_POWER),
        ("1" * 31, Fault.LONG_NUMBER),
        ("(" * 2000, Fault.TOO_DEEP),
        ("-" * 1999 + "1", Fault.TOO_DEEP),
        ("+".join("1" * 900), Fault.TOO_MANY_STEPS),
        ("min(" * 400, Fault.TOO_DEEP),
        ("1" * 2001, Fault.TOO_LONG),
        ('"open', Fault.OPEN_TEXT),
        ('"\\x"', Fault.BAD_ESCAPE),
        ('"\\u0000"', Fault.BAD_ESCAPE),
        ('"\\ud800"', Fault.BAD_ESCAPE),
        ('date("2023-02-29")', Fault.BAD_DATE),
        ('date("2023-02-28"', Fault.BAD_DATE),
        ('@"31.01.2024"', Fault.BAD_DATE),
        ("< null", Fault.NULL_ORDER),
        ("1,", Fault.INCOMPLETE),
        ("<", Fault.INCOMPLETE),
        ("not(1", Fault.INCOMPLETE),
        ("[1..2", Fault.INCOMPLETE),
        ("1..2", Fault.UNEXPECTED),
        ("< > 1", Fault.UNEXPECTED),
        ("1 2", Fault.UNEXPECTED),
        ("min(1, 2", Fault.INCOMPLETE),
        ("abs(1, 2)", Fault.ARGUMENTS),
        ("round(1, 13)", Fault.BAD_SCALE),
        ("round(1, true)", Fault.BAD_SCALE),
        ("decimal(1, Age)", Fault.BAD_SCALE),
    ],
)
def test_what_is_not_understood_is_named(text, fault):
    with pytest.raises(CellError) as error:
        parse_tests(text, NAMES)
    assert error.value.fault == fault


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("10 + 20 / -5 - 3", "3"),
        ("-10--5", "-5"),
        ("(10+20)/(-5*3)", "-2"),
        ("1 / 3", "0.333333333333"),
        ("2 / 3", "0.666666666667"),
        # exactly half a unit of the 12th place goes away from zero
        ("1 / 2000000000000", "0.000000000001"),
        ("-1 / 2000000000000", "-0.000000000001"),
        # a hair less than half, though rounding twice would go up
        ("0.4999999999999999999999 / 1000000000000", "0"),
        ("0.1 + 0.2", "0.3"),
        ("123456789012345678901234567890 * 1.1", "135802467913580246791358024679"),
        ("round half up(2.5, 0)", "3"),
        ("round(-2.5, 0)", "-3"),
        ("decimal(2.5, 0)", "2"),
        ("decimal(-3.5, 0)", "-4"),
        ("decimal(1.115, 2)", "1.12"),
        ("floor(-1.5)", "-2"),
        ("ceiling(-1.5)", "-1"),
        ("abs(-1.5)", "1.5"),
        ("min(3, 1, 2)", "1"),
        ("max(3, 1, 2)", "3"),
    ],
)
def test_arithmetic_is_exact_and_rounds_as_said(text, result):
    assert parse_expression(text, Names({})).value == Decimal(result)


@pytest.mark.parametrize(
    "text", ["1 / 0", "10 + null", "min(1, null)", "-null", "max(1, 1 / (2 - 2))"]
)
def test_arithmetic_without_a_value_has_none(text):
    assert parse_expression(text, Names({})) == Literal(None)


def test_texts_are_joined():
    joined = evaluator(parse_expression('"Hello " + name', Names({"name": 0})))
    assert joined(("Olena",)) == "Hello Olena"
    assert joined((None,)) is None


def test_allowed_values_are_split_outside_of_texts():
    assert parse_values('"A, B", -2, date("2024-01-31")') == (
        '"A, B"',
        "- 2",
        'date("2024-01-31")',
    )


literals = st.one_of(
    st.none(),
    st.booleans(),
    st.dates(),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.decimals(-(10**12), 10**12, places=4),
)


@given(literals)
def test_a_value_is_read_as_it_is_shown(value):
    assert parse_expression(shown(value), Names({})) == Literal(value)


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text):
    for parse in (parse_tests, parse_expression):
        with suppress(CellError):
            parse(text, NAMES)


SIGNS = st.sampled_from(
    [
        "(",
        ")",
        "[",
        "]",
        "..",
        ",",
        "-",
        "*",
        "/",
        "<",
        "not(",
        "1",
        "Age",
        '"a"',
        "min(",
    ]
)


@given(st.lists(SIGNS, max_size=60).map(" ".join))
def test_no_order_of_signs_breaks_the_parser(text):
    test_no_text_breaks_the_parser.hypothesis.inner_test(text)
