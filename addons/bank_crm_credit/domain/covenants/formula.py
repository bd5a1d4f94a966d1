"""The formula of a covenant: arithmetic over the ratios and figures of a statement.

Names are those of the client's file (`corporate.ratio_specs.RatioCode` and
`corporate.statement.Figure`): "(long_debt + short_debt) / equity", "current",
"operating_profit - interest". A figure stands before a ratio of one name.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum

from odoo.addons.bank_crm_client.domain.corporate.ratio_specs import RatioCode
from odoo.addons.bank_crm_client.domain.corporate.ratios import Ratio
from odoo.addons.bank_crm_client.domain.corporate.statement import Figure

PLACES = Decimal("0.0001")
LONGEST_FORMULA = 500
# Digits enough for the product of as many sums as the longest formula has room for.
DIGITS = 3000
NAMES = frozenset(Figure) | frozenset(RatioCode)
_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class FormulaError(ValueError):
    """Not a formula; `what` is the part that is not understood."""

    def __init__(self, what: str) -> None:
        super().__init__(f"not understood: {what}")
        self.what = what


class Why(StrEnum):
    """Why a formula has no value."""

    MISSING = "missing"
    DIVIDED_BY_NOUGHT = "divided_by_nought"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a formula comes to, of which figures; `value` None where `why` says so.

    `about`: the names that were missing.
    """

    value: Decimal | None
    parts: tuple[tuple[str, Decimal], ...] = ()
    why: Why | None = None
    about: tuple[str, ...] = ()


def parse(text: str) -> ast.expr:
    """Return the formula as a tree of numbers, names and the four operations.

    Raises `FormulaError` for anything else: it is arithmetic and no program.

    >>> parse("current ** 2")
    Traceback (most recent call last):
    ...
    odoo.addons.bank_crm_credit.domain.covenants.formula.FormulaError: \
not understood: current ** 2
    """
    if len(text) > LONGEST_FORMULA:
        raise FormulaError(text[:LONGEST_FORMULA])
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(text) from None
    _check(tree, text.strip())
    return tree


def _check(node: ast.expr, text: str) -> None:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        _check(node.left, text)
        _check(node.right, text)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        _check(node.operand, text)
    elif not _is_number(node, text) and not (
        isinstance(node, ast.Name) and node.id in NAMES
    ):
        raise FormulaError(ast.get_source_segment(text, node) or text)


def _is_number(node: ast.expr, text: str) -> bool:
    """Say whether it is a number in plain digits: no powers of ten, no other bases."""
    typed = ast.get_source_segment(text, node) or ""
    return isinstance(node, ast.Constant) and set(typed) <= set("0123456789.")


def names_in(text: str) -> tuple[str, ...]:
    """Return the figures and ratios that a formula speaks of, sorted.

    >>> names_in("(long_debt + short_debt) / equity")
    ('equity', 'long_debt', 'short_debt')
    """
    tree = parse(text)
    return tuple(
        sorted({node.id for node in ast.walk(tree) if isinstance(node, ast.Name)})
    )


def values_for(
    figures: Mapping[Figure, Decimal], ratios: Mapping[RatioCode, Ratio]
) -> dict[str, Decimal]:
    """Return what is known of a statement, by name; ratios without a value are left out.

    >>> values_for({Figure.EQUITY: Decimal(5)}, {})
    {'equity': Decimal('5')}
    """
    known = {
        str(code): ratio.value
        for code, ratio in ratios.items()
        if ratio.value is not None
    }
    known.update({str(figure): value for figure, value in figures.items()})
    return known


def measure(text: str, values: Mapping[str, Decimal]) -> Measured:
    """Return what a formula comes to, to four decimals.

    A figure that nobody filled in is not taken for nought.

    >>> measure("long_debt / equity", {"long_debt": Decimal(10), "equity": Decimal(4)}).value
    Decimal('2.5000')
    >>> str(measure("long_debt / equity", {"long_debt": Decimal(10)}).why)
    'missing'
    """
    names = names_in(text)
    parts = tuple((name, values[name]) for name in names if name in values)
    if missing := tuple(name for name in names if name not in values):
        return Measured(None, parts, Why.MISSING, missing)
    with localcontext(prec=DIGITS):
        try:
            value = _value(parse(text), text.strip(), values)
        except ZeroDivisionError:
            return Measured(None, parts, Why.DIVIDED_BY_NOUGHT)
        return Measured(value.quantize(PLACES, ROUND_HALF_UP), parts)


def _value(node: ast.expr, text: str, values: Mapping[str, Decimal]) -> Decimal:
    if isinstance(node, ast.BinOp):
        right = _value(node.right, text, values)
        if isinstance(node.op, ast.Div) and not right:
            raise ZeroDivisionError
        return _OPERATORS[type(node.op)](_value(node.left, text, values), right)
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand, text, values)
    if isinstance(node, ast.Name):
        return values[node.id]
    # The number as it was typed, not as binary floating point has it.
    return Decimal(ast.get_source_segment(text, node) or "0")
