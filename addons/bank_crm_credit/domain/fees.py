"""Fees of a loan: what they are taken on, and with which instalment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .money import CENTS, ZERO, Rounding


class FeeError(ValueError):
    """A fee of nothing, or one that says twice what it is."""


class FeeBase(StrEnum):
    """On what a fee is taken."""

    DRAWDOWN = "drawdown"  # with each drawdown, on the sum drawn
    DATE = "date"  # once, on a day
    INSTALMENT = "instalment"  # with instalments, the same sum
    BALANCE = "balance"  # with instalments, on the principal owed before it
    UNDRAWN = "undrawn"  # with instalments, on the part of the limit not drawn


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee of the tariff: a sum, or a share of what it is taken on, not both.

    `share` is a fraction of the base each time it is taken (0.02: 2 %). A fee with
    instalments is taken with number `first` and every `every` after it, up to `last`.
    Raises `FeeError`.
    """

    name: str
    base: FeeBase
    amount: Decimal = ZERO
    share: Decimal = ZERO
    day: date | None = None
    first: int = 1
    every: int = 1
    last: int | None = None
    rounding: Rounding = CENTS

    def __post_init__(self) -> None:
        if self.amount < 0 or self.share < 0 or bool(self.amount) == bool(self.share):
            raise FeeError("a fee is a sum or a share, above zero")
        if self.base in (FeeBase.DATE, FeeBase.INSTALMENT) and self.share:
            raise FeeError("this fee is a sum: there is nothing to take a share of")
        if (self.base is FeeBase.DATE) != (self.day is not None):
            raise FeeError("a fee of a day has the day, and no other has")
        if self.first < 1 or self.every < 1:
            raise FeeError("a fee is taken from an instalment on, every so many")

    def on(self, base: Decimal) -> Decimal:
        """Return the fee on a sum, rounded.

        >>> Fee("Opening", FeeBase.DRAWDOWN, share=Decimal("0.02")).on(Decimal(200000))
        Decimal('4000.00')
        """
        return self.rounding.apply(self.amount or base * self.share)

    def is_with(self, number: int) -> bool:
        """Tell whether the fee is taken with this instalment.

        >>> fee = Fee("Insurance", FeeBase.INSTALMENT, Decimal(200), first=1, every=12)
        >>> [number for number in range(1, 26) if fee.is_with(number)]
        [1, 13, 25]
        """
        if number < self.first or (self.last is not None and number > self.last):
            return False
        return (number - self.first) % self.every == 0


WITH_INSTALMENTS = frozenset({FeeBase.INSTALMENT, FeeBase.BALANCE, FeeBase.UNDRAWN})


def instalment_fee(
    fees: tuple[Fee, ...], number: int, balance: Decimal, undrawn: Decimal = ZERO
) -> Decimal:
    """Return the fees of an instalment: balance and undrawn limit as before it.

    >>> fees = (Fee("Service", FeeBase.BALANCE, share=Decimal("0.001")),)
    >>> instalment_fee(fees, 1, Decimal(50000))
    Decimal('50.00')
    """
    total = ZERO
    for fee in fees:
        if fee.base in WITH_INSTALMENTS and fee.is_with(number):
            total += fee.on(undrawn if fee.base is FeeBase.UNDRAWN else balance)
    return total
