"""What a cell says, once read: tests of one value, and expressions that give a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .model import Value


class Operator(StrEnum):
    EQUAL = "="
    NOT_EQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="


class Function(StrEnum):
    MIN = "min"
    MAX = "max"
    ABS = "abs"
    FLOOR = "floor"
    CEILING = "ceiling"
    DECIMAL = "decimal"
    ROUND = "round half up"


@dataclass(frozen=True, slots=True)
class Literal:
    value: Value


@dataclass(frozen=True, slots=True)
class Reference:
    """The value of another input column, by the column's place from 0."""

    column: int


@dataclass(frozen=True, slots=True)
class Negative:
    operand: Expression


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`+` also joins two texts."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """`scale` is the number of places where the function rounds to some."""

    function: Function
    arguments: tuple[Expression, ...]
    scale: int = 0


Expression = Literal | Reference | Negative | Arithmetic | Call


@dataclass(frozen=True, slots=True)
class Comparison:
    operator: Operator
    operand: Expression


@dataclass(frozen=True, slots=True)
class Range:
    low: Expression
    high: Expression
    has_low: bool
    has_high: bool


@dataclass(frozen=True, slots=True)
class IsEmpty:
    """The test `null`, or `!= null` when a value is wanted."""

    wanted: bool = True


Test = Comparison | Range | IsEmpty


@dataclass(frozen=True, slots=True)
class Cell:
    """One of `tests` holds, or with `is_negated` none does; None: anything at all."""

    tests: tuple[Test, ...] | None = None
    is_negated: bool = False

    @property
    def is_any(self) -> bool:
        return self.tests is None


def operands(cell: Cell) -> tuple[Expression, ...]:
    """Return what the value is compared with, from left to right.

    >>> operands(Cell((Comparison(Operator.LESS, Literal("b")), IsEmpty())))
    (Literal(value='b'),)
    """
    found: list[Expression] = []
    for test in cell.tests or ():
        if isinstance(test, Comparison):
            found.append(test.operand)
        elif isinstance(test, Range):
            found += (test.low, test.high)
    return tuple(found)


def references(expression: Expression) -> frozenset[int]:
    """Return the columns whose values the expression needs.

    >>> sorted(references(Arithmetic("*", Literal(2), Reference(1))))
    [1]
    """
    match expression:
        case Reference(column):
            return frozenset({column})
        case Negative(operand):
            return references(operand)
        case Arithmetic(_, left, right):
            return references(left) | references(right)
        case Call(_, arguments):
            return frozenset().union(*map(references, arguments))
    return frozenset()


def is_constant(cell: Cell) -> bool:
    """Say whether the cell looks at its own value only.

    >>> is_constant(Cell()), is_constant(Cell((Comparison("<", Reference(0)),)))
    (True, False)
    """
    return not any(map(references, operands(cell)))
