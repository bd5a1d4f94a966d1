"""Does a statement add up: opening + booked entries = closing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .model import ZERO, Balance, Entry, EntryStatus


@dataclass(frozen=True, slots=True)
class BalanceCheck:
    """`difference` is closing minus (opening + booked entries)."""

    difference: Decimal
    currencies: frozenset[str]

    @property
    def is_balanced(self) -> bool:
        """Nothing is left over, and only one currency was added up."""
        return not self.difference and len(self.currencies) <= 1


def check_balance(
    opening: Balance, closing: Balance, entries: Iterable[Entry]
) -> BalanceCheck:
    """Add the booked entries to the opening balance and compare with the closing.

    >>> from datetime import date
    >>> day = date(2025, 1, 2)
    >>> check_balance(
    ...     Balance("60F", Decimal("10.00"), "EUR", day),
    ...     Balance("62F", Decimal("12.50"), "EUR", day),
    ...     [],
    ... ).difference
    Decimal('2.50')
    """
    total = ZERO
    currencies = {opening.currency, closing.currency}
    for entry in entries:
        if entry.status is EntryStatus.BOOKED:
            total += entry.amount
            currencies.add(entry.currency)
    return BalanceCheck(
        closing.amount - (opening.amount + total), frozenset(currencies)
    )
