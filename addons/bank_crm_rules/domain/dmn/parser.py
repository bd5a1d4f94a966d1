"""Reading a cell: recursive descent, with limits that no clerk's cell comes near."""

from __future__ import annotations

from collections.abc import Callable

from .arithmetic import MAX_SCALE, fold
from .faults import CellError, Fault
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
)
from .tokens import END, Names, Token, TokenKind, tokenize

MAX_DEPTH = 12
MAX_STEPS = 25

_OPERATORS = frozenset(Operator)
_ARGUMENTS = {
    Function.MIN: range(1, 11),
    Function.MAX: range(1, 11),
    Function.ABS: range(1, 2),
    Function.FLOOR: range(1, 2),
    Function.CEILING: range(1, 2),
    Function.DECIMAL: range(2, 3),
    Function.ROUND: range(2, 3),
}
_ROUNDING = frozenset({Function.DECIMAL, Function.ROUND})


def parse_tests(text: str, names: Names) -> Cell:
    """Read an input cell.

    >>> parse_tests("not(1, null)", Names({})).is_negated
    True
    >>> parse_tests("[18..65)", Names({})).tests[0].has_high
    False
    """
    if text.strip() in ("", "-"):
        return Cell()
    return _Parser(text, names).cell()


def parse_expression(text: str, names: Names) -> Expression:
    """Read an output cell; what needs no input is calculated at once.

    >>> parse_expression("2 * (3 + 4)", Names({}))
    Literal(value=Decimal('14'))
    """
    parser = _Parser(text, names)
    expression = parser.expression()
    parser.finish()
    return fold(expression)


def parse_values(text: str) -> tuple[str, ...]:
    """Split a list of allowed values into the texts of its literals.

    >>> parse_values('"A, B", 2')
    ('"A, B"', '2')
    """
    parser = _Parser(text, Names({}))
    texts = []
    while True:
        start = parser.place
        parser.expression()
        texts.append(" ".join(t.text for t in parser.tokens[start : parser.place]))
        if not parser.takes(","):
            break
    parser.finish()
    return tuple(texts)


class _Parser:
    def __init__(self, text: str, names: Names) -> None:
        self.tokens = tokenize(text, names)
        self.place = 0
        self._depth = 0
        self._steps = 0

    # --- tokens

    @property
    def _token(self) -> Token:
        return self.tokens[self.place]

    def _take(self) -> Token:
        token = self._token
        if token is END:
            raise CellError(Fault.INCOMPLETE)
        self.place += 1
        return token

    def _is(self, *signs: str) -> bool:
        return self._token.kind is TokenKind.SIGN and self._token.value in signs

    def takes(self, *signs: str) -> str:
        """Move past one of `signs` and return it; empty when none stands here."""
        return self._take().text if self._is(*signs) else ""

    def _demand(self, *signs: str) -> str:
        return self.takes(*signs) or self._refuse()

    def _refuse(self) -> str:
        if self._token is END:
            raise CellError(Fault.INCOMPLETE)
        if self._is("**"):
            raise CellError(Fault.NO_POWER)
        raise CellError(Fault.UNEXPECTED, text=self._token.text)

    def finish(self) -> None:
        if self._token is not END:
            self._refuse()

    # --- tests

    def cell(self) -> Cell:
        is_negated = (
            self._token.kind is TokenKind.FUNCTION and self._token.text == "not"
        )
        if is_negated:
            self._take()
            self._demand("(")
        tests = [self._test()]
        while self.takes(","):
            tests.append(self._test())
        if is_negated:
            self._demand(")")
        self.finish()
        return Cell(tuple(tests), is_negated)

    def _test(self) -> Test:
        if self._is(*_OPERATORS):
            return self._comparison(Operator(self._take().text))
        if self._is("[", "]"):
            return self._range()
        if self._is("("):
            # Either a range without its low end or a bracket of a calculation.
            start, steps = self.place, self._steps
            try:
                return self._range()
            except CellError:
                self.place, self._steps, self._depth = start, steps, 0
        return self._comparison(Operator.EQUAL)

    def _comparison(self, operator: Operator) -> Test:
        operand = fold(self.expression())
        if operand == Literal(None):
            if operator not in (Operator.EQUAL, Operator.NOT_EQUAL):
                raise CellError(Fault.NULL_ORDER)
            return IsEmpty(operator is Operator.EQUAL)
        return Comparison(operator, operand)

    def _range(self) -> Range:
        opening = self._take().text
        low = fold(self.expression())
        self._demand("..")
        high = fold(self.expression())
        closing = self._demand("]", ")", "[")
        return Range(low, high, opening == "[", closing == "]")

    # --- expressions

    def expression(self) -> Expression:
        return self._chain(self._product, "+", "-")

    def _product(self) -> Expression:
        return self._chain(self._signed, "*", "/")

    def _chain(self, part: Callable[[], Expression], *signs: str) -> Expression:
        expression = part()
        while sign := self.takes(*signs):
            self._count()
            expression = Arithmetic(sign, expression, part())
        return expression

    def _count(self) -> None:
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise CellError(Fault.TOO_MANY_STEPS, limit=MAX_STEPS)

    def _signed(self) -> Expression:
        if self.takes("-"):
            self._count()
            return Negative(self._deeper(self._signed))
        return self._atom()

    def _deeper(self, part: Callable[[], Expression]) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise CellError(Fault.TOO_DEEP, limit=MAX_DEPTH)
        expression = part()
        self._depth -= 1
        return expression

    def _atom(self) -> Expression:
        if self.takes("("):
            expression = self._deeper(self.expression)
            self._demand(")")
            return expression
        token = self._token
        if token.kind is TokenKind.LITERAL:
            self._take()
            return Literal(token.value)
        if token.kind is TokenKind.NAME:
            self._take()
            return Reference(int(str(token.value)))
        if token.kind is TokenKind.FUNCTION and token.text != "not":
            return self._call()
        self._refuse()
        raise AssertionError

    def _call(self) -> Expression:
        text = self._take().value
        function = Function.ROUND if text == "round" else Function(str(text))
        self._count()
        self._demand("(")
        arguments = [self._deeper(self.expression)]
        while self.takes(","):
            arguments.append(self._deeper(self.expression))
        self._demand(")")
        if len(arguments) not in _ARGUMENTS[function]:
            raise CellError(Fault.ARGUMENTS, function=str(function))
        if function not in _ROUNDING:
            return Call(function, tuple(arguments))
        return Call(function, (arguments[0],), _scale(arguments[1]))


def _scale(expression: Expression) -> int:
    match expression:
        case Literal(value) if not isinstance(value, bool) and value in _SCALES:
            return _SCALES[value]
    raise CellError(Fault.BAD_SCALE, limit=MAX_SCALE)


_SCALES = {scale: scale for scale in range(MAX_SCALE + 1)}
