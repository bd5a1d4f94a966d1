"""Loans of the demonstration bank: one of every kind, and what the core system sends.

Everything follows from the dates and sums of the agreements: no dice are thrown.
"""

import csv
import io
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from ..domain.book_rows import terms_of
from ..domain.schedule_builder import build_schedule

CENT = Decimal("0.01")
# Columns of a contract that a demonstration loan leaves as they are by default.
PLAIN = {
    "credit_limit": None, "due_day": None, "last_due_date": None, "frequency": "month",
    "every": 1, "day_count": "ACT/365F", "is_equal_periods": True,
    "interest_base": "declining", "rounding": "cent", "principal_grace": 0,
    "interest_grace": 0, "is_grace_capitalised": False, "balloon": None,
    "amortise_over": None, "weights": None, "minimum_share": None,
    "minimum_amount": None, "shift": "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A loan whose book is kept here: what is signed, and how many months ago."""

    title: str
    product: str
    amount: int
    rate: float
    instalments: int
    months_ago: int
    method: str = "annuity"
    terms: dict = field(default_factory=dict)
    fees: tuple[dict, ...] = ()
    # What was drawn later, as (months ago, sum), and rates changed, as (months ago, rate).
    tranches: tuple[tuple[int, int], ...] = ()
    rates: tuple[tuple[int, float], ...] = ()
    # Instalments that were not paid, counted from the newest.
    missed: int = 0


KINDS = (
    Kind("Equal instalments", "LOAN-C", 120_000, 0.24, 24, 9),
    Kind("Equal parts of principal", "LOAN-C", 90_000, 0.26, 18, 7, "differentiated"),
    Kind("Principal at the end", "LEAS", 800_000, 0.19, 12, 8, "bullet"),
    Kind("Card: minimum payment", "LOAN-C", 40_000, 0.39, 60, 5, "minimum",
         {"minimum_share": 0.05, "minimum_amount": 500}),
    Kind("Grace on principal", "LEAS", 1_500_000, 0.18, 36, 10,
         terms={"principal_grace": 6}),
    Kind("Grace on interest, joined", "LOAN-M", 2_000_000, 0.15, 120, 8,
         terms={"principal_grace": 3, "interest_grace": 3, "is_grace_capitalised": True}),
    Kind("Balloon", "LEAS", 900_000, 0.17, 24, 6, terms={"balloon": 300_000}),
    Kind("Growing instalments", "LOAN-M", 1_200_000, 0.16, 36, 7,
         terms={"weights": " ".join(["1"] * 12 + ["1.1"] * 12 + ["1.21"] * 12)}),
    Kind("Seasonal: after the harvest", "TRADE", 2_400_000, 0.2, 12, 7,
         "differentiated", {"weights": "0 0 0 0 1 1 1 0 0 0 0 1"}),
    Kind("Irregular first period", "LOAN-C", 60_000, 0.28, 12, 5, terms={"late_start": 17}),
    Kind("Credit line in tranches", "TRADE", 600_000, 0.21, 12, 8, "bullet",
         {"credit_limit": 2_000_000}, tranches=((5, 500_000), (2, 300_000))),
    Kind("Floating rate", "LOAN-M", 1_800_000, 0.155, 180, 11,
         rates=((6, 0.165), (3, 0.149))),
    Kind("Fees each month", "LOAN-C", 75_000, 0.19, 24, 6,
         fees=({"name": "Opening", "base": "drawdown", "share": 0.01},
               {"name": "Service", "base": "balance", "share": 0.002})),
    Kind("Flat interest", "LOAN-C", 30_000, 0.18, 12, 4, terms={"interest_base": "flat"}),
    Kind("Late by three instalments", "LOAN-C", 84_000, 0.25, 24, 10, missed=3),
    Kind("Late by one instalment", "LOAN-C", 54_000, 0.27, 18, 6, missed=1),
)  # fmt: skip


HEADS = {
    "loans": ("holding_id", "method", "amount", "annual_rate", "start", "first_due",
              "instalments", "is_equal_periods", "instalment"),
    "loan_operations": ("operation_id", "holding_id", "kind", "value_date", "booking_date",
                        "amount"),
    "agreement_overdue": ("holding_id", "date", "principal", "overdue_principal",
                          "overdue_interest", "overdue_fee", "overdue_penalty",
                          "oldest_due", "days"),
    "loan_schedules": ("holding_id", "number", "due", "principal", "interest"),
}  # fmt: skip


@dataclass(slots=True)
class CoreFiles:
    """What the core system tells of its loans: rows of contracts and of operations."""

    loans: list[list] = field(default_factory=list)
    operations: list[list] = field(default_factory=list)


def file_text(layout: str, rows: list[list]) -> str:
    """A file of a layout, with its head."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADS[layout])
    writer.writerows(rows)
    return out.getvalue()


def add_core_loan(files: CoreFiles, holding: dict, today: date) -> None:
    """Tell a loan of the core system: its contract, and payments by its plan until it
    stopped being paid.

    The principal paid is the one that the agreement's balance shows.
    """
    amount = Decimal(holding["amount"])
    opened, ends = holding["opened"], holding["ends"]
    months = (ends.year - opened.year) * 12 + ends.month - opened.month
    part = (amount / months).quantize(CENT, "ROUND_DOWN")
    rate = Decimal(holding["rate"])
    first_due = opened + relativedelta(months=1)
    files.loans.append(
        [
            holding["id"],
            "differentiated",
            amount,
            rate,
            opened,
            first_due,
            months,
            1,
            part,
        ]
    )
    terms = terms_of(
        {
            **PLAIN, "amount": amount, "start_date": opened, "first_due_date": first_due,
            "instalments": months, "method": "differentiated", "fixed_instalment": part,
        },
        [(opened, rate)],
    )  # fmt: skip
    files.operations.append(
        [f"{holding['id']}-0", holding["id"], "disburse", opened, opened, amount]
    )
    paid = round((amount - Decimal(holding["balance"])) / part) if part else 0
    for line in build_schedule(terms).instalments[:paid]:
        if line.due > today:
            break
        files.operations.append(
            [f"{holding['id']}-{line.number}", holding["id"], "repay", line.due, line.due,
             line.total]
        )  # fmt: skip
