"""Certificates, decisions and loads of people."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.people.certificates import (
    Certificate,
    CertificateError,
    Standing,
    is_certified,
    latest,
    standing,
    warning_due,
)
from odoo.addons.bank_crm_client.domain.people.decisions import (
    Decision,
    DecisionError,
    Kind,
    Load,
    in_force,
    load_level,
    load_limit,
    load_percent,
)
from odoo.addons.bank_crm_client.domain.people.languages import language_of, speaks

TODAY = date(2026, 11, 20)
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
limits = st.none() | st.integers(0, 1_000)


@st.composite
def certificates(draw):
    first = draw(days)
    length = draw(st.none() | st.integers(0, 800))
    last = None if length is None else first + timedelta(days=length)
    return Certificate(draw(st.integers(1, 3)), first, last)


@st.composite
def decisions(draw):
    first = draw(days)
    length = draw(st.none() | st.integers(0, 800))
    last = None if length is None else first + timedelta(days=length)
    return Decision(draw(st.integers(1, 99)), draw(st.sampled_from(Kind)), first, last)


@pytest.mark.parametrize(
    ("last_day", "expected"),
    [
        # 61, 60, 31, 30 and 0 days left, and yesterday.
        (date(2027, 1, 20), Standing.VALID),
        (date(2027, 1, 19), Standing.SOON),
        (date(2026, 12, 21), Standing.SOON),
        (date(2026, 12, 20), Standing.VERY_SOON),
        (date(2026, 11, 20), Standing.VERY_SOON),
        (date(2026, 11, 19), Standing.ENDED),
        (None, Standing.VALID),
    ],
)
def test_the_two_warnings_are_sixty_and_thirty_days_before_the_end(last_day, expected):
    assert standing(Certificate(1, date(2025, 1, 1), last_day), TODAY) == expected


def test_what_begins_tomorrow_is_not_in_force():
    future = Certificate(1, date(2026, 11, 21), date(2028, 11, 20))
    assert standing(future, TODAY) == Standing.FUTURE
    assert not is_certified(1, [future], TODAY)


def test_dates_out_of_order_are_refused():
    with pytest.raises(CertificateError):
        Certificate(1, TODAY, TODAY - timedelta(days=1))
    with pytest.raises(DecisionError):
        Decision(1, Kind.GRADE, TODAY, TODAY - timedelta(days=1))


@given(certificate=certificates(), start=days)
def test_each_warning_is_given_once_and_in_order(certificate, start):
    told, given_now = None, []
    for step in range(0, 200, 3):
        for _again in range(2):
            due = warning_due(certificate, start + timedelta(days=step), told)
            if due is not None:
                told = due
                given_now.append(due)
    assert given_now == sorted(set(given_now), reverse=True)
    assert set(given_now) <= {60, 30, 0}


@given(certificate=certificates(), day=days)
def test_an_ended_certificate_opens_no_line(certificate, day):
    if standing(certificate, day) in (Standing.ENDED, Standing.FUTURE):
        assert not is_certified(certificate.kind, [certificate], day)
    else:
        assert is_certified(certificate.kind, [certificate], day)


@given(rows=st.lists(certificates(), max_size=6))
def test_the_latest_of_a_kind_ends_last(rows):
    found = latest(rows)
    assert set(found) == {row.kind for row in rows}
    for row in rows:
        known = found[row.kind].last_day
        assert known is None or (row.last_day is not None and row.last_day <= known)


@given(rows=st.lists(decisions(), max_size=8), day=days)
def test_a_decision_in_force_covers_the_day_and_nothing_begins_between(rows, day):
    for kind in Kind:
        found = in_force(rows, kind, day)
        others = [row for row in rows if row.kind == kind and row.covers(day)]
        assert (found is None) == (not others)
        if found:
            assert found.covers(day)
            assert all(row.first_day <= found.first_day for row in others)


def test_a_suspension_ends_by_its_last_day():
    rows = [Decision(1, Kind.SUSPENSION, date(2026, 11, 1), date(2026, 11, 19))]
    assert in_force(rows, Kind.SUSPENSION, date(2026, 11, 19))
    assert in_force(rows, Kind.SUSPENSION, TODAY) is None


@given(personal=limits, grade=limits, bank=limits)
def test_the_person_comes_before_the_grade_and_the_grade_before_the_bank(
    personal, grade, bank
):
    limit = load_limit(personal, grade, bank)
    if personal is not None:
        assert limit == personal
    elif grade:
        assert limit == grade
    else:
        assert limit == (bank or None)


def test_a_negative_limit_is_refused():
    with pytest.raises(DecisionError):
        load_limit(-1, None, None)
    with pytest.raises(DecisionError):
        load_percent(-1, 10)


@given(load=st.integers(0, 5_000), limit=st.none() | st.integers(0, 2_000))
def test_over_is_exactly_more_than_the_limit(load, limit):
    level = load_level(load, limit)
    assert (level == Load.OVER) == (limit is not None and load > limit)
    assert (level == Load.FULL) == (limit is not None and load == limit)


def test_a_person_who_takes_nobody_is_full_with_nobody():
    assert load_level(0, 0) == Load.FULL
    assert load_level(1, 0) == Load.OVER
    assert load_percent(45, 300) == 15


def test_a_language_is_that_of_the_locale():
    assert language_of("zh_CN") == "zh"
    assert language_of("sr@latin") == "sr"
    assert speaks({"uk"}, language_of("uk_UA"))
    assert not speaks(set(), "uk")
