"""Rows of tables made into contracts and operations, and how a loan stands by whose word."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.allocation import (
    UKRAINE_CONSUMER,
    AllocationError,
    Component,
)
from odoo.addons.bank_crm_credit.domain.book_rows import (
    BookError,
    contract_of,
    money,
    operation_of,
    order_of,
    penalty_of,
    restructuring_of,
    terms_of,
)
from odoo.addons.bank_crm_credit.domain.operations import Kind, OperationError
from odoo.addons.bank_crm_credit.domain.quotes import core_gap, projected_payoff
from odoo.addons.bank_crm_credit.domain.reconciliation import CoreBalances
from odoo.addons.bank_crm_credit.domain.replay import replay
from odoo.addons.bank_crm_credit.domain.standing import Source, standing_of

STARTED, TODAY = date(2026, 8, 20), date(2026, 11, 20)
LOAN = {
    "amount": "1000.00", "start_date": STARTED, "first_due_date": date(2026, 9, 20),
    "instalments": 4, "method": "differentiated", "frequency": "month", "every": 1,
    "day_count": "ACT/365F", "is_equal_periods": True, "interest_base": "declining",
    "rounding": "cent", "shift": "none", "due_day": None, "last_due_date": None,
    "principal_grace": None, "interest_grace": None, "is_grace_capitalised": None,
    "balloon": None, "amortise_over": None, "weights": None, "fixed_instalment": None,
    "minimum_share": None, "minimum_amount": None, "credit_limit": None,
}  # fmt: skip
RULES = {
    "is_overdue_accrued": True, "due_day_count": "from_next_day", "grace_days": 0,
    "tolerance": 0,
}  # fmt: skip
RATES = [(STARTED, "0.120000")]
EMPTY = dict.fromkeys(
    ("component", "early", "annual_rate", "has_new_rate", "new_instalments",
     "principal_holiday", "interest_holiday", "capitalise", "new_first_due",
     "reverses_id", "booking_date")
)  # fmt: skip


def operation(number, kind, day, amount="0", **more):
    row = {**EMPTY, "id": number, "kind": kind, "value_date": day, "amount": amount}
    return operation_of({**row, **more})


def late_loan(as_of=TODAY):
    """By hand: 260.00 paid in September; October's 257.50 is not."""
    contract = contract_of(RULES, terms_of(LOAN, RATES))
    operations = [
        operation(1, "disburse", STARTED, "1000"),
        operation(2, "repay", date(2026, 9, 20), "260.00"),
    ]
    return replay(contract, operations, as_of)


def test_a_row_is_the_contract_that_was_signed():
    terms = terms_of(LOAN, RATES)
    assert terms.principal == 1000
    assert terms.interest.per_period == Fraction(1, 12)
    quarterly = terms_of({**LOAN, "every": 3}, RATES)
    assert quarterly.interest.per_period == Fraction(1, 4)
    by_days = terms_of({**LOAN, "is_equal_periods": False}, RATES)
    assert by_days.interest.per_period is None


@pytest.mark.parametrize(
    ("change", "rates", "words"),
    [
        ({"amount": None}, RATES, "sum"),
        ({"first_due_date": None}, RATES, "due date"),
        ({}, [], "rate"),
    ],
)
def test_what_is_not_known_is_said(change, rates, words):
    with pytest.raises(BookError, match=words):
        terms_of({**LOAN, **change}, rates)


def test_weights_are_read_from_text():
    terms = terms_of({**LOAN, "weights": "0 1 1.1"}, RATES)
    assert terms.weights == (Decimal(0), Decimal(1), Decimal("1.1"))


def test_the_order_of_the_ukrainian_law():
    steps = [
        {"components": "principal,interest", "timing": "overdue"},
        {"components": "principal,interest", "timing": "due"},
        {"components": "penalty,fee", "timing": "now"},
    ]
    assert order_of(steps) == UKRAINE_CONSUMER
    with pytest.raises(AllocationError):
        order_of(steps[:2])


