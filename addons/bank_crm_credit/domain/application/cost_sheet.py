"""What a consumer loan costs, as the law wants it told before he is bound.

Directive 2008/48/EC, article 3: (g) total cost of the credit (interest, fees and what he
must pay third parties for it, notarial costs left out), (h) total amount payable, (i)
annual percentage rate of charge; Law of Ukraine on Consumer Lending, article 1, names
the same: total expenses, total value, real annual rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..apr import as_percent, eu_apr
from ..flows import Flow
from ..money import ZERO
from ..schedule import Schedule


class CostSheetError(ValueError):
    """A cost below zero."""


class Payee(StrEnum):
    """To whom a cost goes besides the bank."""

    INSURER = "insurer"
    APPRAISER = "appraiser"
    NOTARY = "notary"
    REGISTER = "register"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ThirdPartyCost:
    """What the borrower pays another for the loan. `is_required`: no loan without it."""

    day: date
    payee: Payee
    amount: Decimal
    is_required: bool = True

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise CostSheetError("a cost is not below zero")

    @property
    def is_counted(self) -> bool:
        """Whether the law counts it: what is required, without notarial costs."""
        return self.is_required and self.payee is not Payee.NOTARY


@dataclass(frozen=True, slots=True)
class CostSheet:
    """Sums in the currency of the loan; `annual_rate` a fraction, `printed_rate` per cent."""

    amount: Decimal
    interest: Decimal
    fees: Decimal
    third_party: Decimal
    not_counted: Decimal
    annual_rate: Decimal

    @property
    def total_cost(self) -> Decimal:
        return self.interest + self.fees + self.third_party

    @property
    def total_payable(self) -> Decimal:
        return self.amount + self.total_cost

    @property
    def printed_rate(self) -> Decimal:
        return as_percent(self.annual_rate)


def cost_sheet(schedule: Schedule, costs: Sequence[ThirdPartyCost] = ()) -> CostSheet:
    """Return the figures of the sheet. Raises `AnnualRateError` where no rate balances.

    >>> from ..schedule_builder import build_schedule
    >>> from ..terms import loan
    >>> schedule = build_schedule(loan(Decimal(100), Decimal(0), 1, date(2024, 1, 1)))
    >>> cost_sheet(schedule).total_payable
    Decimal('100.00')
    """
    counted = [cost for cost in costs if cost.is_counted]
    flows = [*schedule.flows(), *(Flow(cost.day, -cost.amount) for cost in counted)]
    rate = eu_apr(
        sorted(flows, key=lambda flow: flow.day), schedule.terms.frequency.unit
    )
    third_party = sum((cost.amount for cost in counted), ZERO)
    everything = sum((cost.amount for cost in costs), ZERO)
    return CostSheet(
        amount=schedule.terms.principal,
        interest=schedule.total_interest,
        fees=schedule.total_fees,
        third_party=third_party,
        not_counted=everything - third_party,
        annual_rate=rate,
    )
