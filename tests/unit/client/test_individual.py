"""People: length of service, income, age and household."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.individual.family import (
    FamilyError,
    Member,
    age,
    is_minor,
    totals,
)
from odoo.addons.bank_crm_client.domain.individual.work import (
    Employment,
    Period,
    WorkError,
    monthly_income,
    months_between,
    service_months,
    total_service_months,
)

TODAY = date(2026, 11, 20)
days = st.dates(date(1950, 1, 1), date(2040, 1, 1))
money = st.decimals(0, 10_000_000, places=2)


@st.composite
def employments(draw):
    since = draw(days)
    until = draw(st.none() | st.integers(0, 20_000))
    return Employment(since, None if until is None else since + timedelta(until))


members = st.builds(
    Member,
    st.integers(1, 50),
    st.none() | st.dates(date(1920, 1, 1), TODAY),
    st.none() | money,
    st.none() | money,
    st.none() | money,
)


def test_incomes_of_other_periods_are_told_a_month():
    assert monthly_income(Decimal(100_000), Period.QUARTER) == Decimal("33333.33")
    assert monthly_income(Decimal("15000.55"), Period.MONTH) == Decimal("15000.55")
    assert monthly_income(Decimal(1_000), Period.YEAR) == Decimal("83.33")


def test_two_years_at_work_are_twenty_four_months():
    assert service_months(Employment(date(2024, 11, 20)), TODAY) == 24
    assert service_months(Employment(date(2024, 11, 21)), TODAY) == 23
    ended = Employment(date(2020, 1, 15), date(2020, 7, 15))
    assert service_months(ended, TODAY) == 6


def test_days_worked_in_two_places_count_once():
    works = [
        Employment(date(2010, 1, 1), date(2012, 1, 1)),
        Employment(date(2011, 1, 1), date(2013, 1, 1)),
        Employment(date(2020, 1, 1), date(2021, 1, 1)),
    ]
    assert total_service_months(works, TODAY) == 36 + 12


def test_what_cannot_be_is_refused():
    with pytest.raises(WorkError):
        Employment(date(2020, 2, 1), date(2020, 1, 31))
    with pytest.raises(WorkError):
        monthly_income(Decimal(-1), Period.MONTH)
    with pytest.raises(FamilyError):
        age(date(2027, 1, 1), TODAY)


@given(employments(), days)
def test_service_never_shrinks_as_days_pass(work, day):
    tomorrow = day + timedelta(1)
    assert 0 <= service_months(work, day) <= service_months(work, tomorrow)


@given(st.lists(employments(), max_size=8), days)
def test_service_in_all_is_between_the_longest_and_the_sum(works, day):
    each = [service_months(work, day) for work in works if work.since <= day]
    whole = total_service_months(works, day)
    assert whole >= max(each, default=0)
    # Pieces of months at the seams may make months when they are joined.
    assert whole <= sum(each) + len(each)


@given(st.lists(employments(), max_size=8), days, st.randoms())
def test_the_order_of_employments_does_not_matter(works, day, chance):
    shuffled = list(works)
    chance.shuffle(shuffled)
    assert total_service_months(shuffled, day) == total_service_months(works, day)


@given(days, st.integers(0, 1_200))
def test_months_between_counts_back_the_months_that_were_added(first, months):
    first = first.replace(day=min(first.day, 28))
    year, month = divmod(first.month - 1 + months, 12)
    later = first.replace(year=first.year + year, month=month + 1)
    assert months_between(first, later) == months


@given(money, st.sampled_from(Period))
def test_a_year_of_monthly_income_is_the_year_to_a_few_cents(amount, period):
    times = {Period.MONTH: 12, Period.QUARTER: 4, Period.YEAR: 1}[period]
    assert abs(monthly_income(amount, period) * 12 - amount * times) <= Decimal("0.06")


def test_a_minor_grows_up_on_the_birthday():
    assert is_minor(date(2008, 11, 21), TODAY)
    assert not is_minor(date(2008, 11, 20), TODAY)
    assert not is_minor(None, TODAY)


def test_a_household_by_hand():
    told = totals(
        [
            Member(1, date(1980, 5, 5), Decimal(100), Decimal(40), Decimal(20)),
            Member(2, date(1985, 5, 5), Decimal("0.50"), Decimal(0), Decimal(10)),
            Member(3, date(2015, 5, 5)),
        ],
        TODAY,
    )
    assert (told.funds, told.owed, told.income) == (
        Decimal("100.50"),
        Decimal(40),
        Decimal(30),
    )
    assert (told.counted, told.children) == (2, 1)


@given(st.lists(members, max_size=10, unique_by=lambda one: one.member_id))
def test_whoever_is_out_of_sight_adds_no_money(people):
    told = totals(people, TODAY)
    in_sight = [one for one in people if one.funds is not None]
    assert told.counted == len(in_sight)
    assert told == totals([*people, *people], TODAY)
    assert told.funds == sum((one.funds for one in in_sight), Decimal(0))
    assert totals([one for one in people if one.funds is None], TODAY).owed == 0
