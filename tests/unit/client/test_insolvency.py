"""Insolvency: which cases go on on a day, and since when somebody is insolvent."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.insolvency.proceedings import (
    Proceedings,
    ProceedingsError,
    insolvent_since,
)

MARCH, MAY, SEPTEMBER = date(2026, 3, 2), date(2026, 5, 4), date(2026, 9, 1)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def test_from_the_day_of_opening_to_the_day_before_the_end():
    case = Proceedings(MARCH, SEPTEMBER)
    assert not case.last_on(date(2026, 3, 1))
    assert case.last_on(MARCH)
    assert case.last_on(date(2026, 8, 31))
    assert not case.last_on(SEPTEMBER)


def test_of_two_cases_the_first_that_goes_on_counts():
    both = [Proceedings(MAY), Proceedings(MARCH, SEPTEMBER)]
    assert insolvent_since(both, date(2026, 8, 1)) == MARCH
    assert insolvent_since(both, SEPTEMBER) == MAY
    assert insolvent_since(both, date(2026, 1, 1)) is None
    assert insolvent_since([], MAY) is None


def test_opened_and_ended_on_one_day_they_never_lasted():
    assert insolvent_since([Proceedings(MAY, MAY)], MAY) is None


def test_they_do_not_end_before_they_begin():
    with pytest.raises(ProceedingsError):
        Proceedings(MAY, MARCH)


@given(days, st.integers(0, 2000), days)
def test_an_end_only_shortens(opened, length, day):
    ended = Proceedings(opened, opened + timedelta(length))
    if ended.last_on(day):
        assert Proceedings(opened).last_on(day)
        assert insolvent_since([ended], day) == opened
