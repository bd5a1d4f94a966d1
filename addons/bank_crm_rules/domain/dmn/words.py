"""A rule in a clerk's words."""

from __future__ import annotations

from .check import ParsedTable
from .model import Kind, Table, Value
from .phrases import Phrase, Words, between, compared, joined, literal, plain
from .syntax import (
    Arithmetic,
    Call,
    Cell,
    Comparison,
    Expression,
    IsEmpty,
    Literal,
    Negative,
    Operator,
    Reference,
    Test,
)

_OPPOSITES = {
    Operator.EQUAL: Operator.NOT_EQUAL,
    Operator.NOT_EQUAL: Operator.EQUAL,
    Operator.LESS: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.LESS,
    Operator.GREATER: Operator.AT_MOST,
    Operator.AT_MOST: Operator.GREATER,
}


def rule_words(parsed: ParsedTable, number: int) -> Phrase:
    """Return what a rule asks for and what it gives.

    >>> from .check import parse
    >>> from .model import HitPolicy, Input, Output, Rule
    >>> inputs = (Input("age", "Age", Kind.NUMBER), Input("risk", "Risk"))
    >>> rules = (Rule(1, (">= 18", '"Medium", "Low"'), ('"yes"',)),)
    >>> table = Table("T", HitPolicy.FIRST, inputs, (Output("grant", "Grant"),), rules)
    >>> print(rule_words(parse(table), 1))
    Age is at least 18 and Risk is Medium or Low: Grant is yes
    """
    condition = condition_words(parsed, number)
    table = parsed.table
    outcome = joined(
        Words.AND,
        [
            Phrase(
                Words.GIVES,
                {"what": output.title, "value": _value(expression, table)},
            )
            for output, expression in zip(
                table.outputs, parsed.rules[number - 1].outputs, strict=True
            )
        ],
    )
    return Phrase(Words.RULE, {"condition": condition, "outcome": outcome})


def condition_words(parsed: ParsedTable, number: int) -> Phrase:
    """Return what a rule asks for.

    >>> from .check import parse
    >>> from .model import HitPolicy, Output, Rule
    >>> table = Table("T", HitPolicy.FIRST, (), (Output("x"),), (Rule(1, (), ('"a"',)),))
    >>> print(condition_words(parse(table), 1))
    always
    """
    table = parsed.table
    phrases = [
        _cell(cell, entry.title, entry.kind, table)
        for cell, entry in zip(
            parsed.rules[number - 1].cells, table.inputs, strict=True
        )
        if not cell.is_any
    ]
    return joined(Words.AND, phrases) if phrases else Phrase(Words.ALWAYS)


def _cell(cell: Cell, what: str, kind: Kind, table: Table) -> Phrase:
    tests = cell.tests or ()
    equal = [test for test in tests if _is_equality(test)]
    if len(equal) == len(tests) and all(
        isinstance(test.operand, Literal) for test in equal
    ):
        values = [_value(test.operand, table) for test in equal]
        code = Words.IS_NOT if cell.is_negated else Words.IS
        return Phrase(code, {"what": what, "value": joined(Words.OR, values)})
    phrases = [_test(test, what, kind, table) for test in tests]
    if not cell.is_negated:
        return joined(Words.OR, phrases)
    if len(tests) == 1 and (opposite := _opposite(tests[0])):
        return _test(opposite, what, kind, table)
    return Phrase(Words.NOT, {"condition": joined(Words.OR, phrases)})


def _is_equality(test: Test) -> bool:
    return isinstance(test, Comparison) and test.operator is Operator.EQUAL


def _opposite(test: Test) -> Test | None:
    match test:
        case IsEmpty(wanted):
            return IsEmpty(not wanted)
        case Comparison(operator, operand):
            return Comparison(_OPPOSITES[operator], operand)
    return None


def _test(test: Test, what: str, kind: Kind, table: Table) -> Phrase:
    if isinstance(test, IsEmpty):
        return Phrase(Words.EMPTY if test.wanted else Words.FILLED, {"what": what})
    if isinstance(test, Comparison):
        return compared(test.operator, what, _value(test.operand, table), kind)
    low, high = _value(test.low, table), _value(test.high, table)
    return between(what, kind, (low, test.has_low), (high, test.has_high))


def _value(expression: Expression, table: Table) -> Phrase | Value:
    """A value to show as such; a calculation as its text."""
    if isinstance(expression, Literal):
        return literal(expression.value)
    return _formula(expression, table)


def _formula(expression: Expression, table: Table) -> str:
    match expression:
        case Literal(value):
            return plain(value)
        case Reference(column):
            return table.inputs[column].title
        case Negative(operand):
            return f"-{_formula(operand, table)}"
        case Arithmetic(operator, left, right):
            return f"({_formula(left, table)} {operator} {_formula(right, table)})"
        case Call(function, arguments):
            inner = ", ".join(_formula(part, table) for part in arguments)
            return f"{function}({inner})"
    raise TypeError(expression)
