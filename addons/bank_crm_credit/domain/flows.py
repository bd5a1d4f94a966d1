"""Dated money, as one side of a loan sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Flow:
    """Money on a day: above zero what one receives, below zero what one pays."""

    day: date
    amount: Decimal
