"""A rule and a gap in a clerk's words, in pieces that the screens translate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from .analysis import Gap, Side
from .arithmetic import as_json
from .check import ParsedTable
from .model import Kind, Table, Value
from .regions import runs
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


class Words(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    LESS = "less"
    AT_MOST = "at_most"
    GREATER = "greater"
    AT_LEAST = "at_least"
    BEFORE = "before"
    UNTIL = "until"
    AFTER = "after"
    FROM = "from"
    BETWEEN = "between"
    EMPTY = "empty"
    FILLED = "filled"
    NOT = "not"
    AND = "and"
    OR = "or"
    ALWAYS = "always"
    GIVES = "gives"
    RULE = "rule"
    TRUE = "true"
    FALSE = "false"
    NOTHING = "nothing"


TEMPLATES: Mapping[Words, str] = MappingProxyType(
    {
        Words.IS: "%(what)s is %(value)s",
        Words.IS_NOT: "%(what)s is not %(value)s",
        Words.LESS: "%(what)s is less than %(value)s",
        Words.AT_MOST: "%(what)s is at most %(value)s",
        Words.GREATER: "%(what)s is greater than %(value)s",
        Words.AT_LEAST: "%(what)s is at least %(value)s",
        Words.BEFORE: "%(what)s is before %(value)s",
        Words.UNTIL: "%(what)s is not after %(value)s",
        Words.AFTER: "%(what)s is after %(value)s",
        Words.FROM: "%(what)s is not before %(value)s",
        Words.BETWEEN: "%(what)s is from %(low)s to %(high)s",
        Words.EMPTY: "%(what)s is empty",
        Words.FILLED: "%(what)s is not empty",
        Words.NOT: "it is not so that %(condition)s",
        Words.AND: "%(first)s and %(second)s",
        Words.OR: "%(first)s or %(second)s",
        Words.ALWAYS: "always",
        Words.GIVES: "%(what)s is %(value)s",
        Words.RULE: "%(condition)s: %(outcome)s",
        Words.TRUE: "true",
        Words.FALSE: "false",
        Words.NOTHING: "empty",
    }
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A template and what stands in it: phrases, values and names of columns."""

    code: Words
    params: Mapping[str, Phrase | Value] = field(default_factory=dict)

    def render(
        self,
        translate: Callable[[Words], str] = TEMPLATES.__getitem__,
        show: Callable[[Value], str] | None = None,
    ) -> str:
        """Return the text, in English unless the caller translates and formats.

        >>> Phrase(Words.IS, {"what": "Risk", "value": "Low"}).render()
        'Risk is Low'
        """
        shown = {
            name: part.render(translate, show)
            if isinstance(part, Phrase)
            else (show or _plain)(part)
            for name, part in self.params.items()
        }
        return translate(self.code) % shown

    def __str__(self) -> str:
        return self.render()


def _plain(value: Value) -> str:
    return str(as_json(value))


