"""The way of a guarantee, and what it answers for."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.collateral.guarantee import (
    MOVES,
    Facts,
    Need,
    State,
    answers_for,
    can_move,
    is_in_force,
    missing,
)

DAY = date(2026, 3, 2)


def test_signed_once_and_over_for_good():
    assert can_move(State.DRAFT, State.IN_FORCE)
    assert not can_move(State.ENDED, State.IN_FORCE)
    assert not MOVES[State.CANCELLED]


@pytest.mark.parametrize(
    "facts, needs",
    [
        (Facts(), ()),
        (Facts(secured_debt=Decimal("0.01")), (Need.NO_DEBT_OR_DECISION,)),
        (Facts(secured_debt=Decimal(9), has_decision=True), ()),
    ],
)
def test_let_go_at_no_debt_or_by_decision(facts, needs):
    assert missing(State.ENDED, facts) == needs


@pytest.mark.parametrize(
    "state, first, last, is_so",
    [
        ("in_force", date(2026, 3, 2), date(2026, 3, 2), True),
        ("in_force", date(2026, 3, 3), None, False),
        ("in_force", None, date(2026, 3, 1), False),
        ("draft", None, None, False),
    ],
)
def test_both_days_count(state, first, last, is_so):
    assert is_in_force(state, first, last, DAY) is is_so


@given(st.decimals(0, 10**9, places=2), st.decimals(0, 10**9, places=2))
def test_nobody_answers_for_more_than_is_owed_or_promised(owed, amount):
    assert answers_for(owed, amount) == min(owed, amount)
    assert answers_for(owed, None) == owed
