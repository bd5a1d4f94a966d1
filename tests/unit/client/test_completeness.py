"""The percent of a client's file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.completeness.profile import (
    Band,
    Part,
    ProfileError,
    band,
    profile,
)

parts = st.lists(
    st.builds(
        Part,
        st.integers(0, 10_000).map(lambda number: f"part_{number}"),
        st.integers(1, 1_000),
        st.booleans(),
        st.booleans(),
    ),
    max_size=30,
    unique_by=lambda part: part.code,
)


def test_by_hand():
    told = profile(
        [
            Part("tax_number", 15, True, True),
            Part("phone", 10, False, True),
            Part("email", 5, False),
            Part("address", 10, True, True),
        ]
    )
    assert told.percent == 62  # 25 of 40 is 62.5
    assert told.missing == ("phone", "email")
    assert told.required == ("phone",)


def test_of_whom_nothing_is_asked_the_file_is_complete():
    assert profile([]).percent == 100


def test_bands_meet_at_fifty_and_eighty():
    assert band(0) is Band.LOW
    assert band(49) is Band.LOW
    assert band(50) is Band.MIDDLE
    assert band(80) is Band.MIDDLE
    assert band(81) is Band.HIGH
    assert band(100) is Band.HIGH


@pytest.mark.parametrize("percent", [-1, 101])
def test_no_other_percent_has_a_band(percent):
    with pytest.raises(ProfileError):
        band(percent)


def test_a_part_weighs_something():
    with pytest.raises(ProfileError):
        Part("phone", 0, True)


@given(parts)
def test_a_hundred_means_that_nothing_is_missing(asked):
    told = profile(asked)
    assert 0 <= told.percent <= 100
    assert (told.percent == 100) == (not told.missing)
    assert set(told.required) <= set(told.missing)


@given(parts, st.data())
def test_filling_a_part_never_lowers_the_percent(asked, data):
    missing = [place for place, part in enumerate(asked) if not part.is_there]
    if not missing:
        return
    place = data.draw(st.sampled_from(missing))
    filled = list(asked)
    part = filled[place]
    filled[place] = Part(part.code, part.weight, True, part.is_required)
    before, after = profile(asked), profile(filled)
    assert after.percent >= before.percent
    assert part.code not in after.missing
    assert len(after.missing) == len(before.missing) - 1
