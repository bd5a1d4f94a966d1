"""Every balance is a replay: operations in, the loan on any date out.

The result depends on value dates alone, never on the order of booking. `LoanHistory`
keeps the ledger of the last look and goes on from it where nothing earlier has come.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from datetime import date

from .contract import LoanContract
from .ledger import Ledger
from .ledger_acts import apply
from .loan_state import LoanState, state_of
from .operations import Kind, Operation, OperationError, effective_operations


def replay(
    contract: LoanContract,
    operations: Iterable[Operation],
    as_of: date,
    known_on: date | None = None,
) -> LoanState:
    """Return the loan at the end of `as_of`, from its first operation.

    `known_on`: by what the bank knew on that day. Raises `OperationError` and
    `LedgerError`.

    1000 paid out on 1 January at 10 % a year (ACT/365F), by hand: 30 nights bear
    1000 x 0.10 x 30 / 365 = 8.22.

    >>> from decimal import Decimal
    >>> from .terms import loan
    >>> terms = loan(Decimal(1000), Decimal("0.10"), 12, date(2024, 1, 1))
    >>> paid_out = Operation(1, Kind.DISBURSE, date(2024, 1, 1), Decimal(1000))
    >>> state = replay(LoanContract(terms), [paid_out], date(2024, 1, 31))
    >>> str(state.principal), str(state.accrued_interest)
    ('1000', '8.22')
    """
    ledger = Ledger(contract)
    for operation in effective_operations(operations, known_on):
        if operation.value_date > as_of:
            break
        apply(ledger, operation)
    return state_of(ledger, as_of)


class LoanHistory:
    """The operations of one loan as they come, and the loan on any date.

    Looking forward costs only what is new; an operation dated back, a reversal or a look
    back replays from the start. Both give the same state.
    """

    def __init__(
        self, contract: LoanContract, operations: Iterable[Operation] = ()
    ) -> None:
        self._contract = contract
        self._operations: list[Operation] = []
        self._waiting: list[Operation] = []
        self._ids: set[int] = set()
        self._ledger = Ledger(contract)
        self._last: tuple[date, int, int] | None = None
        for operation in operations:
            self.add(operation)

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All operations, in the order of booking."""
        return tuple(self._operations)

    def add(self, operation: Operation) -> None:
        """Take one more operation, of whatever value date. Raises `OperationError`."""
        if operation.kind is Kind.REVERSE or self._is_late(operation):
            self._waiting = effective_operations([*self._operations, operation])
            self._ledger, self._last = Ledger(self._contract), None
        elif operation.id in self._ids:
            raise OperationError("two operations have one number")
        else:
            insort(self._waiting, operation, key=lambda one: one.place)
        self._operations.append(operation)
        self._ids.add(operation.id)

    def _is_late(self, operation: Operation) -> bool:
        day, last = self._ledger.day, self._last
        return day is not None and (
            operation.value_date < day or (last is not None and operation.place < last)
        )

    def on(self, as_of: date) -> LoanState:
        """Return the loan at the end of a day. Raises as `replay` does."""
        if self._ledger.day is not None and as_of < self._ledger.day:
            return replay(self._contract, self._operations, as_of)
        while self._waiting and self._waiting[0].value_date <= as_of:
            operation = self._waiting.pop(0)
            apply(self._ledger, operation)
            self._last = operation.place
        return state_of(self._ledger, as_of)
