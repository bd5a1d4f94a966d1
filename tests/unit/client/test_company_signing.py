"""Rights to sign, sizes of companies and codes of industries."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.corporate.nace import (
    NaceError,
    ancestors,
    normalise,
)
from odoo.addons.bank_crm_client.domain.corporate.signing import (
    Right,
    Scope,
    Standing,
    can_sign,
    standing,
)
from odoo.addons.bank_crm_client.domain.corporate.size import Size, size

TODAY = date(2026, 11, 20)


def right(days=None, *, scope=Scope.SOLE, limit=None, first=-10):
    last = None if days is None else TODAY + timedelta(days)
    return Right(scope, min(TODAY + timedelta(first), last or TODAY), last, limit)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, Standing.EXPIRED),
        (0, Standing.SOON),
        (30, Standing.SOON),
        (31, Standing.VALID),
        (None, Standing.VALID),
    ],
)
def test_a_right_holds_on_its_last_day_and_is_told_a_month_before(days, expected):
    assert standing(right(days), TODAY) is expected


def test_a_right_of_tomorrow_does_not_hold_today():
    later = Right(Scope.SOLE, TODAY + timedelta(1))
    assert standing(later, TODAY) is Standing.FUTURE
    assert not can_sign([later], Decimal(1), TODAY)


def test_two_who_sign_jointly_sign_and_one_does_not():
    joint = right(scope=Scope.JOINT)
    assert not can_sign([joint], Decimal(1), TODAY)
    assert can_sign([joint, joint], Decimal(1), TODAY)


def test_a_limit_reaches_to_its_last_cent():
    able = [right(limit=Decimal(500))]
    assert can_sign(able, Decimal(500), TODAY)
    assert not can_sign(able, Decimal("500.01"), TODAY)


@given(st.integers(-400, 400), st.integers(1, 400))
def test_an_expired_right_never_comes_back(days, later):
    one = Right(Scope.SOLE, None, TODAY + timedelta(days))
    if standing(one, TODAY) is Standing.EXPIRED:
        assert standing(one, TODAY + timedelta(later)) is Standing.EXPIRED


@pytest.mark.parametrize(
    ("staff", "revenue", "expected"),
    [
        (9, 2_000_000, Size.MICRO),
        (10, 2_000_000, Size.SMALL),
        (9, 2_000_001, Size.SMALL),
        (49, 10_000_001, Size.MEDIUM),
        (249, 50_000_000, Size.MEDIUM),
        (250, 1, Size.LARGE),
        (None, 50_000_001, Size.LARGE),
        (300, None, Size.LARGE),
    ],
)
def test_the_larger_of_staff_and_revenue_decides(staff, revenue, expected):
    assert size(staff, None if revenue is None else Decimal(revenue)) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("01.11", ("01.11", "01.1", "01", "A")),
        ("09", ("09", "B")),
        ("3511", ("35.11", "35.1", "35", "D")),
        ("99.00", ("99.00", "99.0", "99", "U")),
        ("u", ("U",)),
    ],
)
def test_an_industry_stands_under_its_section(code, expected):
    assert ancestors(code) == expected


@pytest.mark.parametrize("code", ["V", "00", "6", "62.", "62.011", "abc", ""])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(NaceError):
        normalise(code)
