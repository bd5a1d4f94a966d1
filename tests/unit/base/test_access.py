from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_base.domain.access import (
    AccessFactError,
    ClientFacts,
    PostScope,
    Reason,
    Scope,
    Viewer,
    decide,
)

OFFICER = Viewer(7, (PostScope("1/4/", Scope.OWN),))
HEAD = Viewer(8, (PostScope("1/4/", Scope.BRANCH),))
DIRECTOR = Viewer(9, (PostScope("1/", Scope.BANK),))
BANKER = Viewer(10, (PostScope("1/4/", Scope.BRANCH),), sees_wall=True)
AUDITOR = Viewer(11, is_auditor=True)
NOBODY = Viewer(12)
POSTLESS = Viewer(13, (PostScope("1/", Scope.NONE),))

HIS = ClientFacts(1, manager_id=7, branch_path="1/5/")
NEAR = ClientFacts(2, manager_id=99, branch_path="1/4/9/")
FAR = ClientFacts(3, manager_id=99, branch_path="1/40/")
RICH = ClientFacts(4, manager_id=99, branch_path="1/4/", is_walled=True)
HOMELESS = ClientFacts(5)
STAFF = ClientFacts(6, is_client=False)


@pytest.mark.parametrize(
    ("viewer", "client", "visible", "reason"),
    [
        (OFFICER, HIS, True, "own_portfolio"),
        (OFFICER, NEAR, False, "out_of_scope"),
        (HEAD, NEAR, True, "branch"),
        (HEAD, FAR, False, "out_of_scope"),
        (HEAD, RICH, False, "behind_wall"),
        (HEAD, HOMELESS, False, "out_of_scope"),
        (BANKER, RICH, True, "branch"),
        (BANKER, FAR, False, "out_of_scope"),
        (DIRECTOR, FAR, True, "whole_bank"),
        (DIRECTOR, HOMELESS, True, "whole_bank"),
        (DIRECTOR, RICH, False, "behind_wall"),
        (AUDITOR, RICH, True, "auditor"),
        (NOBODY, NEAR, False, "no_post"),
        (NOBODY, STAFF, True, "not_a_client"),
        (POSTLESS, NEAR, False, "no_post"),
    ],
)
def test_who_sees_whom(viewer, client, visible, reason):
    decision = decide(viewer, client)
    assert (decision.visible, decision.reason) == (visible, reason)


def test_a_grant_names_one_client_and_passes_the_wall():
    deputy = Viewer(7, OFFICER.posts, granted_ids=frozenset({RICH.client_id}))
    assert decide(deputy, RICH).reason is Reason.GRANTED
    assert not decide(deputy, NEAR).visible


def test_a_grant_without_a_post_is_worth_nothing():
    assert not decide(Viewer(7, granted_ids=frozenset({1})), HIS).visible


@pytest.mark.parametrize("viewer", [OFFICER, POSTLESS])
def test_a_client_at_the_counter_is_seen_past_unit_but_not_past_the_wall(viewer):
    clerk = replace(viewer, present_ids=frozenset({FAR.client_id, RICH.client_id}))
    assert decide(clerk, FAR).reason is Reason.PRESENCE
    assert not decide(clerk, RICH).visible
    assert not decide(replace(clerk, closed_ids=frozenset({3})), FAR).visible
    assert not decide(replace(clerk, posts=()), FAR).visible


def test_presence_does_not_narrow_what_the_post_gives():
    head = replace(HEAD, present_ids=frozenset({NEAR.client_id}))
    assert decide(head, NEAR).reason is Reason.BRANCH


def test_an_emergency_passes_the_wall_but_no_closed_card():
    clerk = replace(OFFICER, opened_ids=frozenset({RICH.client_id}))
    assert decide(clerk, RICH).reason is Reason.BREAK_GLASS
    assert not decide(replace(clerk, closed_ids=frozenset({4})), RICH).visible
    assert not decide(replace(clerk, posts=()), RICH).visible


def test_a_stand_in_sees_the_portfolio_but_not_behind_the_wall():
    deputy = replace(OFFICER, stands_in_for_ids=frozenset({99}))
    assert decide(deputy, FAR).reason is Reason.STANDS_IN
    assert not decide(deputy, RICH).visible
    assert decide(replace(deputy, sees_wall=True), RICH).visible
    assert not decide(replace(POSTLESS, stands_in_for_ids=frozenset({99})), FAR).visible


def test_the_manager_sees_his_client_behind_the_wall():
    assert decide(OFFICER, ClientFacts(1, manager_id=7, is_walled=True)).visible


@pytest.mark.parametrize("path", ["", "1", "1/4", "/1/", "a/", "1//4/"])
def test_a_branch_path_must_be_one(path):
    with pytest.raises(AccessFactError):
        PostScope(path, Scope.BRANCH)


def test_branch_4_does_not_reach_branch_40():
    assert not decide(HEAD, FAR).visible


paths = st.lists(st.integers(1, 3), min_size=1, max_size=4).map(
    lambda ids: "".join(f"{number}/" for number in ids)
)
viewers = st.builds(
    Viewer,
    st.integers(1, 3),
    st.lists(st.builds(PostScope, paths, st.sampled_from(Scope)), max_size=3).map(
        tuple
    ),
    st.booleans(),
    st.booleans(),
    st.frozensets(st.integers(1, 4)),
    st.frozensets(st.integers(1, 4)),
)
clients = st.builds(
    ClientFacts,
    st.integers(1, 4),
    st.booleans(),
    st.none() | st.integers(1, 3),
    st.just("") | paths,
    st.booleans(),
)


@given(viewers, clients)
def test_a_closed_client_is_seen_by_no_road(viewer, client):
    if client.is_client and client.client_id in viewer.closed_ids:
        assert not decide(viewer, client).visible


@given(viewers, clients)
def test_more_rights_never_hide(viewer, client):
    if decide(viewer, client).visible:
        more = Viewer(
            viewer.user_id,
            (*viewer.posts, PostScope("1/", Scope.BANK)),
            True,
            viewer.is_auditor,
            viewer.granted_ids | {client.client_id},
            viewer.closed_ids,
        )
        assert decide(more, client).visible


@given(viewers, clients)
def test_default_is_to_deny(viewer, client):
    works = any(post.scope != Scope.NONE for post in viewer.posts)
    if client.is_client and not viewer.is_auditor and not works:
        assert not decide(viewer, client).visible
