from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_base.domain.figures import Direction
from odoo.addons.bank_crm_base.domain.home import (
    Comparison,
    Freshness,
    HomeError,
    Since,
    Urgency,
    birthdays,
    compare,
    comparison_days,
    comparison_targets,
    fill_days,
    freshness,
    next_birthday,
    roll_up,
    urgency,
    week_start,
)

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def test_nothing_is_compared_with_an_unknown_figure():
    assert compare(None, Decimal(5)) is None


def test_growth_from_nothing_has_a_sum_but_no_percentage():
    assert compare(Decimal(0), Decimal(5)) == Comparison(Decimal(5), None, Direction.UP)


def test_an_unchanged_figure_is_flat():
    assert compare(Decimal(7), Decimal(7)).direction is Direction.FLAT
    assert compare(Decimal(0), Decimal(0)).direction is Direction.FLAT


def test_a_shrinking_debt_goes_down():
    change = compare(Decimal(400), Decimal(300))
    assert change == Comparison(Decimal(-100), Decimal("-0.25"), Direction.DOWN)


def test_january_compares_month_and_year_with_the_same_day():
    targets = comparison_targets(date(2027, 1, 15))
    assert targets[Since.MONTH] == targets[Since.YEAR] == date(2026, 12, 31)


@given(days)
def test_targets_lie_before_the_day_and_in_order(day):
    targets = comparison_targets(day)
    assert targets[Since.YEAR] <= targets[Since.MONTH] <= targets[Since.DAY] < day


def test_monday_is_compared_with_friday():
    counted = [date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23)]
    assert comparison_days(date(2026, 11, 23), counted) == {
        Since.DAY: date(2026, 11, 20)
    }


def test_the_day_itself_is_never_its_own_comparison():
    assert comparison_days(date(2026, 11, 23), [date(2026, 11, 23)]) == {}


@given(days)
def test_a_week_starts_on_its_monday(day):
    monday = week_start(day)
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days < 7


def test_those_born_on_the_29th_celebrate_on_the_28th_in_a_common_year():
    assert (2, 29) in birthdays(date(2027, 2, 28), date(2027, 2, 28))
    assert (2, 29) not in birthdays(date(2028, 2, 28), date(2028, 2, 28))
    assert next_birthday(date(1996, 2, 29), date(2028, 2, 1)) == date(2028, 2, 29)


def test_birthdays_over_the_turn_of_the_year():
    marks = birthdays(date(2026, 12, 30), date(2027, 1, 2))
    assert marks == [(12, 30), (12, 31), (1, 1), (1, 2)]


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(HomeError):
        birthdays(date(2027, 1, 2), date(2027, 1, 1))
    with pytest.raises(HomeError):
        fill_days(date(2027, 1, 2), date(2027, 1, 1), {})


@given(days, days)
def test_the_next_birthday_is_within_a_year_and_in_its_list(born, today):
    coming = next_birthday(born, today)
    assert 0 <= (coming - today).days <= 366
    assert (born.month, born.day) in birthdays(coming, coming)


@pytest.mark.parametrize(
    ("days_left", "expected"),
    [
        (-1, Urgency.OVERDUE),
        (0, Urgency.TODAY),
        (1, Urgency.SOON),
        (7, Urgency.SOON),
        (8, Urgency.LATER),
    ],
)
def test_urgency_by_days_left(days_left, expected):
    today = date(2026, 11, 20)
    assert urgency(today + timedelta(days=days_left), today) is expected


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0, Freshness.FRESH),
        (1, Freshness.FRESH),
        (2, Freshness.LATE),
        (3, Freshness.LATE),
        (4, Freshness.STALE),
    ],
)
def test_freshness_by_age(age, expected):
    today = date(2026, 11, 20)
    assert freshness(today - timedelta(days=age), today) is expected


def test_a_bank_without_data_is_not_fresh():
    assert freshness(None, date(2026, 11, 20)) is Freshness.NONE


def test_days_without_a_figure_are_nothing():
    filled = fill_days(
        date(2026, 11, 1), date(2026, 11, 3), {date(2026, 11, 2): Decimal(5)}
    )
    assert [value for _day, value in filled] == [0, 5, 0]


def test_units_below_add_up_and_strangers_do_not():
    parents = {1: None, 2: 1, 3: 1, 4: 2, 9: None}
    own = {1: Decimal(1), 2: Decimal(2), 3: Decimal(3), 4: Decimal(4), 9: Decimal(9)}
    assert roll_up(parents, own, [2, 3]) == {2: Decimal(6), 3: Decimal(3)}
