"""A decision table in and out of DMN XML, as dmn-js and other modellers save it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from .faults import CellError
from .infer import cell_kind, output_kind
from .model import Aggregation, HitPolicy, Input, Kind, Output, Rule, Table, TableError
from .parser import parse_values
from .xml_write import write_table

__all__ = ["read_definitions", "read_table", "table_of", "text_of", "write_table"]

MAX_BYTES = 8_000_000

_MODEL = re.compile(
    r"\{https?://www\.omg\.org/spec/DMN/\d{8}/(?:MODEL/|dmn\.xsd)\}"
    r"|\{http://www\.omg\.org/spec/DMN/\d{8}\}"
)
_FORBIDDEN = re.compile(r"<!(?:DOCTYPE|ENTITY)")
KINDS = {
    "string": Kind.TEXT,
    "number": Kind.NUMBER,
    "integer": Kind.NUMBER,
    "long": Kind.NUMBER,
    "double": Kind.NUMBER,
    "date": Kind.DATE,
    "boolean": Kind.FLAG,
}
_OTHER_TYPES = frozenset(
    {
        "time",
        "date and time",
        "dateTime",
        "days and time duration",
        "dayTimeDuration",
        "years and months duration",
        "yearMonthDuration",
    }
)

Element = ElementTree.Element


def read_definitions(text: str) -> Element:
    """Return the root of a DMN file with bare names; refuse what is no DMN.

    >>> read_definitions("<x/>")
    Traceback (most recent call last):
    ...
    odoo.addons.bank_crm_rules.domain.dmn.model.TableError: The file holds no DMN model.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise TableError("The file is larger than %(limit)s bytes.", limit=MAX_BYTES)
    if _FORBIDDEN.search(text):
        # Entities make little files enormous and let them read others.
        raise TableError("A DMN file has no DOCTYPE and no entities.")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 -- no entity passed above
    except (ElementTree.ParseError, ValueError, RecursionError) as error:
        raise TableError(
            "The file is no sound XML: %(reason)s", reason=str(error)
        ) from error
    if not (_MODEL.match(str(root.tag)) and str(root.tag).endswith("}definitions")):
        raise TableError("The file holds no DMN model.")
    for element in root.iter():
        # Elements of diagrams and of vendors keep their namespace: nobody asks for them.
        element.tag = _MODEL.sub("", str(element.tag), count=1)
    return root


def read_table(text: str, kinds: Mapping[str, Kind] | None = None) -> Table:
    """Read the one decision table of a DMN file.

    A column without a type gets the kind that `kinds` knows for its name, else the one
    its cells show.

    >>> read_table(write_table(read_table('''<definitions
    ... xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision name="Grade">
    ... <decisionTable><output name="grade"/><rule><outputEntry><text>1</text>
    ... </outputEntry></rule></decisionTable></decision></definitions>'''))).outputs[0].kind
    <Kind.NUMBER: 'number'>
    """
    root = read_definitions(text)
    decisions = [
        decision
        for decision in root.iter("decision")
        if decision.find("decisionTable") is not None
    ]
    if not decisions:
        raise TableError("The file holds no decision table.")
    if len(decisions) > 1 or len(root.findall("decision")) > 1:
        raise TableError("The file holds more than one decision.")
    return table_of(decisions[0], root, kinds or {})


def table_of(
    decision: Element, root: Element, kinds: Mapping[str, Kind] | None = None
) -> Table:
    """Return the table of one decision among others.

    >>> table_of(ElementTree.fromstring("<decision/>"), ElementTree.fromstring("<d/>"))
    Traceback (most recent call last):
    ...
    odoo.addons.bank_crm_rules.domain.dmn.model.TableError: The file holds no decision table.
    """
    element = decision.find("decisionTable")
    if element is None:
        raise TableError("The file holds no decision table.")
    types = _item_types(root)
    rules = tuple(_rules(element))
    name = decision.get("name", "").strip()
    inputs = tuple(
        _input(column, place, rules, types, kinds or {})
        for place, column in enumerate(element.findall("input"))
    )
    columns = element.findall("output")
    variable = decision.find("variable")
    fallback = (
        element.get("typeRef") or ("" if variable is None else variable.get("typeRef"))
        if len(columns) == 1
        else ""
    )
    outputs = tuple(
        _output(column, place, rules, types, inputs, (name, fallback or ""))
        for place, column in enumerate(columns)
    )
    return Table(
        name=name,
        hit_policy=_hit_policy(element),
        aggregation=_aggregation(element),
        inputs=inputs,
        outputs=outputs,
        rules=rules,
        id=element.get("id", ""),
        decision_id=decision.get("id", ""),
    )


