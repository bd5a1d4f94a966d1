"""A history of a loan as a published scenario tells it, and what its steps assert."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ..allocation import ANY_TIME, NOW, AllocationOrder, Component, Step, Timing
from ..money import ZERO
from .comparing import is_same, number
from .instalment_table import Ahead, Charge, InstalmentTable, Paid

PENALTY, FEE = Component.PENALTY, Component.FEE
INTEREST, PRINCIPAL = Component.INTEREST, Component.PRINCIPAL
_AHEAD = frozenset({Timing.AHEAD})


def _two(due: tuple[Component, ...], ahead: tuple[Component, ...]) -> AllocationOrder:
    return AllocationOrder((Step(due, NOW), Step(ahead, _AHEAD)))


_STANDARD = (PENALTY, FEE, PRINCIPAL, INTEREST)
_ORDERS = {
    "PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER": AllocationOrder(
        (Step((PENALTY, FEE, INTEREST, PRINCIPAL), ANY_TIME),)
    ),
    "DUE_PENALTY_FEE_INTEREST_PRINCIPAL_IN_ADVANCE_PRINCIPAL_PENALTY_FEE_INTEREST": _two(
        (PENALTY, FEE, INTEREST, PRINCIPAL), (PRINCIPAL, PENALTY, FEE, INTEREST)
    ),
    "DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE": _two(
        (PENALTY, INTEREST, PRINCIPAL, FEE), (PENALTY, INTEREST, PRINCIPAL, FEE)
    ),
    "ADVANCED_PAYMENT_ALLOCATION": _two(_STANDARD, _STANDARD),
}
_VERTICAL = AllocationOrder(
    tuple(
        Step((component,), frozenset({timing}))
        for timing in Timing
        for component in _STANDARD
    )
)
_SHOWN_KINDS = frozenset({"Repayment", "Down Payment", "Payout Refund"})
_COLUMNS = {
    "Date": "date",
    "Balance of loan": "balance",
    "Principal due": "principal",
    "Interest": "interest",
    "Fees": "fee",
    "Penalties": "penalty",
    "Due": "due",
    "Paid": "paid",
    "In advance": "in_advance",
    "Late": "late",
    "Outstanding": "outstanding",
}


class SetAsideError(ValueError):
    """The scenario needs what our agreements do not have."""


@dataclass(slots=True)
class History:
    """What has happened to the loan so far, and what came out wrong."""

    agreed: dict[str, str] = field(default_factory=dict)
    drawn: tuple[date, Decimal] | None = None
    is_paid_out: bool = False
    ahead: Ahead = Ahead.NEXT
    charges: list[Charge] = field(default_factory=list)
    payments: list[Paid] = field(default_factory=list)
    listed: list[Paid] = field(default_factory=list)
    undone: list[Paid] = field(default_factory=list)

    def pay(self, payment: Paid) -> None:
        """Note a payment, and that it stays listed whatever becomes of it."""
        self.payments.append(payment)
        self.listed.append(payment)

    wrong: list[str] = field(default_factory=list)

    def table(self) -> InstalmentTable:
        """Return the instalments, charged and paid as far as the history goes."""
        strategy = self.agreed["Payment strategy"]
        order = _ORDERS.get(strategy)
        if "VERTICAL" in self.agreed["LoanProduct"]:
            order = _VERTICAL
        if order is None or self.drawn is None:
            raise SetAsideError(f"an order of payment of its own: {strategy}")
        return InstalmentTable(
            self.agreed, self.drawn, order, self.charges, self.payments, self.ahead
        )


def day_of(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007 - a date


def assert_rows(history: History, _found: re.Match[str], table: list[Any]) -> None:
    rows = [dict(zip(table[0], line, strict=False)) for line in table[1:]]
    ours = history.table().rows
    wanted = [row for row in rows if row["Nr"]]
    if len(wanted) != len(ours):
        history.wrong.append(f"{len(ours)} instalments for {len(wanted)}")
        return
    for row, line in zip(wanted, ours, strict=True):
        figures = line.figures()
        for column, name in _COLUMNS.items():
            _compare(history, f"{column} {row['Nr']}", row[column], figures[name])


def assert_total(history: History, _found: re.Match[str], table: list[Any]) -> None:
    ours = [line.figures() for line in history.table().rows]
    for column, wanted in zip(*table, strict=False):
        name = _COLUMNS[column]
        _compare(history, f"total {column}", wanted, sum(one[name] for one in ours))


def assert_transactions(
    history: History, _found: re.Match[str], table: list[Any]
) -> None:
    wanted = [dict(zip(table[0], line, strict=False)) for line in table[1:]]
    ours = history.table().transactions
    undone = [(one.day, one.amount) for one in history.undone]
    for row in wanted:
        if row["Transaction Type"] not in _SHOWN_KINDS:
            continue
        key = (day_of(row["Transaction date"]), number(row["Amount"]))
        place = next(
            (
                place
                for place, (paid, _parts) in enumerate(ours)
                if (paid.day, paid.amount) == key
            ),
            None,
        )
        if place is None:
            if key not in undone:
                history.wrong.append(f"no payment of {key[1]} on {key[0]}")
            continue
        _paid, parts = ours.pop(place)
        for column, component in (
            ("Principal", PRINCIPAL),
            ("Interest", INTEREST),
            ("Fees", FEE),
            ("Penalties", PENALTY),
        ):
            _compare(history, f"{column} on {key[0]}", row[column], parts[component])


def assert_outstanding(
    history: History, found: re.Match[str], _table: list[Any]
) -> None:
    owed = sum((line.figures()["outstanding"] for line in history.table().rows), ZERO)
    _compare(history, "outstanding", found[1], owed)


def assert_overpaid(history: History, found: re.Match[str], _table: list[Any]) -> None:
    _compare(history, "overpaid", found[1], history.table().overpaid)


def _compare(history: History, name: str, wanted: str, got: Any) -> None:
    if isinstance(got, date):
        same = not wanted or day_of(wanted) == got
    else:
        same = not wanted or is_same(float(wanted), got, Decimal("0.01"))
    if not same:
        history.wrong.append(f"{name}: {got} for {wanted}")
