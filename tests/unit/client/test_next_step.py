from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.bank_crm_client.domain.next_step.fate import (
    LIVE,
    MOVES,
    Fate,
    FateError,
    rests_until,
)
from odoo.addons.bank_crm_client.domain.next_step.rank import (
    Facts,
    RankError,
    Weights,
    Why,
    rank,
)

WEIGHTS = Weights(Decimal(40), 30, Decimal(30), Decimal(100_000), Decimal(10))
facts = st.builds(
    Facts,
    st.decimals(0, 100, places=1),
    st.integers(-400, 400),
    st.decimals(0, 10**9, places=2),
    st.booleans(),
)


@given(facts)
def test_the_parts_add_up_to_the_points(one):
    found = rank(one, WEIGHTS)
    assert sum((part.points for part in found.parts), Decimal(0)) == found.points
    assert found.points <= one.importance + 40 + 30 + 10


@given(facts, st.integers(1, 50))
def test_sooner_never_stands_lower(one, days):
    sooner = Facts(one.importance, one.days_left - days, one.value, one.is_key)
    assert rank(sooner, WEIGHTS).points >= rank(one, WEIGHTS).points


@given(facts, st.decimals(0, 10**6, places=2))
def test_worth_more_never_stands_lower(one, more):
    dearer = Facts(one.importance, one.days_left, one.value + more, one.is_key)
    assert rank(dearer, WEIGHTS).points >= rank(one, WEIGHTS).points


def test_late_is_told_as_late():
    # 25 of the source, all 40 of urgency: by hand.
    found = rank(Facts(Decimal(25), -3), WEIGHTS)
    assert found.points == Decimal("65.0")
    assert [part.why for part in found.parts] == [Why.OVERDUE, Why.SOURCE]


def test_half_of_the_points_at_the_scale_and_a_quarter_at_a_third():
    at = [rank(Facts(Decimal(0), 99, Decimal(v)), WEIGHTS).points for v in (100_000, 33_333)]
    assert at == [Decimal("15.0"), Decimal("7.5")]


@pytest.mark.parametrize(
    "bad", [{"urgency": Decimal(-1)}, {"horizon_days": 0}, {"value_scale": Decimal(0)}]
)
def test_weights_that_cannot_rank_are_refused(bad):
    good = {
        "urgency": Decimal(1),
        "horizon_days": 1,
        "value": Decimal(1),
        "value_scale": Decimal(1),
        "key": Decimal(1),
    }
    with pytest.raises(RankError):
        Weights(**good | bad)


def test_what_is_over_stays_over_and_only_a_refusal_comes_back():
    assert [fate for fate in Fate if fate not in LIVE and MOVES[fate]] == [Fate.REFUSED]


def test_a_rest_is_not_negative():
    from datetime import date

    with pytest.raises(FateError):
        rests_until(date(2026, 1, 1), -1)
