"""Who belongs to a class: the rule, and what people set above it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.classes.standing import (
    HandSetting,
    Source,
    StandingError,
    source_of,
)

TODAY = date(2026, 11, 20)
days = st.integers(-60, 60).map(lambda shift: TODAY + timedelta(days=shift))


@st.composite
def settings(draw):
    first = draw(days)
    review = first + timedelta(days=draw(st.integers(0, 60)))
    last = draw(st.none() | st.integers(0, 90).map(lambda n: first + timedelta(days=n)))
    return HandSetting(draw(st.booleans()), first, review, last)


@given(st.lists(settings(), max_size=4), st.booleans(), days)
def test_without_a_setting_in_force_the_rule_speaks(rows, rule_holds, today):
    silent = [row for row in rows if not row.is_in_force(today)]
    expected = Source.RULE if rule_holds else None
    assert source_of(silent, today, rule_holds=rule_holds) == expected


@given(settings(), st.booleans(), days)
def test_a_setting_in_force_beats_the_rule_whatever_it_says(row, rule_holds, today):
    found = source_of([row], today, rule_holds=rule_holds)
    if row.is_in_force(today):
        assert found == (Source.HAND if row.is_member else None)
    else:
        assert found == (Source.RULE if rule_holds else None)


@given(settings(), st.booleans())
def test_after_its_review_day_a_setting_is_silent(row, rule_holds):
    after = row.review_date + timedelta(days=1)
    expected = Source.RULE if rule_holds else None
    assert source_of([row], after, rule_holds=rule_holds) == expected


@given(settings(), settings(), st.booleans(), days)
def test_the_order_of_settings_does_not_matter(one, other, rule_holds, today):
    if one.date_from != other.date_from:
        assert source_of([one, other], today, rule_holds=rule_holds) == source_of(
            [other, one], today, rule_holds=rule_holds
        )


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 10, 31), Source.RULE),
        (date(2026, 11, 1), None),
        (date(2026, 11, 30), None),
        (date(2026, 12, 1), Source.RULE),
    ],
)
def test_a_client_taken_off_comes_back_by_the_rule_after_the_review(today, expected):
    off = HandSetting(False, date(2026, 11, 1), date(2026, 11, 30))
    assert source_of([off], today, rule_holds=True) == expected


def test_the_later_of_two_settings_speaks():
    on = HandSetting(True, date(2026, 11, 1), date(2026, 12, 31))
    off = HandSetting(False, date(2026, 11, 10), date(2026, 12, 31))
    assert source_of([on, off], date(2026, 11, 9), rule_holds=False) == Source.HAND
    assert source_of([on, off], date(2026, 11, 10), rule_holds=True) is None


def test_taken_back_it_is_silent_from_that_day():
    on = HandSetting(True, date(2026, 11, 1), date(2026, 12, 31), date(2026, 11, 15))
    assert source_of([on], date(2026, 11, 14), rule_holds=False) == Source.HAND
    assert source_of([on], date(2026, 11, 15), rule_holds=False) is None


@pytest.mark.parametrize(
    "values",
    [
        (True, date(2026, 11, 2), date(2026, 11, 1)),
        (True, date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 1)),
    ],
)
def test_days_out_of_order_are_refused(values):
    with pytest.raises(StandingError):
        HandSetting(*values)
