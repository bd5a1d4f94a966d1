"""Groups, what they owe, whom a default touches, and what a map shows."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.relations.exposure import (
    Guarantee,
    Tie,
    Why,
    group_exposure,
    touched_by_default,
)
from odoo.addons.bank_crm_client.domain.relations.groups import (
    carried_on,
    components,
    path_between,
)
from odoo.addons.bank_crm_client.domain.relations.walk import Edge, walk

links = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60)


@given(links)
def test_components_part_the_nodes(pairs):
    found = components(pairs)
    members = [node for part in found for node in part.members]
    assert len(members) == len(set(members))
    assert set(members) == {node for pair in pairs for node in pair}
    for one, other in pairs:
        assert any(one in part.members and other in part.members for part in found)


@given(links)
def test_inside_a_component_there_is_a_path(pairs):
    for part in components(pairs):
        for node in part.members:
            way = path_between(part.members[0], node, pairs)
            assert way[0] == part.members[0]
            assert way[-1] == node


def test_over_fifty_members_a_person_looks():
    assert not components([(0, node) for node in range(1, 50)])[0].needs_review
    assert components([(0, node) for node in range(1, 51)])[0].needs_review


@given(links, st.dictionaries(st.integers(0, 30), st.integers(1, 5)))
def test_a_group_goes_on_as_one_part(pairs, before):
    parts = [part.members for part in components(pairs)]
    groups = [group for group in carried_on(parts, before) if group]
    assert len(groups) == len(set(groups))


def test_a_debt_and_its_guarantee_count_once():
    owed = {1: Decimal(500), 2: Decimal(200), 9: Decimal(100)}
    inside = [Guarantee(2, 1), Guarantee(1, 2, Decimal(200))]
    assert group_exposure(owed, inside, [1, 2]) == Decimal(700)
    outside = [*inside, Guarantee(1, 9, Decimal(60)), Guarantee(2, 9, Decimal(60))]
    assert group_exposure(owed, outside, [1, 2]) == Decimal(800)
    assert group_exposure(owed, outside, [1]) == Decimal(760)


def test_trouble_goes_on_along_dependence_and_stops_at_weak_ties():
    ties = [
        Tie(1, 2, Why.DEPENDS, Decimal("0.6")),
        Tie(2, 3, Why.SELLS, Decimal("0.3")),
        Tie(3, 4, Why.SELLS, Decimal("0.2")),
        Tie(1, 5, Why.GUARANTEES),
        Tie(5, 1, Why.OWNS),
    ]
    found = {one.node: one for one in touched_by_default(1, ties)}
    assert set(found) == {2, 3, 5}
    assert [tie.why for tie in found[3].path] == [Why.DEPENDS, Why.SELLS]


def test_one_client_is_touched_by_what_weighs_most():
    ties = [Tie(1, 2, Why.SAME_GROUP), Tie(1, 2, Why.GUARANTEES)]
    [found] = touched_by_default(1, ties)
    assert found.path[0].why is Why.GUARANTEES


def test_the_map_stops_at_so_many_nodes_and_says_so():
    star = [Edge(node, 1, node) for node in range(2, 400)]
    found = walk(
        1, lambda nodes: star, depth=1, may_pass=set, may_be_told=set, most_nodes=200
    )
    assert len(found.distance) == 200
    assert found.is_cut
    assert len(found.edges) == 199


def test_nobody_is_reached_through_a_client_out_of_sight():
    chain = [Edge(1, 1, 2), Edge(2, 2, 3), Edge(3, 1, 4), Edge(4, 4, 2)]

    def near(nodes):
        return [edge for edge in chain if edge.origin in nodes or edge.target in nodes]

    found = walk(
        1, near, depth=3, may_pass=lambda nodes: set(nodes) - {2}, may_be_told=set
    )
    assert set(found.distance) == {1, 2, 4}
    assert {edge.id for edge in found.edges} == {1, 3, 4}
