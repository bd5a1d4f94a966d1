"""A loan as the screen and the night know it: its contract, its operations, the core's word."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ..domain.contract import LoanContract
from ..domain.loan_state import LoanState
from ..domain.operations import Operation
from ..domain.reconciliation import CoreBalances, CoreLine
from ..domain.replay import replay


@dataclass(slots=True)
class LoanBook:
    """What is needed to replay one loan; `trouble` says why it cannot be, in words."""

    loan_id: int
    mode: str
    tolerance: Decimal
    contract: LoanContract | None = None
    operations: list[Operation] = field(default_factory=list)
    core_date: date | None = None
    core: CoreBalances | None = None
    core_oldest: date | None = None
    core_lines: list[CoreLine] = field(default_factory=list)
    trouble: str = ""

    def on(self, as_of: date, known_on: date | None = None) -> LoanState | None:
        """Return the loan on a day; None, with `trouble` set, where it cannot be counted."""
        if self.contract is None:
            return None
        try:
            return replay(self.contract, self.operations, as_of, known_on)
        except ValueError as error:
            self.trouble = str(error)
            return None
