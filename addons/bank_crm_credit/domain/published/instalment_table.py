"""Instalments with what is charged to each and what each payment paid, as Fineract shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ..allocation import AllocationOrder, Claim, Component, allocate
from ..money import ZERO
from .fineract import fineract_lines


class Ahead(StrEnum):
    """Which instalments to come are paid first by money over what is due."""

    NEXT = "NEXT_INSTALLMENT"
    LAST = "LAST_INSTALLMENT"


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge, its day, and after how many payments it was entered.

    A payment of an earlier day, or of the same day and entered before it, knows nothing
    of it.
    """

    component: Component
    due: date
    amount: Decimal
    seen_by: int


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment, and as what the other system lists it."""

    day: date
    amount: Decimal
    kind: str


@dataclass(slots=True)
class Row:
    """An instalment: what is charged by component, what is paid and when."""

    due: date
    balance: Decimal
    charged: dict[Component, Decimal]
    paid: Decimal = ZERO
    in_advance: Decimal = ZERO
    late: Decimal = ZERO
    # Open sums with their own due day: charges have one inside the period.
    open: list[tuple[Component, date, Decimal, Charge | None]] = field(
        default_factory=list
    )

    def figures(self) -> dict[str, Any]:
        """Return the columns of the row."""
        charged = self.charged
        due = sum(charged.values(), ZERO)
        return {
            "date": self.due,
            "balance": self.balance,
            **{str(component): amount for component, amount in charged.items()},
            "due": due,
            "paid": self.paid,
            "in_advance": self.in_advance,
            "late": self.late,
            "outstanding": due - self.paid,
        }


class InstalmentTable:
    """The instalments of a loan after its charges and payments, in order of value date."""

    def __init__(
        self,
        agreed: Mapping[str, str],
        drawn: tuple[date, Decimal],
        order: AllocationOrder,
        charges: Sequence[Charge],
        payments: Sequence[Paid],
        ahead: Ahead = Ahead.NEXT,
    ) -> None:
        self._order, self._ahead, self._begins = order, ahead, drawn[0]
        self.overpaid = ZERO
        self.transactions: list[tuple[Paid, dict[Component, Decimal]]] = []
        day, amount = drawn
        lines = fineract_lines(agreed, {"date": day.isoformat(), "amount": amount})
        self.rows = [
            Row(
                date.fromisoformat(line["date"]),
                line["balance_of_loan"],
                {
                    Component.PRINCIPAL: line["principal_due"],
                    Component.INTEREST: line["interest"],
                    Component.FEE: ZERO,
                    Component.PENALTY: ZERO,
                },
            )
            for line in lines
        ]
        for row in self.rows:
            row.open = [
                (component, row.due, amount, None)
                for component, amount in row.charged.items()
                if amount
            ]
        for charge in charges:
            self._charge(charge)
        entered = list(enumerate(payments))
        for place, payment in sorted(entered, key=lambda one: one[1].day):
            self._pay(place, payment)

    def _charge(self, charge: Charge) -> None:
        rows = [row for row in self.rows if row.due > self._begins]
        row = next((one for one in rows if charge.due <= one.due), None)
        if row is None:
            # After the last instalment: one more, of charges alone.
            row = Row(charge.due, ZERO, dict.fromkeys(Component, ZERO))
            self.rows.append(row)
        row.charged[charge.component] += charge.amount
        row.open.append((charge.component, charge.due, charge.amount, charge))

    def _claims(self, place: int, payment: Paid) -> list[Claim]:
        return [
            # What is not due yet stands with its instalment.
            Claim(
                (row_place, number),
                due if due <= payment.day else row.due,
                component,
                amount,
            )
            for row_place, row in enumerate(self.rows)
            for number, (component, due, amount, charge) in enumerate(row.open)
            if charge is None or charge.due < payment.day or charge.seen_by <= place
        ]

    def _pay(self, place: int, payment: Paid) -> None:
        claims, day = self._claims(place, payment), payment.day
        due = [claim for claim in claims if claim.due <= day]
        parts, rest = allocate(payment.amount, due, self._order, day)
        ahead = [claim for claim in claims if claim.due > day]
        if self._ahead is Ahead.LAST:
            last = max((claim.due for claim in ahead), default=day)
            ahead = [
                replace(claim, due=day + timedelta(1) + (last - claim.due))
                for claim in ahead
            ]
        more, rest = allocate(rest, ahead, self._order, day)
        by_component = dict.fromkeys(Component, ZERO)
        for claim, part in [*parts, *more]:
            by_component[claim.component] += part
            row_place, number = claim.key
            self._note(self.rows[row_place], number, part, day)
        self.overpaid += rest
        self.transactions.append((payment, by_component))

    def _note(self, row: Row, number: int, part: Decimal, day: date) -> None:
        component, due, amount, charge = row.open[number]
        row.open[number] = (component, due, amount - part, charge)
        row.paid += part
        if day < row.due:
            row.in_advance += part
        elif day > row.due:
            row.late += part
