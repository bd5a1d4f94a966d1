from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bank_crm_client.domain.private_banking.wealth import (
    DEBTS,
    Piece,
    WealthError,
    Where,
    room_for_gifts,
    wealth,
)

sums = st.decimals(0, 10**9, places=2)
pieces = st.lists(
    st.builds(
        Piece,
        st.sampled_from(Where),
        st.sampled_from(["account", "deposit", "loan", "investment"]),
        st.sampled_from(["UAH", "USD"]),
        sums,
        sums,
    )
)


@given(pieces)
def test_classes_and_currencies_add_up_to_the_same(found):
    told = wealth(found)
    assets = sum((p.base for p in found if p.kind not in DEBTS), Decimal(0))
    for shares in (told.classes, told.currencies):
        assert sum((share.total for share in shares), Decimal(0)) == assets
    assert told.ours + told.elsewhere == assets
    assert told.debts == sum((p.base for p in found if p.kind in DEBTS), Decimal(0))


def test_a_limit_is_not_negative():
    assert room_for_gifts(Decimal(100), [Decimal(130)]) == Decimal(-30)
    with pytest.raises(WealthError):
        room_for_gifts(Decimal(-1), [])
