"""What follows from the rules that fired, by the hit policy (DMN 1.5, 8.2.8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from .arithmetic import as_json, evaluator, total
from .check import ParsedTable
from .model import Aggregation, HitPolicy, Value
from .regions import members
from .syntax import Expression, Literal

Outputs = dict[str, Value]
Values = Sequence[Value]


class Violation(StrEnum):
    """What the hit policy forbids and the values nevertheless met."""

    NOT_UNIQUE = "not_unique"
    NOT_SAME = "not_same"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the table says: the rules that fired, in the order the hit policy asks for.

    `outputs` by name for a single hit, a list of these for RULE ORDER, OUTPUT ORDER and
    COLLECT, one value for an aggregation; see the package for the case without a hit.
    """

    rules: tuple[int, ...]
    outputs: Outputs | list[Outputs] | Value
    violation: Violation | None = None

    def as_json(self) -> Any:
        """Return the outputs for JSON, as the SQL gives them.

        >>> Decision((1,), {"rate": Decimal("1.50")}).as_json()
        {'rate': '1.5'}
        """
        if isinstance(self.outputs, list):
            return [_json(outputs) for outputs in self.outputs]
        if isinstance(self.outputs, dict):
            return _json(self.outputs)
        return as_json(self.outputs)


def _json(outputs: Outputs) -> dict[str, Any]:
    return {name: as_json(value) for name, value in outputs.items()}


Finish = Callable[[int, Values], Decision]
Give = Callable[[Values], Outputs]


def finisher(parsed: ParsedTable) -> Finish:
    """Return what makes a decision of the satisfied rules, given as bits.

    >>> from .check import parse
    >>> from .model import Output, Rule, Table
    >>> rules = (Rule(1, (), ('"a"',)), Rule(2, (), ('"b"',)))
    >>> table = Table("T", HitPolicy.UNIQUE, (), (Output("x"),), rules)
    >>> finisher(parse(table))(0b11, ())
    Decision(rules=(1, 2), outputs=None, violation=<Violation.NOT_UNIQUE: 'not_unique'>)
    """
    numbers = [rule.number for rule in parsed.rules]
    give = [_give(parsed, rule.outputs) for rule in parsed.rules]
    if parsed.table.aggregation:
        return _aggregated(parsed, numbers)
    default = _default(parsed)
    match parsed.table.hit_policy:
        case HitPolicy.FIRST | HitPolicy.PRIORITY:
            return _first(numbers, give, default)
        case HitPolicy.UNIQUE:
            return _unique(numbers, give, default)
        case HitPolicy.ANY:
            return _same(numbers, give, default)
    return _all(numbers, give, default)


def _give(parsed: ParsedTable, expressions: Sequence[Expression]) -> Give:
    names = [output.name for output in parsed.table.outputs]
    if all(isinstance(expression, Literal) for expression in expressions):
        # A copy each time: whoever gets it may change it.
        constant = dict(zip(names, [part.value for part in expressions], strict=True))
        return lambda values: constant.copy()
    parts = list(zip(names, map(evaluator, expressions), strict=True))
    return lambda values: {name: part(values) for name, part in parts}


def _default(parsed: ParsedTable) -> Callable[[Values], Outputs | None]:
    if not parsed.has_default:
        return lambda values: None
    return _give(parsed, [part or Literal(None) for part in parsed.defaults])


def _first(numbers: list[int], give: list[Give], default: Callable) -> Finish:
    def finish(rules: int, values: Values) -> Decision:
        if not rules:
            return Decision((), default(values))
        place = (rules & -rules).bit_length() - 1
        return Decision((numbers[place],), give[place](values))

    return finish


def _unique(numbers: list[int], give: list[Give], default: Callable) -> Finish:
    first = _first(numbers, give, default)

    def finish(rules: int, values: Values) -> Decision:
        if rules & (rules - 1):
            fired = tuple(numbers[place] for place in members(rules))
            return Decision(fired, None, Violation.NOT_UNIQUE)
        return first(rules, values)

    return finish


def _same(numbers: list[int], give: list[Give], default: Callable) -> Finish:
    def finish(rules: int, values: Values) -> Decision:
        if not rules:
            return Decision((), default(values))
        places = list(members(rules))
        fired = tuple(numbers[place] for place in places)
        outputs = give[places[0]](values)
        if any(give[place](values) != outputs for place in places[1:]):
            return Decision(fired, None, Violation.NOT_SAME)
        return Decision(fired, outputs)

    return finish


def _all(numbers: list[int], give: list[Give], default: Callable) -> Finish:
    def finish(rules: int, values: Values) -> Decision:
        if not rules:
            outputs = default(values)
            return Decision((), [] if outputs is None else [outputs])
        places = list(members(rules))
        fired = tuple(numbers[place] for place in places)
        return Decision(fired, [give[place](values) for place in places])

    return finish


_PICK: dict[Aggregation, Callable[[Sequence[Decimal]], Decimal]] = {
    Aggregation.SUM: total,
    Aggregation.MIN: min,
    Aggregation.MAX: max,
}


def _aggregated(parsed: ParsedTable, numbers: list[int]) -> Finish:
    aggregation = parsed.table.aggregation
    give = [evaluator(rule.outputs[0]) for rule in parsed.rules]
    nothing = Literal(Decimal(0) if aggregation is Aggregation.COUNT else None)
    default = evaluator(parsed.defaults[0] or nothing)

    def finish(rules: int, values: Values) -> Decision:
        if not rules:
            return Decision((), default(values))
        places = list(members(rules))
        fired = tuple(numbers[place] for place in places)
        if aggregation is Aggregation.COUNT:
            return Decision(fired, Decimal(len(fired)))
        found = [give[place](values) for place in places]
        return Decision(fired, None if None in found else _PICK[aggregation](found))

    return finish
