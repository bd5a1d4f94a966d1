"""What governs the ledger of one loan besides its terms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .allocation import OLDEST_FIRST, AllocationOrder
from .delinquency import DueDayCount, Pause
from .due_dates import Shift
from .money import ZERO
from .penalty import Moratorium, PenaltyRule
from .terms import LoanTerms


class ContractError(ValueError):
    """A contract that the ledger cannot keep."""


@dataclass(frozen=True, slots=True)
class LoanContract:
    """Terms, and the rules by which what happens is counted.

    `order` says whom a payment pays first, `penalties` what being late costs.
    `is_overdue_accrued`: interest runs on overdue principal too. `due_day_count`,
    `grace_days`, `pauses` and `tolerance` (money that is too little to be late) make the
    days past due. Raises `ContractError`.
    """

    terms: LoanTerms
    order: AllocationOrder = OLDEST_FIRST
    penalties: tuple[PenaltyRule, ...] = ()
    moratoria: tuple[Moratorium, ...] = ()
    is_overdue_accrued: bool = True
    due_day_count: DueDayCount = DueDayCount.FROM_NEXT_DAY
    grace_days: int = 0
    tolerance: Decimal = ZERO
    pauses: tuple[Pause, ...] = ()

    def __post_init__(self) -> None:
        backward = self.terms.shift not in (Shift.NONE, Shift.FOLLOWING)
        if backward and not self.terms.is_shift_accrued:
            raise ContractError("an instalment falls due before its interest is known")
