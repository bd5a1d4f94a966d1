"""Penalty: the window, the caps, moratoria, and never on penalty. By hand."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.allocation import Component
from odoo.addons.bank_crm_credit.domain.penalty import (
    Moratorium,
    PenaltyError,
    PenaltyKind,
    PenaltyRule,
    capped,
    penalty_between,
    rule_for,
)

DUE = date(2024, 1, 10)
OWED = Decimal(1000)
BASES = frozenset({Component.PRINCIPAL, Component.INTEREST})


def daily(**changes):
    # A thousandth a day: 1.00 on 1000.
    values = {"rate": Decimal("0.365"), "start": date(2024, 1, 1)}
    return PenaltyRule("Late", PenaltyKind.DAILY, BASES, **(values | changes))


def after(rule, days, moratoria=(), owed=OWED):
    return penalty_between(rule, DUE, owed, DUE, DUE + timedelta(days), moratoria)


@pytest.mark.parametrize(
    ("changes", "days", "expected"),
    [
        ({}, 0, 0),
        ({}, 1, 1),
        ({}, 30, 30),
        ({"grace_days": 5}, 5, 0),
        ({"grace_days": 5}, 7, 2),
        ({"grace_days": 5, "is_grace_charged": True}, 5, 0),
        ({"grace_days": 5, "is_grace_charged": True}, 7, 7),
        ({"longest_days": 180}, 365, 180),
        ({"grace_days": 5, "longest_days": 10}, 30, 10),
        ({"daily_cap": Decimal("0.0005")}, 10, 5),
    ],
)
def test_the_window_and_the_cap_of_a_day(changes, days, expected):
    assert after(daily(**changes), days) == expected


def test_nothing_grows_in_a_moratorium():
    # Nights of 12, 13 and 14 January are free of ten.
    pause = [Moratorium(date(2024, 1, 12), date(2024, 1, 14))]
    assert after(daily(), 10, pause) == 7


def test_all_of_it_is_capped_by_a_share_of_what_was_overdue():
    assert capped(daily(total_cap=Decimal("0.15")), Fraction(400), OWED) == 150


def test_a_fine_comes_once():
    fine = PenaltyRule(
        "Fine",
        PenaltyKind.FINE,
        BASES,
        date(2024, 1, 1),
        amount=Decimal(50),
        grace_days=3,
    )
    assert after(fine, 3) == 0
    assert after(fine, 4) == 50
    later = penalty_between(fine, DUE, OWED, DUE + timedelta(4), DUE + timedelta(90))
    assert later == 0


def test_a_rule_holds_for_due_dates_of_its_time():
    old = daily(end=date(2024, 1, 31))
    new = daily(start=date(2024, 2, 1))
    assert rule_for([old, new], Component.PRINCIPAL, DUE) is old
    assert rule_for([old, new], Component.PRINCIPAL, date(2024, 2, 1)) is new
    assert rule_for([old, new], Component.FEE, DUE) is None


def test_a_fine_and_a_daily_penalty_are_not_both_taken():
    fine = PenaltyRule(
        "Fine", PenaltyKind.FINE, BASES, date(2024, 1, 1), amount=Decimal(50)
    )
    with pytest.raises(PenaltyError):
        rule_for([daily(), fine], Component.PRINCIPAL, DUE)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": PenaltyKind.DAILY, "bases": frozenset({Component.PENALTY}), "rate": 1},
        {"kind": PenaltyKind.DAILY, "bases": frozenset(), "rate": 1},
        {"kind": PenaltyKind.DAILY, "bases": BASES},
        {"kind": PenaltyKind.DAILY, "bases": BASES, "rate": 1, "amount": 1},
        {"kind": PenaltyKind.FINE, "bases": BASES, "rate": 1, "amount": 1},
        {"kind": PenaltyKind.FINE, "bases": BASES},
        {"kind": PenaltyKind.DAILY, "bases": BASES, "rate": 1, "grace_days": -1},
    ],
)
def test_rules_that_the_law_does_not_know_are_refused(values):
    values = {
        name: Decimal(value) if name in ("rate", "amount") else value
        for name, value in values.items()
    }
    with pytest.raises(PenaltyError):
        PenaltyRule("Wrong", start=date(2024, 1, 1), **values)


@given(
    cut=st.integers(0, 200),
    days=st.integers(0, 200),
    grace=st.integers(0, 30),
    is_charged=st.booleans(),
    longest=st.none() | st.integers(1, 100),
    kind=st.sampled_from(list(PenaltyKind)),
)
def test_a_look_on_the_way_changes_nothing(cut, days, grace, is_charged, longest, kind):
    rule = PenaltyRule(
        "Late", kind, BASES, date(2024, 1, 1), rate=Decimal("0.2"), grace_days=grace,
        is_grace_charged=is_charged, longest_days=longest,
    )  # fmt: skip
    middle, end = DUE + timedelta(min(cut, days)), DUE + timedelta(days)
    parts = penalty_between(rule, DUE, OWED, DUE, middle) + penalty_between(
        rule, DUE, OWED, middle, end
    )
    assert parts == penalty_between(rule, DUE, OWED, DUE, end)
