"""Whom a payment pays first."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.allocation import (
    ALL_COMPONENTS,
    UKRAINE_CONSUMER,
    AllocationError,
    AllocationOrder,
    Claim,
    Component,
    Step,
    Timing,
    allocate,
    by_component,
    by_instalment,
    waterfall,
)

TODAY = date(2024, 3, 5)
FEBRUARY = date(2024, 2, 5)
PRINCIPAL, INTEREST = Component.PRINCIPAL, Component.INTEREST
FEE, PENALTY = Component.FEE, Component.PENALTY


def claim(due, component, amount):
    return Claim((due, component), due, component, Decimal(amount))


OWED = [
    claim(FEBRUARY, PRINCIPAL, 100),
    claim(FEBRUARY, INTEREST, 10),
    claim(FEBRUARY, PENALTY, 5),
    claim(TODAY, PRINCIPAL, 100),
    claim(TODAY, INTEREST, 9),
    claim(TODAY, FEE, 2),
]


def paid(amount, order):
    parts, rest = allocate(Decimal(amount), OWED, order, TODAY)
    found = {}
    for one, part in parts:
        name = f"{one.due:%b} {one.component}"
        found[name] = int(part)
    return found, rest


def test_the_oldest_instalment_first():
    found, rest = paid(120, by_instalment(ALL_COMPONENTS))
    assert found == {
        "Feb penalty": 5, "Feb interest": 10, "Feb principal": 100, "Mar fee": 2,
        "Mar interest": 3,
    }  # fmt: skip
    assert rest == 0


def test_one_component_of_all_before_another():
    found, _rest = paid(120, by_component((INTEREST, PRINCIPAL, FEE, PENALTY)))
    assert found == {"Feb interest": 10, "Mar interest": 9, "Feb principal": 100,
                     "Mar principal": 1}  # fmt: skip


def test_the_order_of_the_ukrainian_law():
    found, _rest = paid(215, UKRAINE_CONSUMER)
    assert found == {"Feb principal": 100, "Feb interest": 10, "Mar principal": 100,
                     "Mar interest": 5}  # fmt: skip


def test_what_nobody_claims_is_left_over():
    _found, rest = paid(1000, UKRAINE_CONSUMER)
    assert rest == 1000 - 226


def test_an_order_that_never_pays_something_is_refused():
    with pytest.raises(AllocationError):
        AllocationOrder((Step((PRINCIPAL, INTEREST)),))


def test_a_payment_below_zero_is_refused():
    with pytest.raises(AllocationError):
        allocate(Decimal(-1), OWED, UKRAINE_CONSUMER, TODAY)
    with pytest.raises(AllocationError):
        waterfall(Decimal(-1), {}, ())


claims = st.lists(
    st.builds(
        Claim,
        key=st.integers(),
        due=st.dates(date(2024, 1, 1), TODAY),
        component=st.sampled_from(ALL_COMPONENTS),
        amount=st.decimals(0, 1000, places=2),
    ),
    max_size=8,
)
orders = st.permutations(ALL_COMPONENTS).flatmap(
    lambda order: st.sampled_from([by_instalment(order), by_component(order)])
)


@given(amount=st.decimals(0, 5000, places=2), owed=claims, order=orders)
def test_no_money_is_lost_and_none_is_paid_twice(amount, owed, order):
    parts, rest = allocate(amount, owed, order, TODAY)
    assert sum(part for _claim, part in parts) + rest == amount
    assert all(0 < part <= one.amount for one, part in parts)
    assert rest == 0 or sum(part for _claim, part in parts) == sum(
        one.amount for one in owed
    )


@given(amount=st.decimals(0, 5000, places=2), owed=claims, order=orders)
def test_the_order_of_the_claims_does_not_matter(amount, owed, order):
    def by_place(found):
        return sorted((one.due, one.component, part) for one, part in found)

    forward, _rest = allocate(amount, owed, order, TODAY)
    totals = {}
    for one, part in forward:
        key = one.due, one.component
        totals[key] = totals.get(key, 0) + part
    backward, _rest = allocate(amount, owed[::-1], order, TODAY)
    for one, part in backward:
        key = one.due, one.component
        totals[key] -= part
    assert not any(totals.values())


def test_instalments_to_come_are_paid_only_by_an_order_that_says_so():
    april = claim(date(2024, 4, 5), PRINCIPAL, 100)
    plain = by_instalment(ALL_COMPONENTS)
    assert allocate(Decimal(50), [april], plain, TODAY) == ([], Decimal(50))
    ahead = AllocationOrder(
        (*plain.steps, Step((PRINCIPAL,), frozenset({Timing.AHEAD})))
    )
    assert allocate(Decimal(50), [april], ahead, TODAY) == ([(april, Decimal(50))], 0)
