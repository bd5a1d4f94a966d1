"""Share of wallet, and when a manager is told of what ends elsewhere."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.classes.wallet import (
    SIDE_OF,
    ProductKind,
    Side,
    WalletError,
    kinds_of,
    share_of_wallet,
)

TODAY = date(2026, 11, 20)
amounts = st.decimals(0, 10**9, places=2)


@given(amounts, amounts)
def test_our_share_and_theirs_are_the_whole(ours, theirs):
    share = share_of_wallet(ours, theirs)
    if ours + theirs == 0:
        assert share is None
    else:
        assert 0 <= share <= 1
        assert abs(share + share_of_wallet(theirs, ours) - 1) < Decimal("1e-20")


@pytest.mark.parametrize(
    ("ours", "elsewhere", "share"),
    [("100", "0", "1"), ("0", "100", "0"), ("125000", "375000", "0.25")],
)
def test_shares_worked_out_by_hand(ours, elsewhere, share):
    assert share_of_wallet(Decimal(ours), Decimal(elsewhere)) == Decimal(share)


def test_a_negative_amount_is_refused():
    with pytest.raises(WalletError):
        share_of_wallet(Decimal(-1), Decimal(5))


def test_every_kind_has_a_side():
    assert set(SIDE_OF) == set(ProductKind)
    assert kinds_of(Side.ASSETS) == ["account", "deposit", "investment"]
