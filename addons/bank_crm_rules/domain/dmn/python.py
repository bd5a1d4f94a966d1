"""A decision table as a function for one client: no text is ever evaluated.

Each value is located among its regions (see `regions`); the rules that all values satisfy
are the bits that the regions have in common. Only cells that compare with another input are
looked at one by one.
"""

from __future__ import annotations

import operator
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .arithmetic import Evaluate, as_value, evaluator
from .check import ParsedRule, ParsedTable, parse, ranked
from .model import Kind, Table, TableError, Value
from .outcome import Decision, Violation, finisher
from .regions import Dimension, dimensions, members
from .syntax import Cell, Comparison, IsEmpty, Operator, Test, is_constant

__all__ = ["Decision", "Violation", "compile_python"]

Decide = Callable[[Mapping[str, object]], Decision]
Satisfies = Callable[[Sequence[Value]], bool]


def compile_python(table: Table) -> Decide:
    """Return what decides by the table; the values are given by the inputs' codes.

    >>> from .model import HitPolicy, Input, Output, Rule
    >>> rules = (Rule(1, ("< 18",), ('"minor"',)), Rule(2, ("-",), ('"grown"',)))
    >>> table = Table("Age", HitPolicy.FIRST, (Input("age", kind=Kind.NUMBER),),
    ...     (Output("group"),), rules)
    >>> decide = compile_python(table)
    >>> decide({"age": 17}).outputs, decide({"age": None}).rules
    ({'group': 'minor'}, (2,))
    """
    parsed = ranked(parse(table))
    find = _finder(parsed)
    finish = finisher(parsed)
    read = _reader(table)

    def decide(given: Mapping[str, object]) -> Decision:
        values = read(given)
        return finish(find(values), values)

    return decide


_TYPES = {Kind.TEXT: str, Kind.FLAG: bool}


def _reader(table: Table) -> Callable[[Mapping[str, object]], list[Value]]:
    columns = [
        (entry.code, entry.kind, _TYPES.get(entry.kind)) for entry in table.inputs
    ]

    def read(given: Mapping[str, object]) -> list[Value]:
        values: list[Value] = []
        for code, kind, type_ in columns:
            try:
                value = given[code]
            except KeyError:
                raise TableError("The input %(name)s is missing.", name=code) from None
            values.append(
                value if type(value) is type_ else as_value(value, kind, code)
            )
        return values

    return read


# --- which rules fire


def _finder(parsed: ParsedTable) -> Callable[[Sequence[Value]], int]:
    """Return what gives the satisfied rules as bits, the first rule as bit 0."""
    lookups = [_lookup(dimension) for dimension in dimensions(parsed)]
    every = (1 << len(parsed.rules)) - 1
    conditions = {
        place: _condition(rule)
        for place, rule in enumerate(parsed.rules)
        if not all(map(is_constant, rule.cells))
    }
    dynamic = sum(1 << place for place in conditions)

    def find(values: Sequence[Value]) -> int:
        rules = every
        for column, points, masks in lookups:
            value = values[column]
            if value is None:
                rules &= masks[0]
                continue
            place = bisect_left(points, value)
            if place < len(points) and points[place] == value:
                rules &= masks[2 * place + 2]
            else:
                rules &= masks[2 * place + 1]
        if rules & dynamic:
            for place in members(rules & dynamic):
                if not conditions[place](values):
                    rules ^= 1 << place
        return rules

    return find


def _lookup(dimension: Dimension) -> tuple[int, tuple[Any, ...], list[int]]:
    return dimension.columns[0], dimension.points, dimension.masks()


def _condition(rule: ParsedRule) -> Satisfies:
    cells = [
        _cell(cell, column)
        for column, cell in enumerate(rule.cells)
        if not is_constant(cell)
    ]
    return lambda values: all(cell(values) for cell in cells)


def _cell(cell: Cell, column: int) -> Satisfies:
    tests = [_test(test, column) for test in cell.tests or ()]
    if cell.is_negated:
        return lambda values: all(test(values) is False for test in tests)
    return lambda values: any(test(values) for test in tests)


_COMPARE: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQUAL: operator.eq,
    Operator.NOT_EQUAL: operator.ne,
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.GREATER: operator.gt,
    Operator.AT_LEAST: operator.ge,
}


def _test(test: Test, column: int) -> Callable[[Sequence[Value]], bool | None]:
    """Return the test; it gives None where that cannot be said."""
    if isinstance(test, IsEmpty):
        return lambda values: (values[column] is None) is test.wanted
    if isinstance(test, Comparison):
        return _compare(test.operator, evaluator(test.operand), column)
    low = Operator.AT_LEAST if test.has_low else Operator.GREATER
    high = Operator.AT_MOST if test.has_high else Operator.LESS
    return _both(
        _compare(low, evaluator(test.low), column),
        _compare(high, evaluator(test.high), column),
    )


def _compare(
    sign: Operator, operand: Evaluate, column: int
) -> Callable[[Sequence[Value]], bool | None]:
    compare = _COMPARE[sign]

    def test(values: Sequence[Value]) -> bool | None:
        value, other = values[column], operand(values)
        return None if value is None or other is None else compare(value, other)

    return test


def _both(
    one: Callable[[Sequence[Value]], bool | None],
    other: Callable[[Sequence[Value]], bool | None],
) -> Callable[[Sequence[Value]], bool | None]:
    def test(values: Sequence[Value]) -> bool | None:
        answers = (one(values), other(values))
        if False in answers:
            return False
        return None if None in answers else True

    return test