_SIGNS = {
    Operator.EQUAL: Words.IS,
    Operator.NOT_EQUAL: Words.IS_NOT,
    Operator.LESS: Words.LESS,
    Operator.AT_MOST: Words.AT_MOST,
    Operator.GREATER: Words.GREATER,
    Operator.AT_LEAST: Words.AT_LEAST,
}
_DATE_SIGNS = {
    Operator.LESS: Words.BEFORE,
    Operator.AT_MOST: Words.UNTIL,
    Operator.GREATER: Words.AFTER,
    Operator.AT_LEAST: Words.FROM,
}
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
    outcome = _joined(
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
    return _joined(Words.AND, phrases) if phrases else Phrase(Words.ALWAYS)


def _joined(word: Words, parts: Sequence[Phrase | Value]) -> Phrase | Value:
    """Join from the left: a language may join two in its own way."""
    whole = parts[0]
    for part in parts[1:]:
        whole = Phrase(word, {"first": whole, "second": part})
    return whole


def _cell(cell: Cell, what: str, kind: Kind, table: Table) -> Phrase:
    tests = cell.tests or ()
    equal = [test for test in tests if _is_equality(test)]
    if len(equal) == len(tests) and all(
        isinstance(test.operand, Literal) for test in equal
    ):
        values = [_value(test.operand, table) for test in equal]
        code = Words.IS_NOT if cell.is_negated else Words.IS
        return Phrase(code, {"what": what, "value": _joined(Words.OR, values)})
    phrases = [_test(test, what, kind, table) for test in tests]
    if not cell.is_negated:
        return _joined(Words.OR, phrases)
    if len(tests) == 1 and (opposite := _opposite(tests[0])):
        return _test(opposite, what, kind, table)
    return Phrase(Words.NOT, {"condition": _joined(Words.OR, phrases)})


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
        return _compared(test.operator, what, _value(test.operand, table), kind)
    low, high = _value(test.low, table), _value(test.high, table)
    return _between(what, kind, (low, test.has_low), (high, test.has_high))


def _between(
    what: str, kind: Kind, low: tuple[Phrase | Value, bool], high: tuple
) -> Phrase:
    if low[1] and high[1]:
        params = {"what": what, "low": low[0], "high": high[0]}
        return Phrase(Words.BETWEEN, params)
    first = Operator.AT_LEAST if low[1] else Operator.GREATER
    last = Operator.AT_MOST if high[1] else Operator.LESS
    return _joined(
        Words.AND,
        [
            _compared(first, what, low[0], kind),
            _compared(last, what, high[0], kind),
        ],
    )


def _compared(
    operator: Operator, what: str, value: Phrase | Value, kind: Kind
) -> Phrase:
    code = _SIGNS[operator]
    if kind is Kind.DATE:
        code = _DATE_SIGNS.get(operator, code)
    return Phrase(code, {"what": what, "value": value})


def _value(expression: Expression, table: Table) -> Phrase | Value:
    """A value to show as such; a calculation as its text."""
    if isinstance(expression, Literal):
        return _literal(expression.value)
    return _formula(expression, table)


def _literal(value: Value) -> Phrase | Value:
    if isinstance(value, bool):
        return Phrase(Words.TRUE if value else Words.FALSE)
    return Phrase(Words.NOTHING) if value is None else value


def _formula(expression: Expression, table: Table) -> str:
    match expression:
        case Literal(value):
            return _plain(value)
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


def gap_words(gap: Gap) -> Phrase:
    """Return the condition under which no rule fires.

    >>> from .analysis import gaps
    >>> from .model import HitPolicy, Input, Output, Rule
    >>> rules = (Rule(1, ("< 18",), ("1",)), Rule(2, (">= 21, null",), ("2",)))
    >>> table = Table("T", HitPolicy.UNIQUE, (Input("age", "Age", Kind.NUMBER),),
    ...     (Output("x", kind=Kind.NUMBER),), rules)
    >>> [str(gap_words(gap)) for gap in gaps(table).gaps]
    ['Age is at least 18 and Age is less than 21']
    """
    if not gap.sides:
        return Phrase(Words.ALWAYS)
    return _joined(Words.AND, [_side(side) for side in gap.sides])


def _side(side: Side) -> Phrase:
    axis, what = side.dimension, side.dimension.title
    is_empty = side.regions & 1
    filled = side.regions & ~1
    every = (1 << axis.number) - 2
    # The regions of the values that no cell names.
    others = sum(1 << region for region in range(1, axis.number, 2))
    phrases: list[Phrase] = []
    if filled == every:
        phrases.append(Phrase(Words.FILLED, {"what": what}))
    elif axis.kind in (Kind.TEXT, Kind.FLAG) and filled & others in (0, others):
        phrases.append(_listed(side, filled, bool(filled & others)))
    else:
        phrases += [_run(side, first, last) for first, last in runs(filled)]
    if is_empty:
        phrases.append(Phrase(Words.EMPTY, {"what": what}))
    return _joined(Words.OR, [phrase for phrase in phrases if phrase])


def _listed(side: Side, filled: int, has_others: bool) -> Phrase | None:
    """Which of the named values it is, or which it is not."""
    axis, what = side.dimension, side.dimension.title
    values = [
        _literal(point)
        for place, point in enumerate(axis.points)
        if bool(filled >> (2 * place + 2) & 1) is not has_others
    ]
    if not values:
        return None
    if axis.kind is Kind.FLAG and len(values) == len(axis.points):
        return Phrase(Words.FILLED, {"what": what})
    code = Words.IS_NOT if has_others else Words.IS
    return Phrase(code, {"what": what, "value": _joined(Words.OR, values)})


def _run(side: Side, first: int, last: int) -> Phrase:
    """Neighbouring regions as one condition: odd regions are between two points."""
    axis, what = side.dimension, side.dimension.title
    kind, points = axis.kind, axis.points
    low = (points[(first - 1) // 2 - first % 2], first % 2 == 0) if first > 1 else None
    is_last = last == axis.number - 1
    high = None if is_last else (points[(last - 1) // 2], last % 2 == 0)
    if low and high and first == last and low[1]:
        return Phrase(Words.IS, {"what": what, "value": low[0]})
    if low and high:
        return _between(what, kind, low, high)
    if low:
        operator = Operator.AT_LEAST if low[1] else Operator.GREATER
        return _compared(operator, what, low[0], kind)
    if high:
        operator = Operator.AT_MOST if high[1] else Operator.LESS
        return _compared(operator, what, high[0], kind)
    return Phrase(Words.FILLED, {"what": what})
