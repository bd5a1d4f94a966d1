"""Ultimate owners: paths multiplied, circles solved, and what must hold whatever the shares."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.relations.control import (
    control_links,
    controlled_by,
)
from odoo.addons.bank_crm_client.domain.relations.shares import (
    OwnershipError,
    check_shares,
    integrated_shares,
    ultimate_shares,
)


def pct(number):
    return Decimal(number) / 100


def near(one, other):
    return abs(Fraction(one) - Fraction(other)) < Fraction(1, 10**9)


def test_a_chain_is_the_product_of_its_shares():
    owners = {"c": {"b": pct(60)}, "b": {"a": pct(75)}}
    assert integrated_shares("c", owners) == {"b": pct(60), "a": pct(45)}


def test_two_ways_to_one_owner_are_added():
    owners = {
        "d": {"b": pct(50), "c": pct(30)},
        "b": {"a": pct(40)},
        "c": {"a": pct(100)},
    }
    assert ultimate_shares(owners)["d"] == {"a": pct(50)}


def test_two_companies_that_own_each_other():
    """Worked by hand. X has 80 % of A and B 20 %; Y has 50 % of B and A 50 %.

    x of A = 0.8 + 0.2 * (x of B), x of B = 0.5 * (x of A): x of A = 0.8 / 0.9 = 8/9.
    y of A = 0.2 * (y of B), y of B = 0.5 + 0.5 * (y of A): y of A = 0.1 / 0.9 = 1/9.
    """
    owners = {"A": {"X": pct(80), "B": pct(20)}, "B": {"Y": pct(50), "A": pct(50)}}
    found = ultimate_shares(owners)
    assert near(found["A"]["X"], Fraction(8, 9))
    assert near(found["A"]["Y"], Fraction(1, 9))
    assert near(found["B"]["X"], Fraction(4, 9))
    assert near(found["B"]["Y"], Fraction(5, 9))


def test_who_stands_in_the_circle_is_not_counted_twice():
    """B has 20 % of A; what comes back to B through A's half of B is not B's once more."""
    owners = {"A": {"X": pct(80), "B": pct(20)}, "B": {"Y": pct(50), "A": pct(50)}}
    found = integrated_shares("A", owners)
    assert near(found["B"], Fraction(1, 5))
    assert near(integrated_shares("B", owners)["A"], Fraction(1, 2))


def test_a_circle_of_three_with_people_outside():
    """A owns 55 % of B, B 60 % of C, C 52 % of A; P owns the other 48 % of A.

    p of A = 0.48 + 0.52 * 0.6 * 0.55 * (p of A) = 0.48 / (1 - 0.1716) = 0.57943...
    """
    owners = {
        "B": {"A": pct(55)},
        "C": {"B": pct(60)},
        "A": {"C": pct(52), "P": pct(48)},
    }
    found = ultimate_shares(owners)
    assert near(found["A"]["P"], Fraction(48, 100) / (1 - Fraction(1716, 10000)))
    assert near(found["C"]["P"], Fraction(33, 100) * Fraction(found["A"]["P"]))


def test_a_circle_that_nobody_owns_is_refused():
    owners = {"A": {"B": Decimal(1)}, "B": {"A": Decimal(1)}}
    with pytest.raises(OwnershipError, match="nobody outside"):
        ultimate_shares(owners)


@pytest.mark.parametrize(
    ("owners", "why"),
    [
        ({"a": Decimal("-0.1")}, "under nought"),
        ({"c": Decimal("0.1")}, "owns itself"),
        ({"a": Decimal("0.6"), "b": Decimal("0.6")}, "over 100 %"),
    ],
)
def test_shares_that_cannot_be_are_refused(owners, why):
    with pytest.raises(OwnershipError, match=why):
        check_shares("c", owners)


@st.composite
def webs(draw):
    """Companies 0..n-1 wholly owned by each other and by people 100.., circles allowed.

    Every company has a person among its owners, so no circle is closed.
    """
    count = draw(st.integers(1, 6))
    owners = {}
    for company in range(count):
        others = [node for node in range(count) if node != company]
        names = (
            draw(st.lists(st.sampled_from(others), unique=True, max_size=3))
            if others
            else []
        )
        names.append(100 + draw(st.integers(0, 3)))
        parts = [draw(st.integers(1, 50)) for _name in names]
        total = sum(parts)
        shares = [Decimal(part * 1000 // total) / 1000 for part in parts]
        shares[-1] = 1 - sum(shares[:-1], Decimal(0))
        owners[company] = dict(zip(names, shares, strict=True))
    return owners


@given(webs())
def test_what_people_own_of_a_company_is_the_whole_of_it(owners):
    for shares in ultimate_shares(owners).values():
        assert near(sum(shares.values()), 1)
        assert all(0 <= share <= 1 for share in shares.values())


@given(webs())
def test_names_do_not_matter(owners):
    def renamed(node):
        return node * 7 + 3

    other = {
        renamed(owned): {renamed(owner): share for owner, share in parts.items()}
        for owned, parts in reversed(owners.items())
    }
    expected = ultimate_shares(owners)
    for owned, shares in ultimate_shares(other).items():
        back = {(node - 3) // 7: share for node, share in shares.items()}
        assert back.keys() == expected[(owned - 3) // 7].keys()
        assert all(near(back[k], expected[(owned - 3) // 7][k]) for k in back)


@given(webs())
def test_integrated_shares_never_leave_nought_and_one(owners):
    for owned in owners:
        for share in integrated_shares(owned, owners).values():
            assert 0 <= share <= 1


@given(webs())
def test_without_circles_it_is_the_sum_over_paths(owners):
    """Only companies with a lower number own: no circle is left."""
    downhill = {
        owned: {o: s for o, s in parts.items() if o >= 100 or o < owned}
        for owned, parts in owners.items()
    }

    def over_paths(owner, owned):
        return sum(
            (
                Fraction(share) * (1 if node == owner else over_paths(owner, node))
                for node, share in downhill.get(owned, {}).items()
            ),
            Fraction(0),
        )

    for owned in downhill:
        for owner, share in integrated_shares(owned, downhill).items():
            assert near(share, over_paths(owner, owned))


def test_half_is_not_a_majority():
    owners = {"b": {"a": pct(50)}}
    assert controlled_by("a", owners) == set()
    assert controlled_by("a", owners, {"a": frozenset({"b"})}) == {"b"}


def test_control_goes_down_while_the_share_of_profit_shrinks():
    owners = {"b": {"a": pct(51)}, "c": {"b": pct(51)}, "d": {"c": pct(51)}}
    assert controlled_by("a", owners) == {"b", "c", "d"}
    assert integrated_shares("d", owners)["a"] == Decimal("0.132651")


def test_stakes_of_the_controlled_are_one_stake():
    owners = {
        "b": {"a": pct(80)},
        "d": {"a": pct(60)},
        "c": {"b": pct(30), "d": pct(21), "z": pct(49)},
    }
    assert controlled_by("a", owners) == {"b", "c", "d"}
    assert control_links(owners) == [("a", "b"), ("a", "c"), ("a", "d")]


def test_a_circle_of_majorities_is_one_cluster():
    owners = {"B": {"A": pct(55)}, "C": {"B": pct(60)}, "A": {"C": pct(52)}}
    links = control_links(owners)
    assert {node for link in links for node in link} == {"A", "B", "C"}


@given(webs())
def test_links_say_what_each_head_controls(owners):
    links = control_links(owners)
    for head in {head for head, _owned in links}:
        assert {owned for one, owned in links if one == head} == controlled_by(
            head, owners
        )
