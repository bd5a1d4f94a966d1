"""What roles ask of who signs in, when attempts are too many, and what is new."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_base.domain.sign_in import (
    Novelty,
    Terms,
    TermsError,
    Trace,
    is_throttled,
    novelty,
    place_of,
    strictest,
)

minutes = st.integers(0, 1000)
some_terms = st.builds(Terms, st.booleans(), minutes, minutes, minutes)
OFFICE = Trace("chrome", "windows", "Ukraine")


def test_nobody_asks_anything_of_a_person_without_rules():
    assert strictest([]) == Terms()


def test_no_limit_never_beats_a_limit():
    assert strictest([Terms(), Terms(inactivity_minutes=30)]).inactivity_minutes == 30


@given(terms=st.lists(some_terms, min_size=1))
def test_together_they_ask_at_least_what_each_asks(terms):
    together = strictest(terms)
    for one in terms:
        assert together.needs_second_factor >= one.needs_second_factor
        for name in ("inactivity_minutes", "session_minutes", "api_key_days"):
            limit = getattr(one, name)
            assert not limit or 0 < getattr(together, name) <= limit


def test_a_negative_limit_is_refused():
    with pytest.raises(TermsError):
        Terms(session_minutes=-1)


@pytest.mark.parametrize(
    ("by_person", "by_address", "expected"),
    [(4, 4, False), (5, 5, True), (0, 49, False), (0, 50, True)],
)
def test_attempts_are_counted_of_a_person_and_of_an_address(
    by_person, by_address, expected
):
    found = is_throttled(
        by_person=by_person, by_address=by_address, person_limit=5, address_limit=50
    )
    assert found is expected


def test_without_limits_nothing_stops():
    assert not is_throttled(
        by_person=10**6, by_address=10**6, person_limit=0, address_limit=0
    )


@pytest.mark.parametrize(
    ("address", "country", "expected"),
    [
        ("10.1.2.3", "", "10.1.0.0/16"),
        ("2001:db8:1:2::3", "", "2001:db8:1::/48"),
        ("10.1.2.3", "Poland", "Poland"),
        ("n/a", "", ""),
    ],
)
def test_a_place_is_a_country_or_a_network(address, country, expected):
    assert place_of(address, country) == expected


def test_another_browser_on_the_same_machine_is_a_new_device():
    trace = Trace("firefox", "windows", "Ukraine")
    assert novelty(trace, [OFFICE]) == {Novelty.DEVICE}


def test_a_known_device_elsewhere_is_a_new_place():
    trace = Trace("chrome", "windows", "Poland")
    assert novelty(trace, [OFFICE]) == {Novelty.PLACE}


def test_an_unknown_address_is_no_new_place():
    assert novelty(Trace("chrome", "windows", ""), [OFFICE]) == frozenset()
