"""Dealing clients: totals are kept, limits hold, the same is always dealt the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.assignment.dealing import (
    DealingError,
    Hand,
    fill_in_turn,
    fill_least_loaded,
    share_out,
)

counts = st.integers(0, 3_000)
loads = st.integers(0, 400)
limits = st.none() | st.integers(0, 500)


@st.composite
def hand_lists(draw):
    rows = draw(st.lists(st.tuples(loads, limits), max_size=12))
    return [Hand(key, load, limit) for key, (load, limit) in enumerate(rows)]


@given(count=counts, hands=hand_lists())
@pytest.mark.parametrize("fill", [fill_least_loaded, fill_in_turn])
def test_nobody_goes_over_his_limit_and_nobody_is_lost(fill, count, hands):
    quotas = fill(count, hands)
    room = sum(hand.room(count) for hand in hands)
    assert sum(quotas.values()) == min(count, room)
    for hand in hands:
        assert 0 <= quotas[hand.key] <= hand.room(count)
    assert quotas == fill(count, hands)


@given(count=counts, hands=hand_lists())
def test_the_least_loaded_end_up_level(count, hands):
    """Who got one stands at most one above everybody who still had room."""
    quotas = fill_least_loaded(count, hands)
    after = {hand.key: hand.load + quotas[hand.key] for hand in hands}
    open_hands = [hand for hand in hands if quotas[hand.key] < hand.room(count)]
    for taker in (hand for hand in hands if quotas[hand.key]):
        for other in open_hands:
            assert after[taker.key] <= after[other.key] + 1


@given(count=counts, hands=hand_lists())
def test_in_turn_nobody_gets_two_more_than_another_with_room(count, hands):
    quotas = fill_in_turn(count, hands)
    open_hands = [hand for hand in hands if quotas[hand.key] < hand.room(count)]
    for hand in hands:
        for other in open_hands:
            assert quotas[hand.key] <= quotas[other.key] + 1


@given(count=counts, shares=st.lists(st.integers(1, 100), min_size=1, max_size=8))
def test_shares_keep_the_total_and_are_nearly_exact(count, shares):
    parts = share_out(count, shares)
    assert sum(parts) == count
    for part, share in zip(parts, shares, strict=True):
        assert abs(part - count * share / sum(shares)) < 1


def test_what_cannot_be_dealt_is_refused():
    with pytest.raises(DealingError):
        share_out(5, [])
    with pytest.raises(DealingError):
        share_out(5, [1, 0])
    with pytest.raises(DealingError):
        fill_in_turn(1, [Hand(1), Hand(1)])
    with pytest.raises(DealingError):
        Hand(1, -1)
