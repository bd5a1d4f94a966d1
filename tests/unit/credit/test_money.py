"""Rounding of money."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.money import (
    CENTS,
    UNROUNDED,
    Mode,
    MoneyError,
    Rounding,
    times,
)

AMOUNTS = st.decimals(Decimal("-1e9"), Decimal("1e9"), places=6)


@given(amount=AMOUNTS, step=st.sampled_from(["0.01", "0.05", "1", "100"]))
def test_a_rounded_sum_is_a_multiple_and_near(amount, step):
    step = Decimal(step)
    for mode in set(Mode) - {Mode.NONE}:
        rounded = Rounding(step, mode).apply(amount)
        assert rounded % step == 0
        assert abs(rounded - amount) < step
        assert Rounding(step, mode).apply(rounded) == rounded


@pytest.mark.parametrize(
    ("mode", "rounded"),
    [
        (Mode.HALF_UP, "2.35"),
        (Mode.HALF_EVEN, "2.34"),
        (Mode.UP, "2.35"),
        (Mode.DOWN, "2.34"),
        (Mode.NONE, "2.345"),
    ],
)
def test_half_a_cent_goes_by_the_mode(mode, rounded):
    assert Rounding(mode=mode).apply(Decimal("2.345")) == Decimal(rounded)


def test_cents_are_half_up_and_nothing_is_nothing():
    assert CENTS.apply(Decimal("0.005")) == Decimal("0.01")
    assert UNROUNDED.apply(Decimal("0.005")) == Decimal("0.005")


def test_a_step_of_nothing_is_refused():
    with pytest.raises(MoneyError):
        Rounding(Decimal(0))


def test_half_a_cent_survives_a_twelfth_of_a_year():
    # 12.50 at 12 % for a month is 0.125, though a twelfth has no end as a decimal.
    assert times(Decimal("1.50"), Fraction(1, 12)) == Decimal("0.125")
