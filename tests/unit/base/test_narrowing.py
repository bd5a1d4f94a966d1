import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_base.domain.narrowing import (
    Effect,
    Narrowing,
    masked,
    narrows,
    strongest,
)

roles = st.frozensets(st.integers(1, 5), min_size=1)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("+380671112233", "+38067***2233"),
        ("+380 67 111 22 33", "+38067***2233"),
        ("+1234567890", "+1***90"),
        ("0671112233", "06***33"),
        ("a@b.ua", "a***@b.ua"),
        ("@handle", "***"),
        ("КА123456", "КА***56"),
        ("112", "***"),
        # With blanks it is long, without them all of it would be shown.
        ("+00000000  0", "+0***00"),
        ("K      B", "***"),
        ("   ", ""),
    ],
)
def test_the_mask_shows_enough_to_recognise(value, shown):
    assert masked(value) == shown


@given(st.text(alphabet="0123456789+ АБ", min_size=1, max_size=20))
def test_the_mask_never_shows_a_whole_number(value):
    text = "".join(value.split())
    if text:
        hidden = len(text) - len(masked(value).replace("***", ""))
        assert hidden > 0
        assert masked(value) != text


@given(roles, roles, st.booleans())
def test_who_has_no_named_role_is_never_narrowed(named, held, is_alone):
    narrowing = Narrowing(1, named, is_alone)
    assert not (narrows(narrowing, held) and not named & held)


@given(roles, roles)
def test_the_safe_way_narrows_whoever_the_other_narrows(named, held):
    if narrows(Narrowing(1, named, only_without_other_roles=True), held):
        assert narrows(Narrowing(1, named), held)


def test_hidden_is_stronger_than_masked_and_read_only_the_weakest():
    assert strongest([Effect.READ_ONLY, Effect.HIDDEN, Effect.MASKED]) is Effect.HIDDEN
    assert strongest([Effect.READ_ONLY]) is Effect.READ_ONLY
