"""Rounding of money. Amounts are Decimal in the currency of the loan."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
)
from enum import StrEnum
from fractions import Fraction

# Forty digits: a tie of half a cent is told from its neighbour at any size of a loan.
EXACT = Context(prec=40)
ZERO = Decimal(0)
ONE = Decimal(1)
CENT = Decimal("0.01")


class MoneyError(ValueError):
    """A rounding rule that cannot be."""


class Mode(StrEnum):
    """What happens to the part below the step."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    UP = "up"
    DOWN = "down"
    NONE = "none"


# Steps that are a decimal digit need no division.
_DIGITS = frozenset(ONE.scaleb(-places) for places in range(5))
_multiply, _divide = EXACT.multiply, EXACT.divide
_DECIMAL_MODES = {
    Mode.HALF_UP: ROUND_HALF_UP,
    Mode.HALF_EVEN: ROUND_HALF_EVEN,
    Mode.UP: ROUND_CEILING,
    Mode.DOWN: ROUND_DOWN,
}


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a bank rounds one kind of sum: to multiples of `step`, by `mode`.

    Raises `MoneyError` for a step of zero or less.

    >>> Rounding().apply(Decimal("0.125"))
    Decimal('0.13')
    >>> Rounding(mode=Mode.HALF_EVEN).apply(Decimal("0.125"))
    Decimal('0.12')
    >>> Rounding(Decimal(1), Mode.UP).apply(Decimal("15051.2"))
    Decimal('15052')
    >>> Rounding(Decimal(100)).apply(Decimal("416666.67"))
    Decimal('416700')
    """

    step: Decimal = CENT
    mode: Mode = Mode.HALF_UP

    def __post_init__(self) -> None:
        if not self.step > 0:
            raise MoneyError("money is rounded to a step above zero")

    def apply(self, amount: Decimal) -> Decimal:
        """Return `amount` rounded; `Mode.NONE` leaves it as it is."""
        if self.mode is Mode.NONE:
            return amount
        if self.step in _DIGITS:
            return amount.quantize(self.step, _DECIMAL_MODES[self.mode], EXACT)
        steps = EXACT.divide(amount, self.step)
        return EXACT.multiply(
            steps.quantize(ONE, _DECIMAL_MODES[self.mode], EXACT), self.step
        )


CENTS = Rounding()
UNROUNDED = Rounding(mode=Mode.NONE)


def as_decimal(value: Fraction) -> Decimal:
    """Return an exact fraction as Decimal of forty digits.

    >>> as_decimal(Fraction(1, 8))
    Decimal('0.125')
    """
    return EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def times(amount: Decimal, share: Fraction) -> Decimal:
    """Return `amount` times an exact fraction, multiplied before it is divided.

    Dividing first would turn half a cent into a little less and round it the other way.

    >>> times(Decimal("1.50"), Fraction(1, 12))
    Decimal('0.125')
    """
    return _divide(
        _multiply(amount, Decimal(share.numerator)), Decimal(share.denominator)
    )
