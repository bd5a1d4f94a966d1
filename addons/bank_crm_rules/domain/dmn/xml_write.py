"""A decision table as DMN 1.3, the version that dmn-js keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from .model import Kind, Table

MODEL = "https://www.omg.org/spec/DMN/20191111/MODEL/"
DMNDI = "https://www.omg.org/spec/DMN/20191111/DMNDI/"
DC = "http://www.omg.org/spec/DMN/20180521/DC/"
NAMESPACE = "https://bank-crm.example/decisions"

_ID = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = {
    Kind.TEXT: "string",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.FLAG: "boolean",
}


class _Ids:
    """Ids as they came where they can stay, so that the editor finds its cells again."""

    def __init__(self, table: Table) -> None:
        self._given: set[str] = set()
        self._kept = {table.id, table.decision_id}
        self._kept.update(column.id for column in (*table.inputs, *table.outputs))
        for rule in table.rules:
            self._kept.update((rule.id, *rule.test_ids, *rule.output_ids))

    def give(self, wanted: str, otherwise: str) -> str:
        name, number = wanted, 1
        if not _ID.fullmatch(wanted) or wanted in self._given:
            name = otherwise
            while name in self._given or name in self._kept:
                number += 1
                name = f"{otherwise}_{number}"
        self._given.add(name)
        return name


def write_table(table: Table) -> str:
    """Return the table as a DMN file of one decision, with its place on the diagram.

    >>> from .model import HitPolicy, Output, Rule
    >>> rules = (Rule(1, (), ('"A"',)),)
    >>> text = write_table(Table("Grade", HitPolicy.FIRST, (), (Output("grade"),), rules))
    >>> '<decisionTable id="decisionTable" hitPolicy="FIRST">' in text
    True
    """
    ids = _Ids(table)
    root = Element(
        "definitions",
        {
            "xmlns": MODEL,
            "xmlns:dmndi": DMNDI,
            "xmlns:dc": DC,
            "id": ids.give("", "definitions"),
            "name": _clean(table.name),
            "namespace": NAMESPACE,
        },
    )
    decision_id = ids.give(table.decision_id, "decision")
    decision = SubElement(
        root, "decision", {"id": decision_id, "name": _clean(table.name)}
    )
    policy = {"hitPolicy": str(table.hit_policy)}
    if table.aggregation:
        policy["aggregation"] = str(table.aggregation)
    element = SubElement(
        decision,
        "decisionTable",
        {"id": ids.give(table.id, "decisionTable"), **policy},
    )
    _write_columns(element, table, ids)
    _write_rules(element, table, ids)
    _write_diagram(root, decision_id, ids)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode")


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _write_text(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, tag, attributes)
    SubElement(element, "text").text = _clean(text)
    return element


def _labelled(label: str) -> dict[str, str]:
    return {"label": _clean(label)} if label else {}


def _write_columns(parent: Element, table: Table, ids: _Ids) -> None:
    for number, entry in enumerate(table.inputs, start=1):
        column = SubElement(
            parent,
            "input",
            {"id": ids.give(entry.id, f"input_{number}"), **_labelled(entry.label)},
        )
        _write_text(
            column,
            "inputExpression",
            entry.code,
            id=ids.give("", f"inputExpression_{number}"),
            typeRef=_TYPES[entry.kind],
        )
        if entry.values:
            identifier = ids.give("", f"inputValues_{number}")
            _write_text(column, "inputValues", ", ".join(entry.values), id=identifier)
    for number, output in enumerate(table.outputs, start=1):
        column = SubElement(
            parent,
            "output",
            {
                "id": ids.give(output.id, f"output_{number}"),
                **_labelled(output.label),
                "name": _clean(output.name),
                "typeRef": _TYPES[output.kind],
            },
        )
        if output.values:
            identifier = ids.give("", f"outputValues_{number}")
            _write_text(column, "outputValues", ", ".join(output.values), id=identifier)
        if output.default:
            identifier = ids.give("", f"defaultOutputEntry_{number}")
            _write_text(column, "defaultOutputEntry", output.default, id=identifier)


def _write_rules(parent: Element, table: Table, ids: _Ids) -> None:
    for rule in table.rules:
        name = f"rule_{rule.number}"
        element = SubElement(parent, "rule", {"id": ids.give(rule.id, name)})
        if rule.annotation:
            # dmn-js shows and edits a rule's description as its annotation.
            SubElement(element, "description").text = _clean(rule.annotation)
        for tag, texts, known in (
            ("inputEntry", rule.tests, rule.test_ids),
            ("outputEntry", rule.outputs, rule.output_ids),
        ):
            for place, (text, wanted) in enumerate(_pairs(texts, known), start=1):
                identifier = ids.give(wanted, f"{name}_{tag}_{place}")
                _write_text(element, tag, text, id=identifier)


def _pairs(texts: tuple[str, ...], ids: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for place, text in enumerate(texts):
        yield text, ids[place] if place < len(ids) else ""


def _write_diagram(root: Element, decision_id: str, ids: _Ids) -> None:
    interchange = SubElement(root, "dmndi:DMNDI")
    diagram = SubElement(
        interchange, "dmndi:DMNDiagram", {"id": ids.give("", "diagram")}
    )
    shape = SubElement(
        diagram,
        "dmndi:DMNShape",
        {"id": ids.give("", "shape"), "dmnElementRef": decision_id},
    )
    bounds = {"height": "80", "width": "180", "x": "160", "y": "100"}
    SubElement(shape, "dc:Bounds", bounds)
