"""Cells as SQL over the columns `i0`, `i1`, ... of one alias; every value a parameter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .arithmetic import DIVISION_PLACES
from .check import ParsedRule
from .model import Kind, Value
from .syntax import (
    Arithmetic,
    Call,
    Cell,
    Comparison,
    Expression,
    Function,
    IsEmpty,
    Literal,
    Negative,
    Operator,
    Range,
    Reference,
    Test,
    references,
)

TYPES = {
    Kind.TEXT: "text",
    Kind.NUMBER: "numeric",
    Kind.DATE: "date",
    Kind.FLAG: "boolean",
}
_SHIFT = "1" + "0" * (DIVISION_PLACES + 1)
_UNSHIFT = "0." + "0" * DIVISION_PLACES + "1"
_OPERATORS = {operator: str(operator) for operator in Operator} | {
    Operator.NOT_EQUAL: "<>"
}


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of a statement; `%s` in `text` stand for `params` in their order."""

    text: str
    params: tuple[Any, ...] = ()

    def fill(self, *parts: Sql) -> Sql:
        """Put the parts where `{}` stands.

        >>> Sql("{} + {}").fill(Sql("%s", (1,)), Sql("%s", (2,)))
        Sql(text='%s + %s', params=(1, 2))
        """
        texts = [part.text for part in parts]
        params = [value for part in parts for value in part.params]
        return Sql(self.text.format(*texts), self.params + tuple(params))


def join(separator: str, parts: Iterable[Sql]) -> Sql:
    """Join pieces.

    >>> join(", ", [Sql("a"), Sql("%s", (1,))])
    Sql(text='a, %s', params=(1,))
    """
    found = list(parts)
    return Sql(
        separator.join(part.text for part in found),
        tuple(value for part in found for value in part.params),
    )


def literal(value: Value, kind: Kind) -> Sql:
    """Return a value as a parameter of its type.

    >>> literal("a", Kind.TEXT)
    Sql(text='%s::text', params=('a',))
    """
    return Sql(f"%s::{TYPES[kind]}", (value,))


@dataclass(frozen=True, slots=True)
class Cells:
    """Writes cells; `alias` has the inputs, whose kinds are `inputs`."""

    alias: str
    inputs: tuple[Kind, ...]

    def column(self, index: int) -> Sql:
        """Return the column of an input.

        >>> Cells("s", (Kind.TEXT,)).column(0).text
        's.i0'
        """
        return Sql(f"{self.alias}.i{index}")

    # --- tests

    def rule(self, rule: ParsedRule) -> Sql:
        """Return when a rule fires.

        >>> cell = Cell((Comparison(Operator.EQUAL, Literal("a")),))
        >>> Cells("s", (Kind.TEXT,)).rule(ParsedRule(1, (cell,), ())).text
        's.i0 = %s::text'
        """
        conditions = [
            self._cell(cell, index)
            for index, cell in enumerate(rule.cells)
            if not cell.is_any
        ]
        return join(" AND ", conditions) if conditions else Sql("TRUE")

    def _cell(self, cell: Cell, index: int) -> Sql:
        tests = cell.tests or ()
        value = self.column(index)
        equal = [test for test in tests if _is_listed(test)]
        parts = [self._test(test, index) for test in tests if test not in equal]
        if len(equal) == 1:
            parts.append(self._test(equal[0], index))
        elif equal:
            kind = self.inputs[index]
            values = join(", ", (self.expression(t.operand, kind) for t in equal))
            parts.append(Sql("{} IN ({})").fill(value, values))
        whole = join(" OR ", parts)
        if cell.is_negated:
            return Sql("NOT ({})").fill(whole)
        return Sql("({})").fill(whole) if len(parts) > 1 else whole

    def _test(self, test: Test, index: int) -> Sql:
        value, kind = self.column(index), self.inputs[index]
        match test:
            case IsEmpty(wanted):
                return Sql(f"{{}} IS {'' if wanted else 'NOT '}NULL").fill(value)
            case Comparison(operator, operand):
                return self._compare(value, operator, operand, kind)
            case Range(low, high, has_low, has_high):
                first = Operator.AT_LEAST if has_low else Operator.GREATER
                last = Operator.AT_MOST if has_high else Operator.LESS
                return Sql("({} AND {})").fill(
                    self._compare(value, first, low, kind),
                    self._compare(value, last, high, kind),
                )
        raise TypeError(test)

    def _compare(
        self, value: Sql, operator: Operator, operand: Expression, kind: Kind
    ) -> Sql:
        if kind is Kind.FLAG and isinstance(operand, Literal):
            is_wanted = operand.value is (operator is Operator.EQUAL)
            return value if is_wanted else Sql("NOT {}").fill(value)
        return Sql(f"{{}} {_OPERATORS[operator]} {{}}").fill(
            value, self.expression(operand, kind)
        )

    # --- expressions

    def expression(self, expression: Expression, kind: Kind) -> Sql:
        """Return an expression of a kind.

        >>> double = Arithmetic("*", Literal(2), Reference(0))
        >>> Cells("s", (Kind.NUMBER,)).expression(double, Kind.NUMBER).text
        '(%s::numeric * s.i0)'
        """
        match expression:
            case Literal(value):
                return literal(value, kind)
            case Reference(column):
                return self.column(column)
            case Negative(operand):
                return Sql("(- {})").fill(self.expression(operand, kind))
            case Arithmetic(operator, left, right):
                parts = self.expression(left, kind), self.expression(right, kind)
                return Sql(_ARITHMETIC[operator, kind is Kind.TEXT]).fill(*parts)
            case Call(Function.MIN | Function.MAX as function, arguments):
                return self._pick(function, arguments)
            case Call(function, (argument,), scale):
                return _rounded(function, scale).fill(self.expression(argument, kind))
        raise TypeError(expression)

    def _pick(self, function: Function, arguments: Sequence[Expression]) -> Sql:
        parts = [self.expression(part, Kind.NUMBER) for part in arguments]
        values = join(", ", parts)
        name = {Function.MIN: "LEAST", Function.MAX: "GREATEST"}[function]
        if any(map(_can_vanish, arguments)):
            # A division by zero is empty, and LEAST would pass over it.
            text = (
                f"(SELECT CASE WHEN count(*) = count(v.x) THEN {function}(v.x) END"
                " FROM unnest(ARRAY[{}]) AS v(x))"
            )
            return Sql(text).fill(values)
        used = frozenset().union(*map(references, arguments))
        picked = Sql(f"{name}({{}})").fill(values)
        if not used:
            return picked
        filled = join(" AND ", (self._filled(column) for column in sorted(used)))
        return Sql("(CASE WHEN {} THEN {} END)").fill(filled, picked)

    def _filled(self, column: int) -> Sql:
        return Sql("{} IS NOT NULL").fill(self.column(column))


