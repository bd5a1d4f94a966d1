"""Our figures beside the core's."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from odoo.addons.bank_crm_credit.domain.contract import LoanContract
from odoo.addons.bank_crm_credit.domain.operations import Kind, Operation
from odoo.addons.bank_crm_credit.domain.reconciliation import (
    CoreBalances,
    CoreLine,
    Figure,
    compare_balances,
    compare_schedules,
)
from odoo.addons.bank_crm_credit.domain.replay import replay
from odoo.addons.bank_crm_credit.domain.schedule_builder import build_schedule
from odoo.addons.bank_crm_credit.domain.terms import loan

DAY = date(2024, 1, 1)
TERMS = loan(Decimal(300), Decimal(0), 3, DAY)
OURS = build_schedule(TERMS)
SAME = [
    CoreLine(number, date(2024, number + 1, 1), Decimal(100), Decimal(0))
    for number in (1, 2, 3)
]


def test_the_same_schedule_has_no_differences():
    assert compare_schedules(OURS, SAME) == []


def test_three_cents_are_within_five_and_above_two():
    cents = [replace(SAME[0], interest=Decimal("0.03")), *SAME[1:]]
    assert compare_schedules(OURS, cents, Decimal("0.05")) == []
    (found,) = compare_schedules(OURS, cents, Decimal("0.02"))
    assert (found.figure, found.gap, found.instalment) == (
        Figure.INTEREST, Decimal("0.03"), 1,
    )  # fmt: skip


def test_a_date_and_instalments_of_one_side():
    moved = replace(SAME[1], due=date(2024, 3, 4))
    found = compare_schedules(OURS, [SAME[0], moved, replace(SAME[2], number=4)])
    assert [(one.figure, one.gap, one.instalment) for one in found] == [
        (Figure.DUE_DATE, 3, 2),
        (Figure.INSTALMENT, -100, 3),
        (Figure.INSTALMENT, 100, 4),
    ]


def test_balances_that_are_told_are_compared():
    state = replay(
        LoanContract(TERMS), [Operation(1, Kind.DISBURSE, DAY, Decimal(300))],
        date(2024, 2, 11),
    )  # fmt: skip
    assert compare_balances(state, CoreBalances()) == []
    same = CoreBalances(Decimal(300), Decimal(100), days_past_due=10)
    assert compare_balances(state, same) == []
    other = CoreBalances(Decimal(600), Decimal("100.03"), days_past_due=11)
    assert [(one.figure, one.gap) for one in compare_balances(state, other)] == [
        (Figure.PRINCIPAL_OWED, 300),
        (Figure.OVERDUE_PRINCIPAL, Decimal("0.03")),
        (Figure.DAYS_PAST_DUE, 1),
    ]
