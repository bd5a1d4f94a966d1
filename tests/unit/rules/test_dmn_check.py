"""Every fault of a table is listed, with its cell."""

import pytest
from odoo.addons.bank_crm_rules.domain.dmn.check import check
from odoo.addons.bank_crm_rules.domain.dmn.faults import TEMPLATES, Fault
from odoo.addons.bank_crm_rules.domain.dmn.model import (
    Aggregation,
    HitPolicy,
    Input,
    Kind,
    Output,
)
from odoo.addons.bank_crm_rules.domain.dmn.problems import TableFaults
from odoo.addons.bank_crm_rules.domain.dmn.python import compile_python
from odoo.addons.bank_crm_rules.domain.dmn.sql import compile_sql

from tests.unit.rules.dmn_text import AGE, DUE, GRADE, RATE, RISK, VIP, table

CATALOGUE = {"age": Kind.NUMBER, "risk": Kind.TEXT}


def faults(*arguments, **named):
    known = named.pop("known", None)
    return [problem.code for problem in check(table(*arguments, **named), known)]


def test_a_sound_table_has_no_problem():
    rows = [("[18..65]", '"Low", "High"', '"A"'), ("-", "not(null)", '"B"')]
    assert check(table([AGE, RISK], [GRADE], rows), CATALOGUE) == []


def test_all_problems_are_listed_with_their_cells():
    rows = [('"old"', '"Low"', '"A"'), ("< 5", "7", ""), ("[5..1]", "what", '"C"')]
    problems = check(table([AGE, RISK], [GRADE], rows))
    assert [
        (problem.code, problem.row, problem.index, problem.element)
        for problem in problems
    ] == [
        (Fault.KIND_CLASH, 0, 0, "r1t0"),
        (Fault.KIND_CLASH, 1, 1, "r2t1"),
        (Fault.EMPTY_OUTPUT, 1, 2, "r2o0"),
        (Fault.EMPTY_RANGE, 2, 0, "r3t0"),
        (Fault.UNKNOWN_NAME, 2, 1, "r3t1"),
    ]
    assert [str(problem) for problem in problems[2:4]] == [
        "Rule 2, “Grade”: the result is missing; null says that it is empty.",
        "Rule 3, “Age”: no value lies in the range from 5 to 1.",
    ]


@pytest.mark.parametrize(
    ("column", "cell", "fault"),
    [
        (AGE, 'date("2024-01-31")', Fault.KIND_CLASH),
        (AGE, "< risk", Fault.KIND_CLASH),
        (AGE, '1 + "a"', Fault.NO_ARITHMETIC),
        (AGE, "> 1 / 0", Fault.NULL_ORDER),
        (AGE, "[null..5]", Fault.EMPTY_OPERAND),
        (AGE, "(5..5]", Fault.EMPTY_RANGE),
        (VIP, "> true", Fault.NO_ORDER),
        (VIP, "[false..true]", Fault.NO_ORDER),
        (DUE, '@"2024-01-31" + 5', Fault.NO_ARITHMETIC),
        (Input("grade", values=('"A"', '"B"')), '"a"', Fault.NOT_ALLOWED),
    ],
)
def test_a_cell_that_does_not_fit_is_named(column, cell, fault):
    assert faults([column, RISK], [GRADE], [(cell, "-", '"A"')]) == [fault]


@pytest.mark.parametrize(
    ("output", "cell", "fault"),
    [
        (GRADE, "", Fault.EMPTY_OUTPUT),
        (GRADE, "-", Fault.EMPTY_OUTPUT),
        (GRADE, "1", Fault.KIND_CLASH),
        (GRADE, "age", Fault.KIND_CLASH),
        (RATE, 'age + "a"', Fault.NO_ARITHMETIC),
        (RATE, "abs(true)", Fault.KIND_CLASH),
        (Output("grade", values=('"A"', '"B"')), '"C"', Fault.NOT_ALLOWED),
    ],
)
def test_a_result_that_does_not_fit_is_named(output, cell, fault):
    assert faults([AGE], [output], [("-", cell)]) == [fault]


@pytest.mark.parametrize(
    ("inputs", "outputs", "known", "fault"),
    [
        ([Input("shoe size")], [GRADE], CATALOGUE, Fault.UNKNOWN_INPUT),
        ([Input("age")], [GRADE], CATALOGUE, Fault.KNOWN_OTHERWISE),
        ([Input(" ")], [GRADE], None, Fault.NO_NAME),
        ([Input("null")], [GRADE], None, Fault.RESERVED_NAME),
        ([AGE], [Output("")], None, Fault.NO_NAME),
        ([AGE], [Output("x", values=("1 +",))], None, Fault.BAD_ALLOWED),
        ([AGE], [Output("x", values=("1",))], None, Fault.KIND_CLASH),
        ([AGE], [Output("x", default="1")], None, Fault.KIND_CLASH),
    ],
)
def test_a_column_that_cannot_be_is_named(inputs, outputs, known, fault):
    assert faults(inputs, outputs, [], known=known) == [fault]


def test_two_outputs_of_one_name_are_both_named():
    assert faults([], [GRADE, GRADE], []) == [Fault.SAME_NAME] * 2


@pytest.mark.parametrize(
    ("outputs", "aggregation", "expected"),
    [
        ([GRADE], Aggregation.SUM, [Fault.NOT_A_NUMBER]),
        ([RATE, GRADE], Aggregation.MAX, [Fault.SEVERAL_OUTPUTS]),
        ([RATE], Aggregation.MIN, []),
        ([GRADE], Aggregation.COUNT, []),
    ],
)
def test_an_aggregation_needs_one_number(outputs, aggregation, expected):
    policy = HitPolicy.COLLECT
    assert faults([], outputs, [], policy, aggregation) == expected


def test_a_ranked_table_needs_ranks():
    assert faults([], [GRADE], [], HitPolicy.PRIORITY) == [Fault.NO_ORDER_OF_OUTPUTS]
    ranked = Output("rate", kind=Kind.NUMBER, values=("1", "2"))
    rows = [("-", "age")]
    assert faults([AGE], [ranked], rows, HitPolicy.OUTPUT_ORDER) == [
        Fault.RANKED_EXPRESSION
    ]


@pytest.mark.parametrize("compile_table", [compile_python, compile_sql])
def test_a_table_with_problems_is_not_compiled(compile_table):
    with pytest.raises(TableFaults, match="Rule 1, “Age”: a text stands here") as error:
        compile_table(table([AGE], [GRADE], [('"x"', '"A"')]))
    assert len(error.value.problems) == 1


def test_every_fault_has_its_words():
    assert set(TEMPLATES) == set(Fault)
