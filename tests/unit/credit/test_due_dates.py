"""Due dates: months without drift, and days on which the bank is closed."""

from datetime import date
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.due_dates import (
    ALWAYS_OPEN,
    BusinessCalendar,
    DueDateError,
    Frequency,
    Shift,
    Unit,
    add_months,
    due_dates,
)

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
# New Year 2027 on a Friday, and the Saturday after it worked instead.
CALENDAR = BusinessCalendar(
    holidays=frozenset({date(2027, 1, 1)}), working_days=frozenset({date(2027, 1, 2)})
)


@given(start=DAYS, months=st.integers(0, 480))
def test_the_day_comes_back_after_a_short_month(start, months):
    there = add_months(start, months)
    assert there.day == start.day or (
        there.day < start.day and add_months(there, 0, 31) == there
    )


@given(start=DAYS, count=st.integers(1, 60), every=st.integers(1, 6))
def test_due_dates_follow_each_other(start, count, every):
    for unit in Unit:
        dates = list(islice(due_dates(start, Frequency(unit, every)), count))
        assert dates == sorted(set(dates))


@given(day=DAYS, rule=st.sampled_from(list(Shift)))
def test_a_moved_date_is_a_working_day(day, rule):
    moved = CALENDAR.shift(day, rule)
    assert rule is Shift.NONE or CALENDAR.is_open(moved)


@given(day=DAYS)
def test_modified_rules_stay_in_the_month(day):
    for rule in (Shift.MODIFIED_FOLLOWING, Shift.MODIFIED_PRECEDING):
        assert CALENDAR.shift(day, rule).month == day.month


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Shift.NONE, date(2027, 1, 1)),
        (Shift.FOLLOWING, date(2027, 1, 2)),
        (Shift.MODIFIED_FOLLOWING, date(2027, 1, 2)),
        (Shift.PRECEDING, date(2026, 12, 31)),
        (Shift.MODIFIED_PRECEDING, date(2027, 1, 2)),
    ],
)
def test_a_feast_is_moved_by_the_rule(rule, expected):
    assert CALENDAR.shift(date(2027, 1, 1), rule) == expected


def test_a_calendar_that_never_opens_is_refused():
    closed = BusinessCalendar(weekend=frozenset(range(7)))
    with pytest.raises(DueDateError):
        closed.shift(date(2026, 1, 1), Shift.FOLLOWING)


def test_a_bank_that_never_closes_moves_nothing():
    assert ALWAYS_OPEN.shift(date(2026, 11, 29), Shift.FOLLOWING) == date(2026, 11, 29)


def test_no_time_between_instalments_is_refused():
    with pytest.raises(DueDateError):
        Frequency(every=0)