def _rounded(function: Function, scale: int) -> Sql:
    text = _FUNCTIONS[function].replace("{scale}", str(scale))
    up, down = "1" + "0" * scale, format(Decimal(1).scaleb(-scale), "f")
    return Sql(text.replace("{up}", up).replace("{down}", down))


def _is_listed(test: Test) -> bool:
    match test:
        case Comparison(Operator.EQUAL, Literal(value)):
            return not isinstance(value, bool)
    return False


def _can_vanish(expression: Expression) -> bool:
    """Whether an expression can be empty although its inputs are filled."""
    match expression:
        case Literal(value):
            return value is None
        case Negative(operand):
            return _can_vanish(operand)
        case Arithmetic(operator, left, right):
            return operator == "/" or _can_vanish(left) or _can_vanish(right)
        case Call(_, arguments):
            return any(map(_can_vanish, arguments))
    return False


_ARITHMETIC = {
    ("+", True): "({} || {})",
    ("+", False): "({} + {})",
    ("-", False): "({} - {})",
    ("*", False): "({} * {})",
    # Whole digits up to the 13th place, cut off; the 12th is rounded by them alone.
    ("/", False): (
        f"round(div({{}} * {_SHIFT}, NULLIF({{}}, 0)) * {_UNSHIFT}, {DIVISION_PLACES})"
    ),
}
_HALF_EVEN = (
    "(SELECT CASE WHEN abs(v.x - v.y) * {up} = 0.5"
    " THEN v.y + sign(v.x) * mod(abs(v.y) * {up}, 2) * {down}"
    " ELSE round(v.x, {scale}) END"
    " FROM (SELECT u.x, trunc(u.x, {scale}) AS y FROM (SELECT {} AS x OFFSET 0) AS u"
    " OFFSET 0) AS v)"
)
_FUNCTIONS = {
    Function.ABS: "abs({})",
    Function.FLOOR: "floor({})",
    Function.CEILING: "ceiling({})",
    Function.ROUND: "round({}, {scale})",
    Function.DECIMAL: _HALF_EVEN,
}
