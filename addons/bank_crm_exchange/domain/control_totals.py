"""Is every row that was sent accounted for, and may the good ones be published?"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the rows. Unreadable amounts are rows of `rejected` without a sum."""

    received: int
    accepted: int
    accepted_sum: Decimal = Decimal(0)
    rejected: int = 0
    rejected_sum: Decimal = Decimal(0)
    parked: int = 0
    parked_sum: Decimal = Decimal(0)
    unreadable: int = 0

    @property
    def counted(self) -> int:
        """Rows whose fate is known."""
        return self.accepted + self.rejected + self.parked

    @property
    def known_sum(self) -> Decimal:
        """The sum of every amount that can be read."""
        return self.accepted_sum + self.rejected_sum + self.parked_sum


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the sender says he sent; None where he does not say."""

    rows: int | None = None
    total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How much may be refused before a person decides; None is no limit of that kind.

    `few` rejects pass whatever their share: in a file of four rows one is already 25 %.
    """

    few: int = 0
    count: int | None = None
    share: Decimal | None = None
    amount: Decimal | None = None


def refusal(manifest: Manifest, tally: Tally) -> str:
    """Tell why the whole file is refused: "", "lost", "rows" or "sum".

    Where an amount cannot be read, the sum cannot be proved: what the manifest has beyond
    the readable rows is then the sum of the unreadable ones.

    >>> refusal(Manifest(3, Decimal("7.00")), Tally(3, 2, Decimal(7), rejected=1))
    ''
    >>> refusal(Manifest(3), Tally(2, 2))
    'rows'
    """
    if tally.counted != tally.received:
        return "lost"
    if manifest.rows is not None and manifest.rows != tally.received:
        return "rows"
    if manifest.total is None or tally.unreadable:
        return ""
    return "" if manifest.total == tally.known_sum else "sum"


def unproved_sum(manifest: Manifest, tally: Tally) -> Decimal:
    """The part of the manifest's sum that stands in rows whose amount cannot be read.

    >>> unproved_sum(Manifest(2, Decimal(9)), Tally(2, 1, Decimal(7), 1, unreadable=1))
    Decimal('2')
    """
    if manifest.total is None or not tally.unreadable:
        return Decimal(0)
    return manifest.total - tally.known_sum


def needs_decision(
    limits: Thresholds, tally: Tally, unproved: Decimal = Decimal(0)
) -> bool:
    """Whether so much was refused that a named person decides about the rest.

    >>> needs_decision(Thresholds(share=Decimal("0.1")), Tally(10, 9, rejected=1))
    False
    >>> needs_decision(Thresholds(count=0), Tally(10, 9, rejected=1))
    True
    """
    if not tally.rejected:
        return False
    if limits.count is not None and tally.rejected > limits.count:
        return True
    is_many = tally.rejected > limits.few
    if (
        limits.share is not None
        and is_many
        and tally.rejected > limits.share * tally.received
    ):
        return True
    amount = abs(tally.rejected_sum) + abs(unproved)
    return limits.amount is not None and amount > limits.amount
