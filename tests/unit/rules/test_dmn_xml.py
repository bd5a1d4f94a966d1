"""Decision tables in and out of DMN XML."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_rules.domain.dmn import model
from odoo.addons.bank_crm_rules.domain.dmn.model import (
    Aggregation,
    HitPolicy,
    Input,
    Kind,
    Output,
    Rule,
    Table,
    TableError,
)
from odoo.addons.bank_crm_rules.domain.dmn.xml import (
    MAX_BYTES,
    read_table,
    write_table,
)

from tests.unit.rules.dmn_text import decision, dmn

COLUMNS = """
<input id="i1" label="Age">
  <inputExpression id="e1" typeRef="number"><text>age</text></inputExpression>
</input>
<output id="o1" label="Grade" name="grade" typeRef="string">
  <outputValues><text>"A", "B, or so"</text></outputValues>
  <defaultOutputEntry><text>"B, or so"</text></defaultOutputEntry>
</output>
"""
RULES = """
<rule id="r1"><description>of age</description>
  <inputEntry id="r1i"><text>&gt;= 18</text></inputEntry>
  <outputEntry id="r1o"><text>"A"</text></outputEntry>
</rule>
"""


def rule(*cells):
    tests, result = cells[:-1], cells[-1]
    inputs = "".join(f"<inputEntry><text>{t}</text></inputEntry>" for t in tests)
    return f"<rule>{inputs}<outputEntry><text>{result}</text></outputEntry></rule>"


@pytest.mark.parametrize(
    "version", ["20191111/MODEL/", "20211108/MODEL/", "20230324/MODEL/"]
)
def test_a_table_of_any_version_is_read(version):
    table = read_table(dmn(decision(COLUMNS, RULES, 'hitPolicy="FIRST"'), version))
    assert table == Table(
        "Grade",
        HitPolicy.FIRST,
        (Input("age", "Age", Kind.NUMBER),),
        (Output("grade", "Grade", Kind.TEXT, ('"A"', '"B, or so"'), '"B, or so"'),),
        (Rule(1, (">= 18",), ('"A"',), "of age"),),
    )
    assert (table.id, table.decision_id, table.inputs[0].id) == ("t", "d", "i1")
    assert table.rules[0].test_ids == ("r1i",)
    assert table.rules[0].output_ids == ("r1o",)


def test_a_table_without_a_policy_is_unique():
    assert read_table(dmn(decision(COLUMNS))).hit_policy is HitPolicy.UNIQUE


def test_an_aggregation_is_read():
    attributes = 'hitPolicy="COLLECT" aggregation="SUM"'
    table = read_table(dmn(decision(COLUMNS, "", attributes)))
    assert table.aggregation is Aggregation.SUM


def test_the_kind_of_a_column_without_type_is_that_of_its_cells():
    untyped = "<input><inputExpression><text>{}</text></inputExpression></input>"
    columns = "".join(map(untyped.format, "abcd")) + '<output name="x"/>'
    rules = rule("-", "-", "true", "", "null") + rule(
        '"p"', '&lt; date("2026-01-31")', "-", "5", "a"
    )
    table = read_table(dmn(decision(columns, rules)))
    kinds = [entry.kind for entry in table.inputs]
    assert kinds == [Kind.TEXT, Kind.DATE, Kind.FLAG, Kind.NUMBER]
    assert table.outputs[0].kind is Kind.TEXT


def test_the_caller_knows_the_kind_of_an_untyped_column():
    columns = (
        "<input><inputExpression><text>a</text></inputExpression></input>"
        '<output name="x"/>'
    )
    table = read_table(dmn(decision(columns)), {"a": Kind.DATE})
    assert table.inputs[0].kind is Kind.DATE


def test_a_type_of_the_file_is_followed():
    item = '<itemDefinition name="tAge"><typeRef>number</typeRef></itemDefinition>'
    columns = COLUMNS.replace('typeRef="number"', 'typeRef="tAge"')
    assert read_table(dmn(item + decision(columns))).inputs[0].kind is Kind.NUMBER


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no sound XML"),
        ("<definitions", "no sound XML"),
        ("<definitions/>", "no DMN model"),
        (dmn(""), "no decision table"),
        (dmn("<decision/>"), "no decision table"),
        (dmn(decision(COLUMNS) + decision(COLUMNS)), "more than one decision"),
        (dmn(decision("")), "no output column"),
        (dmn(decision(COLUMNS, "", 'hitPolicy="LAST"')), "no hit policy LAST"),
        (dmn(decision(COLUMNS, "", 'aggregation="AVG"')), "no aggregation AVG"),
        (dmn(decision(COLUMNS, "", 'aggregation="SUM"')), "Only the hit policy"),
        (dmn(decision(COLUMNS, rule("1", "2", "3"))), "Rule 1 has not one test"),
        (dmn(decision(COLUMNS.replace('"number"', '"dateTime"'))), "type dateTime"),
        (
            '<!DOCTYPE d [<!ENTITY a "b">]>' + dmn(decision(COLUMNS)),
            "no DOCTYPE",
        ),
        (
            '<?xml version="1.0"?><!DOCTYPE d SYSTEM "file:///etc/passwd">'
            + dmn(decision(COLUMNS)),
            "no DOCTYPE",
        ),
        (dmn("x" * MAX_BYTES), "larger than"),
        (dmn(decision(COLUMNS, rule("1", "1") * 2001)), "over 2000 rules"),
        (dmn(decision(COLUMNS + '<output name="x"/>' * 60)), "over 60 columns"),
        (dmn(decision(COLUMNS, rule("1" * 2001, "1"))), "over 2000 characters"),
        (dmn("<a>" * 50_000 + "</a>" * 50_000), "no decision table"),
        (dmn("\ud800"), "no sound XML"),
    ],
)
def test_what_is_no_table_is_refused_in_words(text, words):
    with pytest.raises(TableError, match=words):
        read_table(text)


def test_a_written_table_has_ids_and_a_shape():
    table = Table(
        "Grade",
        HitPolicy.COLLECT,
        (Input("age", "", Kind.NUMBER),),
        (Output("rate", "", Kind.NUMBER),),
        (Rule(1, ("< 5",), ("1",)),),
        Aggregation.MAX,
    )
    root = ElementTree.fromstring(write_table(table))
    model_ns = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
    shape = root.find(".//{https://www.omg.org/spec/DMN/20191111/DMNDI/}DMNShape")
    assert shape.get("dmnElementRef") == root.find(f"{model_ns}decision").get("id")
    for tag in ("input", "inputExpression", "output", "rule", "inputEntry"):
        assert root.find(f".//{model_ns}{tag}").get("id"), tag
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_ids_stay_and_ids_that_clash_are_given_anew():
    rules = (
        Rule(1, (), ("1",), id="input_1", output_ids=("same",)),
        Rule(2, (), ("2",), id="9 no id", output_ids=("same",)),
    )
    table = Table("T", HitPolicy.ANY, (), (Output("x", kind=Kind.NUMBER),), rules)
    again = read_table(write_table(table))
    assert [rule.id for rule in again.rules] == ["input_1", "rule_2"]
    assert again.rules[0].output_ids == ("same",)
    assert again.rules[1].output_ids != ("same",)


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(
    str.strip
)


@st.composite
def tables(draw):
    inputs = tuple(
        Input(" ".join(code.split()), label, kind)
        for code, label, kind in draw(
            st.lists(st.tuples(texts, texts, st.sampled_from(Kind)), max_size=3)
        )
    )
    outputs = tuple(
        Output(f"{name}x", label, kind, (), default)
        for name, label, kind, default in draw(
            st.lists(
                st.tuples(texts, texts, st.sampled_from(Kind), texts),
                min_size=1,
                max_size=3,
            )
        )
    )
    rules = tuple(
        Rule(
            number,
            tuple(draw(texts) for _entry in inputs),
            tuple(draw(texts) for _output in outputs),
            draw(texts),
        )
        for number in range(1, draw(st.integers(1, 4)))
    )
    return Table(draw(texts), draw(st.sampled_from(HitPolicy)), inputs, outputs, rules)


@given(tables())
def test_a_written_table_is_read_as_it_was(table):
    assert read_table(write_table(table)) == table


def test_limits_are_those_of_the_model():
    assert (model.MAX_RULES, model.MAX_COLUMNS) == (2_000, 60)
