"""The published cases of the DMN technology compatibility kit, through our own engine.

A decision that needs others is run after them; that is done here only: the bank's tables
stand alone. What a decision table of S-FEEL is not, is not applicable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from odoo.addons.bank_crm_base.domain.conformance import Status, Verdict

from .dmn.arithmetic import as_value, evaluator
from .dmn.check import check
from .dmn.faults import CellError
from .dmn.kinds import kind_of, kind_of_value
from .dmn.model import Kind, TableError, Value
from .dmn.parser import parse_expression
from .dmn.python import compile_python
from .dmn.tokens import Names
from .dmn.xml import KINDS as TYPES
from .dmn.xml import Element, read_definitions, table_of, text_of

Handler = Callable[[dict[str, Any], Path], Verdict]
_OUT_OF_SCOPE: tuple[tuple[str, str], ...] = (
    ("invocation", "a boxed invocation"),
    ("context", "a boxed context"),
    ("relation", "a boxed relation"),
    ("list", "a boxed list"),
    ("functionDefinition", "a boxed function"),
)
_BEYOND = (
    (r"\*\*", "powers"),
    (r"\b(?:for|some|every|if|function)\b", "FEEL beyond S-FEEL"),
    (r"\b(?:and|or|not)\b", "and, or, not as a calculation"),
    (r"\bsort\s*\(", "functions of lists"),
    (r"\b[A-Za-z]\w*\.[A-Za-z]", "values made of parts"),
)


class OutOfScopeError(ValueError):
    """The case asks for a part of DMN that is no decision table."""


def run_dmn(case: dict[str, Any], folder: Path) -> Verdict:
    """Decide by the model of the case and compare with what is published.

    >>> run_dmn({"inputs": {"model": "absent.dmn"}}, Path()).reason
    'the model was not delivered'
    """
    path = folder / case["inputs"]["model"]
    if not path.is_file():
        return Verdict(Status.NOT_APPLICABLE, None, "the model was not delivered")
    try:
        model = _Model(read_definitions(path.read_text(encoding="utf-8")))
        given = case["inputs"]["inputs"]
        got = {name: model.decide(name, given) for name in case["expected"]}
    except OutOfScopeError as error:
        return Verdict(Status.NOT_APPLICABLE, None, str(error))
    except TableError as error:
        return Verdict(Status.FAILED, None, str(error))
    tolerance = Decimal(str(case["tolerance"]["numeric_abs"]))
    wrong = [
        name
        for name, expected in case["expected"].items()
        if not _is_same(expected["value"], got[name], tolerance)
    ]
    if wrong:
        return Verdict(Status.FAILED, got, "differs in " + ", ".join(wrong))
    return Verdict(Status.PASSED, got)


KINDS: dict[str, Handler] = {"dmn": run_dmn}


def _is_same(expected: Any, got: Any, tolerance: Decimal) -> bool:
    if isinstance(expected, bool) or expected is None or isinstance(expected, str):
        return type(expected) is type(got) and expected == got
    if isinstance(expected, int | float):
        return (
            isinstance(got, Decimal) and abs(Decimal(str(expected)) - got) <= tolerance
        )
    if isinstance(expected, dict):
        return (
            isinstance(got, dict)
            and expected.keys() == got.keys()
            and all(_is_same(expected[name], got[name], tolerance) for name in got)
        )
    return (
        isinstance(got, list)
        and len(expected) == len(got)
        and all(
            _is_same(one, other, tolerance)
            for one, other in zip(expected, got, strict=True)
        )
    )


class _Model:
    """Decisions by name, and what each of them needs."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._decisions = {
            decision.get("name", ""): decision for decision in root.findall("decision")
        }
        self._names = {
            f"#{element.get('id')}": element.get("name", "")
            for element in root
            if element.get("id")
        }
        self._types = {
            element.get("name", ""): variable.get("typeRef", "")
            for element in root
            if (variable := element.find("variable")) is not None
        }

    def decide(self, name: str, given: Mapping[str, Any]) -> Any:
        """The result of one decision, those it needs first."""
        decision = self._decisions[name]
        needed = {
            other: self._needed(other, given) for other in self._requirements(decision)
        }
        for tag, reason in _OUT_OF_SCOPE:
            if decision.find(tag) is not None:
                raise OutOfScopeError(f"{reason} is no decision table")
        if decision.find("decisionTable") is not None:
            return self._decide_table(decision, needed)
        return self._calculate(decision, needed)

    def _requirements(self, decision: Element) -> list[str]:
        if decision.find("knowledgeRequirement") is not None:
            raise OutOfScopeError("a business knowledge model is no decision table")
        return [
            self._names[wanted.get("href", "")]
            for requirement in decision.findall("informationRequirement")
            for wanted in requirement
            if wanted.tag in ("requiredInput", "requiredDecision")
        ]

    def _needed(self, name: str, given: Mapping[str, Any]) -> Any:
        if name in self._decisions:
            return self.decide(name, given)
        value = given.get(name)
        if isinstance(value, dict | list):
            raise OutOfScopeError("an input made of parts is none of a decision table")
        return value

    def _decide_table(self, decision: Element, needed: Mapping[str, Any]) -> Any:
        table = table_of(decision, self._root)
        problems = check(table)
        if problems:
            raise TableError("%(problems)s", problems=" ".join(map(str, problems)))
        outputs = compile_python(table)(needed).outputs
        if len(table.outputs) > 1:
            return outputs
        # A single output has no name in the result.
        if isinstance(outputs, list):
            return [next(iter(entry.values())) for entry in outputs]
        return next(iter(outputs.values())) if isinstance(outputs, dict) else outputs

    def _calculate(self, decision: Element, needed: Mapping[str, Any]) -> Value:
        text = text_of(decision, "literalExpression", "text")
        for pattern, reason in _BEYOND:
            if re.search(pattern, re.sub(r'"[^"]*"', '""', text)):
                raise OutOfScopeError(f"{reason}: more than a cell may say")
        names = list(needed)
        columns = {name: place for place, name in enumerate(names)}
        values = [self._value(name, needed[name]) for name in names]
        kinds = [self._kind(name, value) for name, value in needed.items()]
        try:
            expression = parse_expression(text, Names(columns))
            kind_of(expression, kinds)
        except CellError as error:
            raise TableError("%(reason)s", reason=str(error)) from error
        return evaluator(expression)(values)

    def _kind(self, name: str, value: Any) -> Kind:
        declared = TYPES.get(self._types.get(name, ""))
        return declared or kind_of_value(value) or Kind.NUMBER

    def _value(self, name: str, value: Any) -> Value:
        return as_value(value, self._kind(name, value), name)
