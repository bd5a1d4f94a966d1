"""Working hours over nights, weekends and holidays, counted by hand; who is told of a delay."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.tasks.escalation import (
    EscalationError,
    Side,
    Step,
    Whom,
    head_to_tell,
    last_due,
    told_at,
)
from odoo.addons.bank_crm_client.domain.tasks.working_time import (
    Shift,
    WorkingTimeError,
    WorkingWeek,
    add_hours,
    hours_between,
    take_hours,
)

# Monday to Friday, 9 to 13 and 14 to 18: 20 November 2026 is a Friday.
WEEK = WorkingWeek(
    tuple(
        Shift(day, begin, end)
        for day in range(5)
        for begin, end in ((time(9), time(13)), (time(14), time(18)))
    )
)
FRIDAY = datetime(2026, 11, 20)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        # Within a morning; over lunch; to the very end of the day.
        (at(20, 9), "2", at(20, 11)),
        (at(20, 12), "2", at(20, 15)),
        (at(20, 9), "8", at(20, 18)),
        # Over the weekend: one hour on Friday, three on Monday.
        (at(20, 17), "4", at(23, 12)),
        # From the night and from Saturday: the count begins with the opening.
        (at(19, 22), "1", at(20, 10)),
        (at(21, 12), "1", at(23, 10)),
        # None: the moment itself, or the next opening.
        (at(20, 10), "0", at(20, 10)),
        (at(20, 13, 30), "0", at(20, 14)),
        # A whole week of 40 hours.
        (at(16, 9), "40", at(20, 18)),
        (at(20, 9), "0.5", at(20, 9, 30)),
    ],
)
def test_hours_of_work_pass(start, hours, end):
    assert add_hours(start, Decimal(hours), WEEK) == end


def test_a_holiday_is_no_work():
    # Monday the 23rd is a holiday: the hour left over is Tuesday's.
    closed = WorkingWeek(WEEK.shifts, ((at(23, 0), at(24, 0)),))
    assert add_hours(at(20, 17), Decimal(2), closed) == at(24, 10)
    # Closed from eleven only: two hours of that morning count.
    short = WorkingWeek(WEEK.shifts, ((at(23, 11), at(24, 0)),))
    assert add_hours(at(20, 17), Decimal(4), short) == at(24, 10)


def test_weeks_that_take_turns():
    # Saturdays of every second week: (ordinal - 1) // 7 is even for the one of the 21st.
    parity = (date(2026, 11, 21).toordinal() - 1) // 7 % 2
    week = WorkingWeek((*WEEK.shifts, Shift(5, time(10), time(12), parity)))
    assert add_hours(at(20, 18), Decimal(1), week) == at(21, 11)
    assert add_hours(at(27, 18), Decimal(1), week) == at(30, 10)


def test_overlapping_shifts_count_once():
    week = WorkingWeek((Shift(4, time(9), time(13)), Shift(4, time(12), time(14))))
    assert add_hours(at(20, 9), Decimal(5), week) == at(20, 14)


@pytest.mark.parametrize(
    ("end", "hours", "start"),
    [
        (at(20, 11), "2", at(20, 9)),
        (at(20, 15), "2", at(20, 12)),
        # From midnight after Friday back: the end of that day's work.
        (at(21, 0), "8", at(20, 9)),
        (at(23, 10), "3", at(20, 16)),
    ],
)
def test_hours_of_work_are_left(end, hours, start):
    assert take_hours(end, Decimal(hours), WEEK) == start


def test_hours_between_two_moments():
    assert hours_between(at(20, 17), at(23, 10), WEEK) == 2
    assert hours_between(at(21, 8), at(22, 20), WEEK) == 0
    assert hours_between(at(20, 18), at(20, 9), WEEK) == 0


def test_a_bank_that_never_works_and_hours_that_cannot_be():
    with pytest.raises(WorkingTimeError):
        add_hours(FRIDAY, Decimal(1), WorkingWeek(()))
    with pytest.raises(WorkingTimeError):
        take_hours(FRIDAY, Decimal(1), WorkingWeek(()))
    with pytest.raises(WorkingTimeError):
        add_hours(FRIDAY, Decimal(-1), WEEK)
    with pytest.raises(WorkingTimeError):
        Shift(0, time(9), time(9))
    with pytest.raises(WorkingTimeError):
        Shift(7, time(9), time(10))


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
hours = st.integers(0, 200).map(lambda quarters: Decimal(quarters) / 4)


@given(start=moments, some=hours)
def test_so_many_hours_lie_between_start_and_end(start, some):
    end = add_hours(start, some, WEEK)
    assert end >= start
    assert hours_between(start, end, WEEK) == some


@given(start=moments, one=hours, other=hours)
def test_more_hours_end_later_and_parts_add_up(start, one, other):
    first = add_hours(start, one, WEEK)
    whole = add_hours(start, one + other, WEEK)
    assert whole >= first
    if other:
        assert add_hours(first, other, WEEK) == whole


# --- steps of escalation

REMIND = Step(1, Side.BEFORE, Decimal(4), Whom.ASSIGNEE)
HEAD = Step(2, Side.AFTER, Decimal(4), Whom.HEAD)


def test_when_somebody_is_told():
    # Due on Friday: reminded at two in the afternoon of that day.
    assert told_at(date(2026, 11, 20), REMIND, WEEK) == at(20, 14)
    # Late from Saturday's midnight; four hours of work end on Monday at one.
    assert told_at(date(2026, 11, 20), HEAD, WEEK) == at(23, 13)
    assert told_at(date(2026, 11, 19), HEAD, WEEK) == at(20, 13)


def test_the_latest_due_day_whose_moment_has_come():
    assert last_due(at(23, 12, 59), HEAD, WEEK) == date(2026, 11, 19)
    # Saturday's and Sunday's tasks are late by Monday too, as hours are counted.
    assert last_due(at(23, 13), HEAD, WEEK) == date(2026, 11, 22)
    # And who has something to do by Sunday is reminded while Friday lasts.
    assert last_due(at(20, 14), REMIND, WEEK) == date(2026, 11, 22)
    assert last_due(at(20, 13, 59), REMIND, WEEK) == date(2026, 11, 19)
    assert last_due(at(20, 12), HEAD, WorkingWeek(WEEK.shifts)) == date(2026, 11, 18)


@given(now=moments, some=st.integers(0, 60))
def test_the_latest_day_has_come_and_the_next_has_not(now, some):
    step = Step(1, Side.AFTER, Decimal(some), Whom.HEAD)
    day = last_due(now, step, WEEK)
    assert told_at(day, step, WEEK) <= now
    assert told_at(day + timedelta(days=1), step, WEEK) > now


def test_whom_a_step_tells():
    assert head_to_tell([7, 9, 11], 2, [7]) == 9
    # The second head of a chain of one: he was told at the first step already.
    assert head_to_tell([7], 2, [7]) is None
    assert head_to_tell([], 1, []) is None


def test_steps_that_cannot_be():
    with pytest.raises(EscalationError):
        Step(1, Side.AFTER, Decimal(-1), Whom.HEAD)
    with pytest.raises(EscalationError):
        Step(1, Side.AFTER, Decimal(1), Whom.HEAD, 0)
    with pytest.raises(EscalationError):
        Step(1, Side.BEFORE, Decimal(1), Whom.HEAD)