def _hit_policy(element: Element) -> HitPolicy:
    text = element.get("hitPolicy", HitPolicy.UNIQUE)
    try:
        return HitPolicy(text)
    except ValueError as error:
        raise TableError("There is no hit policy %(policy)s.", policy=text) from error


def _aggregation(element: Element) -> Aggregation | None:
    text = element.get("aggregation")
    try:
        return Aggregation(text) if text else None
    except ValueError as error:
        raise TableError("There is no aggregation %(text)s.", text=text) from error


def text_of(element: Element | None, *names: str) -> str:
    """Return the text at the end of the path, empty when there is none.

    >>> text_of(ElementTree.fromstring("<a><text> 1 </text></a>"), "text")
    '1'
    """
    for name in names:
        element = None if element is None else element.find(name)
    return "" if element is None else (element.text or "").strip()


def _rules(element: Element) -> Iterator[Rule]:
    for number, rule in enumerate(element.findall("rule"), start=1):
        tests, outputs = rule.findall("inputEntry"), rule.findall("outputEntry")
        annotation = text_of(rule, "annotationEntry", "text")
        yield Rule(
            number=number,
            tests=tuple(text_of(entry, "text") for entry in tests),
            outputs=tuple(text_of(entry, "text") for entry in outputs),
            annotation=annotation or text_of(rule, "description"),
            id=rule.get("id", ""),
            test_ids=tuple(entry.get("id", "") for entry in tests),
            output_ids=tuple(entry.get("id", "") for entry in outputs),
        )


def _item_types(root: Element) -> dict[str, str]:
    return {
        item.get("name", ""): text_of(item, "typeRef")
        for item in root.iter("itemDefinition")
        if item.get("isCollection") != "true"
    }


def _kind(type_name: str | None, types: Mapping[str, str]) -> Kind | None:
    """The kind of a type, through the file's own names for it; None: not said."""
    name = (type_name or "").strip()
    for _step in range(len(types) + 1):
        name = name.rpartition(":")[2]
        if name in KINDS:
            return KINDS[name]
        if name in _OTHER_TYPES:
            raise TableError("Columns of the type %(type)s are not run.", type=name)
        name = types.get(name, "")
    return None


def _values(column: Element, name: str) -> tuple[str, ...]:
    text = text_of(column, name, "text")
    try:
        return parse_values(text) if text else ()
    except CellError:
        return (text,)  # `check` tells what is wrong with it, beside the rest


def _input(
    column: Element,
    place: int,
    rules: tuple[Rule, ...],
    types: Mapping[str, str],
    kinds: Mapping[str, Kind],
) -> Input:
    expression = column.find("inputExpression")
    code = " ".join(text_of(expression, "text").split())
    kind = _kind(None if expression is None else expression.get("typeRef"), types)
    cells = [rule.tests[place] for rule in rules if place < len(rule.tests)]
    return Input(
        code=code,
        label=column.get("label", "").strip(),
        kind=kind or kinds.get(code) or cell_kind(cells),
        values=_values(column, "inputValues"),
        id=column.get("id", ""),
    )


def _output(
    column: Element,
    place: int,
    rules: tuple[Rule, ...],
    types: Mapping[str, str],
    inputs: tuple[Input, ...],
    whole: tuple[str, str],
) -> Output:
    name, fallback = whole
    kind = _kind(column.get("typeRef"), types) or _kind(fallback, types)
    cells = [rule.outputs[place] for rule in rules if place < len(rule.outputs)]
    label = column.get("label", "").strip()
    return Output(
        name=column.get("name", "").strip() or label or name,
        label=label,
        kind=kind or output_kind(cells, inputs),
        values=_values(column, "outputValues"),
        default=text_of(column, "defaultOutputEntry", "text"),
        id=column.get("id", ""),
    )
