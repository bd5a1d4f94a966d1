"""The kind of a column that does not say it, from what stands in its cells."""

from __future__ import annotations

from collections.abc import Sequence

from .faults import CellError
from .kinds import kind_of
from .model import Input, Kind
from .parser import parse_expression, parse_tests
from .syntax import operands
from .tokens import Names


def cell_kind(texts: Sequence[str]) -> Kind:
    """Return the kind of the first test that shows one; none does: text.

    >>> cell_kind(["-", ">= 18"]), cell_kind([""])
    (<Kind.NUMBER: 'number'>, <Kind.TEXT: 'text'>)
    """
    for text in texts:
        try:
            for operand in operands(parse_tests(text, Names({}))):
                if kind := kind_of(operand, ()):
                    return kind
        except CellError:
            continue
    return Kind.TEXT


def output_kind(texts: Sequence[str], inputs: Sequence[Input]) -> Kind:
    """Return the kind of the first result that shows one; none does: text.

    >>> output_kind(["null", "limit * 2"], [Input("limit", kind=Kind.NUMBER)])
    <Kind.NUMBER: 'number'>
    """
    names = Names({entry.code: place for place, entry in enumerate(inputs)})
    kinds = [entry.kind for entry in inputs]
    for text in texts:
        try:
            if kind := kind_of(parse_expression(text, names), kinds):
                return kind
        except CellError:
            continue
    return Kind.TEXT
