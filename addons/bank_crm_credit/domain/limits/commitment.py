"""What an approval holds of limits: reserved, kept, used, freed.

Approval reserves, signing keeps, each disbursement uses, expiry or refusal frees.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from ..money import ONE, ZERO
from .tree import LimitError, Line


class Stage(StrEnum):
    RESERVED = "reserved"
    KEPT = "kept"
    USED = "used"  # all of it went out
    FREED = "freed"


MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.RESERVED: frozenset({Stage.KEPT, Stage.FREED}),
    Stage.KEPT: frozenset({Stage.USED, Stage.FREED}),
    Stage.USED: frozenset(),
    Stage.FREED: frozenset(),
}


def can_move(origin: Stage, target: Stage) -> bool:
    """Whether the stage may follow.

    >>> can_move(Stage.RESERVED, Stage.KEPT), can_move(Stage.RESERVED, Stage.USED)
    (True, False)
    """
    return target in MOVES[origin]


@dataclass(frozen=True, slots=True)
class Commitment:
    """So much promised, so much of it gone out, in the currency of the line.

    What went out and was repaid is not counted again: `outstanding` is the ledger's. A
    line that revolves becomes free to draw again with each repayment.
    """

    line: int
    limits: frozenset[int]
    currency: str
    amount: Decimal
    paid_out: Decimal = ZERO
    factor: Decimal = ONE
    is_revolving: bool = False
    stage: Stage = Stage.RESERVED

    def __post_init__(self) -> None:
        if self.amount <= 0 or self.paid_out < 0:
            raise LimitError("a commitment is above zero")
        if self.paid_out > self.amount and not self.is_revolving:
            raise LimitError("more went out than was committed")

    def as_line(self, outstanding: Decimal = ZERO) -> Line:
        """Return what it takes up: reserved before signing, then undrawn and drawn.

        Freed, only what is still owed counts.

        >>> promised = Commitment(1, frozenset(), "UAH", Decimal(100))
        >>> promised.as_line().reserved, kept(promised).as_line().undrawn
        (Decimal('100'), Decimal('100'))
        """
        reserved = self.amount if self.stage is Stage.RESERVED else ZERO
        undrawn = self.left(outstanding) if self.stage is Stage.KEPT else ZERO
        return Line(
            self.line,
            self.limits,
            self.currency,
            drawn=outstanding,
            undrawn=undrawn,
            reserved=reserved,
            factor=self.factor,
        )

    def left(self, outstanding: Decimal = ZERO) -> Decimal:
        """What may still be drawn: of a revolving line by what is owed."""
        taken = outstanding if self.is_revolving else self.paid_out
        return max(self.amount - taken, ZERO)


def kept(commitment: Commitment, signed: Decimal | None = None) -> Commitment:
    """Return it as signed: for `signed`, which may be less than was approved, never more."""
    _move(commitment, Stage.KEPT)
    amount = commitment.amount if signed is None else signed
    if amount > commitment.amount:
        raise LimitError("more is signed than was approved")
    return replace(commitment, amount=amount, stage=Stage.KEPT)


def paid_out(
    commitment: Commitment, amount: Decimal, outstanding: Decimal = ZERO
) -> Commitment:
    """Return it after a tranche of `amount`; the last one uses it up.

    `outstanding`: owed before the tranche, which matters to a revolving line.

    >>> signed = kept(Commitment(1, frozenset(), "UAH", Decimal(100)))
    >>> str(paid_out(signed, Decimal(100)).stage)
    'used'
    """
    if commitment.stage is not Stage.KEPT:
        raise LimitError("nothing goes out of what is not signed")
    if not 0 < amount <= commitment.left(outstanding):
        raise LimitError("a tranche is above zero and within what is left")
    after = replace(commitment, paid_out=commitment.paid_out + amount)
    if not after.is_revolving and after.paid_out == after.amount:
        return replace(after, stage=Stage.USED)
    return after


def freed(commitment: Commitment) -> Commitment:
    """Return it with what was not drawn free again: refused, expired, withdrawn, closed."""
    _move(commitment, Stage.FREED)
    return replace(commitment, stage=Stage.FREED)


def _move(commitment: Commitment, target: Stage) -> None:
    if not can_move(commitment.stage, target):
        raise LimitError(f"what is {commitment.stage} does not become {target}")
