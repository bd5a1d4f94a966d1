"""Whether the kinds in a cell fit the column, and each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from .arithmetic import as_json
from .faults import CellError, Fault
from .model import Input, Kind, Output, Value
from .parser import parse_expression
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
    Range,
    Reference,
    operands,
)
from .tokens import Names, quoted

_EQUALITY = frozenset({Operator.EQUAL, Operator.NOT_EQUAL})


def kind_of_value(value: Value) -> Kind | None:
    """Return the kind of a value; an empty one has none.

    >>> kind_of_value(True), kind_of_value(Decimal(1))
    (<Kind.FLAG: 'flag'>, <Kind.NUMBER: 'number'>)
    """
    if isinstance(value, bool):
        return Kind.FLAG
    if isinstance(value, Decimal):
        return Kind.NUMBER
    if isinstance(value, date):
        return Kind.DATE
    return None if value is None else Kind.TEXT


def kind_of(expression: Expression, inputs: Sequence[Kind]) -> Kind | None:
    """Return the kind that an expression gives; `inputs` are those of the columns.

    >>> kind_of(Arithmetic("+", Literal("a"), Reference(0)), [Kind.TEXT])
    <Kind.TEXT: 'text'>
    """
    match expression:
        case Literal(value):
            return kind_of_value(value)
        case Reference(column):
            return inputs[column]
        case Arithmetic(operator, left, right):
            return _kind_of_two(operator, kind_of(left, inputs), kind_of(right, inputs))
        case Negative(operand):
            parts: tuple[Expression, ...] = (operand,)
        case Call(_, arguments):
            parts = arguments
    for part in parts:
        _demand(kind_of(part, inputs), Kind.NUMBER)
    return Kind.NUMBER


def _kind_of_two(operator: str, left: Kind | None, right: Kind | None) -> Kind:
    kinds = {left, right} - {None}
    if operator == "+" and kinds == {Kind.TEXT}:
        return Kind.TEXT
    if kinds <= {Kind.NUMBER}:
        return Kind.NUMBER
    nothing = "empty value"
    raise CellError(
        Fault.NO_ARITHMETIC,
        operator=operator,
        left=left or nothing,
        right=right or nothing,
    )


def _demand(kind: Kind | None, wanted: Kind) -> None:
    if kind not in (None, wanted):
        raise CellError(Fault.KIND_CLASH, kind=kind, wanted=wanted)


def check_cell(cell: Cell, entry: Input, inputs: Sequence[Kind]) -> None:
    """Raise `CellError` when the tests do not fit their column.

    >>> check_cell(Cell((Comparison(Operator.EQUAL, Literal("a")),)), Input("x"), [])
    """
    for operand in operands(cell):
        _demand(kind_of(operand, inputs), entry.kind)
        if operand == Literal(None):
            raise CellError(Fault.EMPTY_OPERAND)
    for test in cell.tests or ():
        if isinstance(test, IsEmpty):
            continue
        if entry.kind is Kind.FLAG and not _is_equality(test):
            raise CellError(Fault.NO_ORDER)
        if isinstance(test, Range):
            _check_range(test)
    _check_among(_equal_values(cell), entry.values)


def _is_equality(test: Comparison | Range) -> bool:
    return isinstance(test, Comparison) and test.operator in _EQUALITY


def _equal_values(cell: Cell) -> Iterator[Value]:
    for test in cell.tests or ():
        match test:
            case Comparison(operator, Literal(value)) if operator in _EQUALITY:
                yield value


def _check_range(test: Range) -> None:
    match test:
        case Range(Literal(low), Literal(high), has_low, has_high):
            if low > high or (low == high and not (has_low and has_high)):
                raise CellError(Fault.EMPTY_RANGE, low=shown(low), high=shown(high))


def check_output(
    expression: Expression, output: Output, inputs: Sequence[Kind]
) -> None:
    """Raise `CellError` when a result does not fit its column.

    >>> check_output(Literal("C"), Output("grade", values=('"A"', '"B"')), [])
    Traceback (most recent call last):
    ...
    odoo.addons.bank_crm_rules.domain.dmn.faults.CellError: "C" is not among the allowed values
    """
    _demand(kind_of(expression, inputs), output.kind)
    if isinstance(expression, Literal):
        _check_among(iter([expression.value]), output.values)


def _check_among(values: Iterator[Value], allowed: tuple[str, ...]) -> None:
    known = set(literals(allowed))
    for value in values:
        if known and value is not None and value not in known:
            raise CellError(Fault.NOT_ALLOWED, value=shown(value))


@lru_cache(maxsize=256)
def literals(texts: tuple[str, ...]) -> tuple[Value, ...]:
    """Return the values of literals; nothing at all when one of them is none.

    >>> literals(('"A"', "2"))
    ('A', Decimal('2'))
    """
    values = []
    for text in texts:
        try:
            expression = parse_expression(text, Names({}))
        except CellError:
            return ()
        if not isinstance(expression, Literal):
            return ()
        values.append(expression.value)
    return tuple(values)


def check_allowed(texts: tuple[str, ...], kind: Kind) -> None:
    """Raise `CellError` when the allowed values are no list of values of the kind.

    >>> check_allowed(('"A"', '"B"'), Kind.TEXT)
    """
    values = literals(texts)
    if len(values) != len(texts):
        raise CellError(Fault.BAD_ALLOWED)
    for value in values:
        _demand(kind_of_value(value), kind)


def shown(value: Value) -> str:
    """Return a value as it is written in a cell.

    >>> shown("A"), shown(Decimal("1.50")), shown(True), shown(None)
    ('"A"', '1.5', 'true', 'null')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return f'date("{value.isoformat()}")'
    return quoted(value) if isinstance(value, str) else str(as_json(value))
