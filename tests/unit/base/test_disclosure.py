"""Terms of disclosure requests and their life, by hand-made calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_base.domain.disclosure import (
    MOVES,
    DayKind,
    DeadlineError,
    Haste,
    State,
    can_move,
    deadline,
    haste,
    horizon,
)

# November and December 2026: Saturdays and Sundays, and Friday 25 December.
FIRST = date(2026, 11, 1)
OFF = {
    FIRST + timedelta(days=number)
    for number in range(61)
    if (FIRST + timedelta(days=number)).weekday() >= 5
} | {date(2026, 12, 25)}
FRIDAY = date(2026, 11, 20)


def test_banking_days_leave_out_days_off():
    assert deadline(FRIDAY, 3, DayKind.BANKING, OFF) == date(2026, 11, 25)
    assert deadline(FRIDAY, 10, DayKind.BANKING, OFF) == date(2026, 12, 4)


def test_a_holiday_moves_a_banking_term():
    assert deadline(date(2026, 12, 24), 1, DayKind.BANKING, OFF) == date(2026, 12, 28)


def test_calendar_days_count_every_day_and_end_on_a_banking_day():
    assert deadline(FRIDAY, 10, DayKind.CALENDAR, OFF) == date(2026, 11, 30)
    assert deadline(FRIDAY, 8, DayKind.CALENDAR, OFF) == date(2026, 11, 30)


def test_a_term_of_no_days_ends_on_the_day_of_receipt():
    assert deadline(FRIDAY, 0, DayKind.BANKING, OFF) == FRIDAY


def test_a_negative_term_is_refused():
    with pytest.raises(DeadlineError):
        deadline(FRIDAY, -1, DayKind.CALENDAR)


@given(days=st.integers(0, 60), kind=st.sampled_from(DayKind))
def test_no_term_outruns_the_horizon(days, kind):
    long_off = {
        FRIDAY + timedelta(days=number)
        for number in range(1200)
        if (FRIDAY + timedelta(days=number)).weekday() >= 5
    }
    due = deadline(FRIDAY, days, kind, long_off)
    assert FRIDAY <= due < horizon(FRIDAY, days)


def test_a_request_never_comes_back_from_the_archive():
    assert MOVES[State.CLOSED] == frozenset()
    assert not can_move(State.DRAFT, State.APPROVED)
    assert can_move(State.WAITING, State.DRAFT)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 11, 19), Haste.OVERDUE),
        (date(2026, 11, 20), Haste.SOON),
        (date(2026, 11, 22), Haste.SOON),
        (date(2026, 11, 23), Haste.LATER),
        (None, Haste.NONE),
    ],
)
def test_haste_of_a_request_to_answer(due, expected):
    assert haste(State.APPROVED, due, FRIDAY) is expected


def test_an_answered_request_is_not_late():
    assert haste(State.ANSWERED, date(2026, 1, 1), FRIDAY) is Haste.NONE
