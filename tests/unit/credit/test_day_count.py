"""Day counts: published tables are run by conformance; here what they share, by hand."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.day_count import (
    DayCount,
    DayCountError,
    day_count_days,
    year_fraction,
)
from odoo.addons.bank_crm_credit.domain.due_dates import Unit

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
# Those whose periods may be cut and summed: the day alone decides.
ADDITIVE = (
    DayCount.ACT_360,
    DayCount.ACT_364,
    DayCount.ACT_365F,
    DayCount.ACT_365_25,
    DayCount.NL_360,
    DayCount.NL_365,
    DayCount.ACT_ACT_ISDA,
    DayCount.THIRTY_E_360,
)


@pytest.mark.parametrize("convention", list(DayCount))
def test_no_time_is_no_part_of_a_year(convention):
    day = date(2024, 2, 29)
    reference = (day, date(2024, 8, 29))
    assert year_fraction(convention, day, day, reference=reference) == 0


@pytest.mark.parametrize("convention", list(DayCount))
def test_a_period_backwards_is_refused(convention):
    with pytest.raises(DayCountError):
        year_fraction(convention, date(2024, 3, 1), date(2024, 2, 1))


@pytest.mark.parametrize("convention", ADDITIVE)
@given(days=st.lists(DAYS, min_size=3, max_size=3))
def test_a_period_is_the_sum_of_its_parts(convention, days):
    first, middle, last = sorted(days)
    whole = year_fraction(convention, first, last)
    parts = year_fraction(convention, first, middle) + year_fraction(
        convention, middle, last
    )
    assert parts == whole


@pytest.mark.parametrize("convention", list(DayCount))
@given(start=DAYS, days=st.integers(0, 4000))
def test_time_only_grows(convention, start, days):
    end = start + timedelta(days)
    reference = (start, date(start.year + 1, start.month, min(start.day, 28)))
    now = year_fraction(convention, start, end, reference=reference)
    # February counts up to 30 days under 30/360: a day is not lost by more than two.
    next_day = year_fraction(convention, start, end + timedelta(1), reference=reference)
    assert 0 <= now <= next_day + Fraction(3, 360)


@given(start=DAYS, years=st.integers(1, 30))
def test_whole_years_of_the_european_directive_are_whole(start, years):
    end = start.replace(day=min(start.day, 28), year=start.year + years)
    begins = start.replace(day=min(start.day, 28))
    for unit in (Unit.MONTH, Unit.YEAR):
        assert year_fraction(DayCount.EU_2008_48, begins, end, unit=unit) == years


def test_the_directive_counts_back_from_the_later_date():
    # 25 February to 28 March 2013, by hand: a month back is 28 February, three days are
    # left, and the year that ends on 28 February 2013 holds 29 February 2012.
    found = year_fraction(DayCount.EU_2008_48, date(2013, 2, 25), date(2013, 3, 28))
    assert found == Fraction(1, 12) + Fraction(3, 366)


def test_weeks_of_the_directive_are_fifty_two_a_year():
    found = year_fraction(
        DayCount.EU_2008_48, date(2023, 1, 2), date(2023, 1, 25), unit=Unit.WEEK
    )
    assert found == Fraction(3, 52) + Fraction(2, 365)


def test_a_coupon_of_the_icma_is_its_share_of_a_year_however_long():
    half = (date(2003, 11, 1), date(2004, 5, 1))
    assert year_fraction(DayCount.ACT_ACT_ICMA, *half, reference=half) == Fraction(1, 2)
    stub = year_fraction(
        DayCount.ACT_ACT_ICMA, date(2003, 10, 2), half[1], reference=half
    )
    # 30 days of the half year from 1 May to 1 November 2003, which has 184.
    assert stub == Fraction(1, 2) + Fraction(30, 368)


def test_icma_without_its_period_is_refused():
    with pytest.raises(DayCountError):
        year_fraction(DayCount.ACT_ACT_ICMA, date(2024, 1, 1), date(2024, 2, 1))


@pytest.mark.parametrize(
    ("convention", "days"),
    [
        (DayCount.THIRTY_360_US, 30),
        (DayCount.THIRTY_360_PSA, 30),
        (DayCount.THIRTY_360_ISDA, 33),
        (DayCount.THIRTY_E_360, 32),
        (DayCount.THIRTY_E_PLUS_360, 33),
        (DayCount.THIRTY_E_360_ISDA, 30),
        (DayCount.ACT_360, 31),
        (DayCount.NL_365, 31),
    ],
)
def test_the_thirties_differ_at_the_end_of_february(convention, days):
    assert day_count_days(convention, date(2023, 2, 28), date(2023, 3, 31)) == days