def test_a_penalty_takes_the_parts_that_are_ticked():
    row = {
        "name": "Late", "kind": "daily", "on_principal": True, "on_interest": False,
        "on_fee": True, "date_from": STARTED, "date_to": None, "rate": "0.2",
        "amount": "0", "day_count": "ACT/365F", "grace_days": None, "longest_days": None,
        "daily_cap": "0", "total_cap": "0.15",
    }  # fmt: skip
    rule = penalty_of(row)
    assert rule.bases == {Component.PRINCIPAL, Component.FEE}
    assert (rule.daily_cap, rule.total_cap) == (None, Decimal("0.15"))


def test_only_what_a_kind_needs_is_read_of_its_row():
    paid = operation(1, "repay", TODAY, "5", component="interest", annual_rate="0.1")
    assert paid.component is None
    assert paid.annual_rate is None
    with pytest.raises(OperationError):
        operation(1, "repay", TODAY, "0")
    taken = operation(2, "reverse", TODAY, reverses_id=1)
    assert (taken.kind, taken.reverses) == (Kind.REVERSE, 1)


def test_a_rate_of_zero_is_a_rate_and_none_is_none():
    row = {**EMPTY, "new_instalments": 5, "annual_rate": "0", "has_new_rate": True}
    assert restructuring_of(row).annual_rate == 0
    assert restructuring_of({**row, "has_new_rate": False}).annual_rate is None
    joined = restructuring_of({**row, "capitalise": "interest,fee"})
    assert joined.capitalise == {Component.INTEREST, Component.FEE}


def test_a_loan_stands_by_our_book():
    standing = standing_of(late_loan(), is_own=True)
    assert standing.source is Source.OWN
    assert (standing.due_now, standing.overdue) == (
        Decimal("515.00"),
        Decimal("257.50"),
    )
    assert (standing.days_past_due, standing.oldest_due) == (31, date(2026, 10, 20))
    assert standing.next_due == date(2026, 12, 20)
    assert standing.next_amount == Decimal("252.50")


def test_where_the_core_keeps_the_book_its_word_goes_first():
    told = CoreBalances(
        principal_owed=Decimal(1050), overdue_principal=Decimal(300), days_past_due=9
    )
    standing = standing_of(late_loan(), is_own=False, told=told)
    assert standing.source is Source.CORE
    assert (standing.principal_owed, standing.overdue) == (1050, 300)
    # What falls due today is ours: 257.50.
    assert standing.due_now == Decimal("557.50")
    assert standing.days_past_due == 9
    assert standing_of(late_loan(), is_own=False).source is Source.SHADOW
    assert standing_of(late_loan(), is_own=True, told=told).source is Source.OWN


def test_a_quote_goes_on_from_what_the_core_told():
    """765.00 ends our count today; the core says 300.00 more and no interest overdue."""
    state = late_loan()
    assert projected_payoff(state) == Decimal("765.00")
    told = CoreBalances(principal_owed=Decimal(1050), overdue_interest=Decimal("7.50"))
    assert core_gap(state, told) == 300
    assert projected_payoff(state, state, told) == Decimal("1065.00")


sums = st.decimals(0, 5_000, places=2)


@given(told=st.builds(CoreBalances, sums, sums, sums, sums, sums, st.integers(0, 400)))
def test_what_the_core_told_of_overdue_sums_is_what_is_shown(told):
    standing = standing_of(late_loan(), is_own=False, told=told)
    parts = (
        told.overdue_principal + told.overdue_interest
        + told.overdue_fee + told.overdue_penalty
    )  # fmt: skip
    assert standing.overdue == parts
    assert standing.due_now >= standing.overdue
    assert standing.principal_owed == told.principal_owed


@given(days=st.integers(0, 60))
def test_where_both_agree_a_quote_is_our_own(days):
    """The core tells exactly our balances of today: no day after is quoted otherwise."""
    known, state = late_loan(), late_loan(TODAY + timedelta(days))
    told = CoreBalances(
        known.principal_owed,
        known.overdue[Component.PRINCIPAL],
        known.overdue[Component.INTEREST],
        known.overdue[Component.FEE],
        known.overdue[Component.PENALTY] + known.growing_penalty,
    )
    assert projected_payoff(state, known, told) == state.payoff


@given(value=st.decimals(-10_000, 10_000, places=2))
def test_money_comes_in_as_it_stands_in_the_table(value):
    assert money(str(value)) == value
