"""Calculating with decimals exactly as PostgreSQL's numeric does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
)

from .model import Kind, TableError, Value
from .syntax import (
    Arithmetic,
    Call,
    Expression,
    Function,
    Literal,
    Negative,
    Reference,
)

DIVISION_PLACES = 12
MAX_SCALE = 12
MAX_INPUT_DIGITS = 100

# So many digits that sums and products within the limits of a cell stay exact.
EXACT = Context(prec=6_000)
_ONE_MORE = DIVISION_PLACES + 1
_QUANTUM = {scale: Decimal(1).scaleb(-scale) for scale in range(MAX_SCALE + 1)}

Evaluate = Callable[[Sequence[Value]], Value]


def fold(expression: Expression) -> Expression:
    """Calculate the parts of an expression that need no input.

    >>> fold(Arithmetic("/", Literal(Decimal(2)), Literal(Decimal(3))))
    Literal(value=Decimal('0.666666666667'))
    """
    match expression:
        case Negative(operand):
            expression = Negative(fold(operand))
            parts: tuple[Expression, ...] = (expression.operand,)
        case Arithmetic(operator, left, right):
            expression = Arithmetic(operator, fold(left), fold(right))
            parts = (expression.left, expression.right)
        case Call(function, arguments, scale):
            expression = Call(function, tuple(map(fold, arguments)), scale)
            parts = expression.arguments
        case _:
            return expression
    if all(isinstance(part, Literal) for part in parts) and _is_calculable(expression):
        return Literal(evaluator(expression)(()))
    return expression


def _is_calculable(expression: Expression) -> bool:
    """Whether literals are of kinds that the operation knows; `check` names the rest."""
    match expression:
        case Arithmetic(operator, Literal(left), Literal(right)):
            if operator == "+" and isinstance(left, str) and isinstance(right, str):
                return True
            values: tuple[Value, ...] = (left, right)
        case Negative(Literal(value)):
            values = (value,)
        case Call(_, arguments):
            values = tuple(
                part.value for part in arguments if isinstance(part, Literal)
            )
        case _:
            return False
    return all(value is None or isinstance(value, Decimal) for value in values)


def evaluator(expression: Expression) -> Evaluate:
    """Return what calculates the expression from the values of the input columns.

    >>> double = evaluator(Arithmetic("*", Literal(Decimal(2)), Reference(0)))
    >>> double((Decimal("1.5"),)), double((None,))
    (Decimal('3.0'), None)
    """
    match expression:
        case Literal(value):
            return lambda values: value
        case Reference(column):
            return lambda values: values[column]
        case Negative(operand):
            return _strict(EXACT.minus, (evaluator(operand),))
        case Arithmetic(operator, left, right):
            return _strict(_OPERATIONS[operator], (evaluator(left), evaluator(right)))
        case Call(function, arguments, scale):
            parts = tuple(map(evaluator, arguments))
            return _strict(_function(function, scale), parts)
    raise TypeError(expression)


def _strict(operation: Callable[..., Value], parts: Sequence[Evaluate]) -> Evaluate:
    def calculate(values: Sequence[Value]) -> Value:
        arguments = [part(values) for part in parts]
        return None if None in arguments else operation(*arguments)

    return calculate


def _add(left: Value, right: Value) -> Value:
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    return EXACT.add(left, right)


def divide(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Divide to 12 places, half away from zero; by zero: nothing.

    Whether to round up shows in the 13th digit alone, so one digit more is enough.

    >>> divide(Decimal(-1), Decimal(8 * 10**11)), divide(Decimal(1), Decimal(0))
    (Decimal('-1E-12'), None)
    """
    if not denominator:
        return None
    digits = EXACT.divide_int(numerator.scaleb(_ONE_MORE, EXACT), denominator)
    return _round(digits.scaleb(-_ONE_MORE, EXACT), DIVISION_PLACES, ROUND_HALF_UP)


def _round(number: Decimal, scale: int, rounding: str) -> Decimal:
    return number.quantize(_QUANTUM[scale], rounding, EXACT)


_OPERATIONS: dict[str, Callable[..., Value]] = {
    "+": _add,
    "-": EXACT.subtract,
    "*": EXACT.multiply,
    "/": divide,
}
_ROUNDINGS = {
    Function.FLOOR: ROUND_FLOOR,
    Function.CEILING: ROUND_CEILING,
    Function.DECIMAL: ROUND_HALF_EVEN,
    Function.ROUND: ROUND_HALF_UP,
}


def _function(function: Function, scale: int) -> Callable[..., Value]:
    if function is Function.MIN:
        return lambda *numbers: min(numbers)
    if function is Function.MAX:
        return lambda *numbers: max(numbers)
    if function is Function.ABS:
        return EXACT.abs
    rounding = _ROUNDINGS[function]
    return lambda number: _round(number, scale, rounding)


def total(numbers: Sequence[Decimal]) -> Decimal:
    """Add up exactly.

    >>> total([Decimal("0.1"), Decimal("0.2")])
    Decimal('0.3')
    """
    amount = Decimal(0)
    for number in numbers:
        amount = EXACT.add(amount, number)
    return amount


_TYPES = {Kind.TEXT: str, Kind.FLAG: bool}


def as_value(value: object, kind: Kind, name: str) -> Value:
    """Return a value as one of `kind`; what is no number at all counts as empty.

    >>> as_value(1, Kind.NUMBER, "age"), as_value(0.1, Kind.NUMBER, "rate")
    (Decimal('1'), Decimal('0.1'))
    """
    if value is None:
        return None
    if kind is Kind.NUMBER and not isinstance(value, bool):
        if isinstance(value, int | float):
            value = Decimal(str(value))
        if isinstance(value, Decimal):
            return _sound(value, name)
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    if is_day if kind is Kind.DATE else isinstance(value, _TYPES.get(kind, ())):
        return value
    raise TableError("The input %(name)s is no %(kind)s.", name=name, kind=str(kind))


def _sound(number: Decimal, name: str) -> Decimal | None:
    if not number.is_finite():
        return None
    if abs(number.adjusted()) > MAX_INPUT_DIGITS:
        raise TableError("The number of %(name)s is too long.", name=name)
    return number


def as_json(value: Value) -> str | bool | None:
    """Return a value for JSON; numbers as text, so that no reader makes them binary.

    >>> as_json(Decimal("1E+2")), as_json(Decimal("-0.50")), as_json(date(2026, 1, 31))
    ('100', '-0.5', '2026-01-31')
    """
    if isinstance(value, Decimal):
        return format(EXACT.normalize(value), "f") if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    return value
