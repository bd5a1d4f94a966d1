"""Committees: who sits, quorum with conflicts, hidden votes, results, protocols."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.committee.ballots import (
    Ballot,
    BallotError,
    Vote,
    cast,
    seen_by,
)
from odoo.addons.bank_crm_credit.domain.committee.composition import (
    CompositionError,
    Place,
    Post,
    Seat,
    StandIn,
    places_on,
)
from odoo.addons.bank_crm_credit.domain.committee.counting import (
    Base,
    Because,
    CountingError,
    Form,
    Result,
    VotingRule,
    count,
)
from odoo.addons.bank_crm_credit.domain.committee.protocol import (
    Protocol,
    ProtocolError,
    check_correction,
    in_force,
)
from odoo.addons.bank_crm_credit.domain.committee.quorum import (
    Out,
    QuorumError,
    QuorumRule,
    quorum_of,
)

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12)
NEW_YEAR = date(2026, 1, 1)
CHAIR, RISK, THIRD, FOURTH, FIFTH, SECRETARY = range(1, 7)
SEATS = [
    Seat(CHAIR, Post.CHAIRMAN, NEW_YEAR),
    Seat(RISK, Post.MEMBER, NEW_YEAR, is_required=True, has_veto=True),
    Seat(THIRD, Post.MEMBER, NEW_YEAR),
    Seat(FOURTH, Post.MEMBER, NEW_YEAR),
    Seat(FIFTH, Post.MEMBER, NEW_YEAR),
    Seat(SECRETARY, Post.SECRETARY, NEW_YEAR),
]
EVERYBODY = range(1, 7)
PLACES = places_on(DAY, SEATS)
F, A, N, D, R = Vote.FOR, Vote.AGAINST, Vote.ABSTAIN, Vote.DEFER, Vote.RETURN


def ballots(*votes, motion=1, people=EVERYBODY):
    return [
        Ballot(person, motion, vote, NOON, "because")
        for person, vote in zip(people, votes, strict=False)
        if vote
    ]


def result(*votes, rule=None, quorum=None, **more):
    quorum = quorum or quorum_of(PLACES, QuorumRule(3), present=EVERYBODY)
    found = count(ballots(*votes), quorum, rule or VotingRule(), motion=1, **more)
    return found.result, found.because


# Composition


def test_the_composition_is_dated():
    until = [replace(SEATS[2], last_day=date(2026, 3, 1)), *SEATS[:2]]
    assert [place.person for place in places_on(DAY, until)] == [CHAIR, RISK]
    assert len(places_on(date(2026, 3, 1), until)) == 3
    assert places_on(date(2025, 12, 31), SEATS) == ()


def test_a_substitute_sits_only_while_the_holder_is_away():
    leave = StandIn(RISK, 9, date(2026, 3, 1), date(2026, 3, 10))
    assert places_on(DAY, SEATS, [leave]) == PLACES
    place = places_on(DAY, SEATS, [leave], away=[RISK])[1]
    assert place == Place(9, RISK, Post.MEMBER, is_required=True, has_veto=True)
    late = places_on(date(2026, 3, 11), SEATS, [leave], away=[RISK])
    assert late[1].person == RISK


def test_one_person_has_one_vote():
    days = (date(2026, 3, 1), date(2026, 3, 10))
    by_member = StandIn(RISK, THIRD, *days)
    assert places_on(DAY, SEATS, [by_member], away=[RISK])[1].person == RISK
    for_both = [StandIn(RISK, 9, *days), StandIn(FOURTH, 9, *days)]
    people = [one.person for one in places_on(DAY, SEATS, for_both, [RISK, FOURTH])]
    assert people == [CHAIR, 9, THIRD, FOURTH, FIFTH, SECRETARY]
    with pytest.raises(CompositionError, match="two seats"):
        places_on(DAY, [*SEATS, SEATS[2]])
    with pytest.raises(CompositionError, match="one chairman"):
        places_on(DAY, [*SEATS, Seat(8, Post.CHAIRMAN, NEW_YEAR)])


# Quorum


def test_the_secretary_makes_no_quorum():
    quorum = quorum_of(PLACES, QuorumRule(3), present=[CHAIR, RISK, SECRETARY])
    assert (quorum.missing, quorum.is_met) == (1, False)
    assert (PLACES[5], Out.NO_VOTE) in quorum.out


def test_a_conflict_leaves_the_item_and_the_quorum():
    rule = QuorumRule(3)
    present = [CHAIR, RISK, THIRD]
    assert quorum_of(PLACES, rule, present=present).is_met
    left = quorum_of(PLACES, rule, present=present, conflicts=[THIRD])
    assert not left.is_met
    assert (PLACES[2], Out.CONFLICT) in left.out
    with pytest.raises(BallotError, match="no vote"):
        cast([], Ballot(THIRD, 1, F, NOON), left, motion=1)


def test_nobody_votes_on_what_he_entered_nor_his_substitute():
    leave = StandIn(FOURTH, 9, date(2026, 3, 1), date(2026, 3, 10))
    places = places_on(DAY, SEATS, [leave], away=[FOURTH])
    quorum = quorum_of(
        places, QuorumRule(1), present=[*EVERYBODY, 9], entered=[FOURTH, FIFTH]
    )
    assert [place.person for place in quorum.counted] == [CHAIR, RISK, THIRD]
    assert [why for _place, why in quorum.out].count(Out.ENTERED) == 2


def test_a_required_seat_is_needed_whatever_the_number():
    quorum = quorum_of(PLACES, QuorumRule(2), present=[CHAIR, THIRD, FOURTH])
    assert (quorum.missing, quorum.is_met) == (0, False)
    assert [place.holder for place in quorum.missing_required] == [RISK]
    in_conflict = quorum_of(PLACES, QuorumRule(2), present=EVERYBODY, conflicts=[RISK])
    assert not in_conflict.is_met


def test_a_substitute_takes_the_seat_of_one_in_conflict_for_the_item():
    leave = StandIn(RISK, 9, date(2026, 3, 1), date(2026, 3, 10))
    places = places_on(DAY, SEATS, [leave], away=[RISK])
    present = [CHAIR, RISK, THIRD, 9]
    quorum = quorum_of(places, QuorumRule(3), present=present, conflicts=[RISK])
    assert quorum.is_met
    assert [place.person for place in quorum.counted] == [CHAIR, 9, THIRD]
    both = quorum_of(places, QuorumRule(2), present=present, conflicts=[RISK, 9])
    assert not both.is_met


def test_a_share_counts_seats_with_a_vote_rounded_up():
    assert QuorumRule(share=Decimal("0.5")).needed(5) == 3
    assert QuorumRule(least=4, share=Decimal("0.5")).needed(5) == 4
    with pytest.raises(QuorumError):
        QuorumRule(0)


@given(
    st.sets(st.sampled_from(EVERYBODY)),
    st.sets(st.sampled_from(EVERYBODY)),
    st.sets(st.sampled_from(EVERYBODY)),
)
def test_a_declared_conflict_never_helps_the_quorum(present, conflicts, entered):
    rule = QuorumRule(2, Decimal("0.4"))
    without = quorum_of(PLACES, rule, present=present, entered=entered)
    declared = quorum_of(
        PLACES, rule, present=present, conflicts=conflicts, entered=entered
    )
    assert without.is_met or not declared.is_met
    assert len(declared.counted) + len(declared.out) == len(PLACES)
    people = {place.person for place in declared.counted}
    assert people == present - conflicts - entered - {SECRETARY}


# Ballots

QUORUM = quorum_of(PLACES, QuorumRule(3), present=EVERYBODY)


def test_a_vote_is_cast_once_in_time_on_the_terms_put():
    first = cast([], Ballot(CHAIR, 1, F, NOON), QUORUM, motion=1, closes_at=NOON)
    with pytest.raises(BallotError, match="has voted"):
        cast(first, Ballot(CHAIR, 1, A, NOON, "x"), QUORUM, motion=1)
    with pytest.raises(BallotError, match="have changed"):
        cast(first, Ballot(RISK, 1, F, NOON), QUORUM, motion=2)
    with pytest.raises(BallotError, match="closed"):
        cast(
            first, Ballot(RISK, 1, F, datetime(2026, 3, 2, 12, 1)), QUORUM,
            motion=1, closes_at=NOON,
        )  # fmt: skip
    assert len(cast(first, Ballot(CHAIR, 2, F, NOON), QUORUM, motion=2)) == 2


@pytest.mark.parametrize("vote", [A, N, D, R])
def test_who_is_not_for_it_says_why(vote):
    with pytest.raises(BallotError, match="says why"):
        Ballot(CHAIR, 1, vote, NOON, " ")


def test_votes_are_hidden_until_one_s_own_is_cast():
    cast_so_far = ballots(F, A)
    for viewer in (THIRD, SECRETARY, 99):
        seen = seen_by(viewer, cast_so_far, QUORUM, motion=1)
        assert [one.is_cast for one in seen] == [True, True, False, False, False]
        assert {one.ballot for one in seen} == {None}
    assert seen_by(CHAIR, cast_so_far, QUORUM, motion=1)[1].ballot.vote is A
    closed = seen_by(SECRETARY, cast_so_far, QUORUM, motion=1, is_closed=True)
    assert closed[1].ballot.vote is A
    # New terms, new vote: what one cast before opens nothing.
    assert seen_by(CHAIR, cast_so_far, QUORUM, motion=2)[1].ballot is None


# Counting


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ((F, F, F, A, A), (Result.CARRIED, Because.ENOUGH_FOR)),
        ((F, F, A, A, A), (Result.REFUSED, Because.NOT_ENOUGH_FOR)),
        ((F, F, A, A, N), (Result.REFUSED, Because.TIE)),
        ((F, N, N, N, N), (Result.CARRIED, Because.ENOUGH_FOR)),
        ((N, N, N, N, N), (Result.REFUSED, Because.TIE)),
        ((D, D, D, F, F), (Result.DEFERRED, Because.MORE_DEFER)),
        ((D, D, F, F, F), (Result.CARRIED, Because.ENOUGH_FOR)),
        ((R, R, R, F, F), (Result.RETURNED, Because.MORE_RETURN)),
        ((R, R, F, F, F), (Result.CARRIED, Because.ENOUGH_FOR)),
        # Three would not decide now, and what is missing is known.
        ((R, R, D, F, A), (Result.RETURNED, Because.MORE_RETURN)),
        ((R, D, F, N, N), (Result.RETURNED, Because.MORE_RETURN)),
        ((R, D, D, F, F), (Result.DEFERRED, Because.MORE_DEFER)),
        ((F, F, F, F), (Result.OPEN, Because.WAITING)),
    ],
)
def test_a_simple_majority(votes, expected):
    assert result(*votes) == expected


def test_to_abstain_weighs_where_all_present_count():
    rule = VotingRule(base=Base.PRESENT)
    assert result(F, N, N, N, N, rule=rule) == (Result.REFUSED, Because.NOT_ENOUGH_FOR)
    assert result(F, F, F, N, N, rule=rule)[0] is Result.CARRIED


def test_two_thirds_may_be_exactly_enough():
    # Two of three: 2/3 of 3 is 2.
    three = quorum_of(PLACES, QuorumRule(3), present=[CHAIR, RISK, THIRD])
    strict = VotingRule(share=Fraction(2, 3))
    assert result(F, F, A, rule=strict, quorum=three)[0] is Result.REFUSED
    enough = replace(strict, is_at_least=True)
    assert result(F, F, A, rule=enough, quorum=three)[0] is Result.CARRIED


def test_the_risk_veto_is_configured():
    votes = (F, A, F, F, F)
    assert result(*votes)[0] is Result.CARRIED
    veto = VotingRule(has_risk_veto=True)
    assert result(*votes, rule=veto) == (Result.REFUSED, Because.VETO)
    assert result(F, N, F, F, F, rule=veto)[0] is Result.CARRIED


def test_the_risk_veto_weighs_more_than_a_return():
    veto = VotingRule(has_risk_veto=True)
    assert result(R, A, R, R, R, rule=veto) == (Result.REFUSED, Because.VETO)


def test_the_casting_vote_is_configured():
    casting = VotingRule(has_casting_vote=True)
    assert result(F, F, A, A, N, rule=casting) == (
        Result.CARRIED, Because.CASTING_VOTE,
    )  # fmt: skip
    assert result(A, F, A, F, N, rule=casting) == (
        Result.REFUSED, Because.CASTING_VOTE,
    )  # fmt: skip
    assert result(N, F, A, F, A, rule=casting) == (Result.REFUSED, Because.TIE)
    with pytest.raises(CountingError, match="simple majority"):
        VotingRule(share=Fraction(2, 3), has_casting_vote=True)


def test_a_closed_sitting_counts_who_voted():
    assert result(F, F, A, is_closed=True) == (Result.CARRIED, Because.ENOUGH_FOR)
    few = quorum_of(PLACES, QuorumRule(3), present=[CHAIR, RISK])
    assert result(F, F, quorum=few) == (Result.NO_QUORUM, Because.TOO_FEW)


def test_a_circular_vote_has_the_quorum_of_its_votes():
    circular = {"form": Form.CIRCULAR, "is_closed": True}
    assert result(F, F, **circular) == (Result.NO_QUORUM, Because.TOO_FEW)
    assert result(F, F, A, **circular) == (Result.CARRIED, Because.ENOUGH_FOR)
    # The seat of risk must have voted.
    assert result(F, None, F, F, **circular) == (
        Result.NO_QUORUM, Because.REQUIRED_MISSING,
    )  # fmt: skip
    assert result(F, F, F, form=Form.CIRCULAR)[0] is Result.OPEN


def test_votes_on_earlier_terms_do_not_count():
    old = ballots(F, F, F, F, F, motion=1)
    assert count(old, QUORUM, VotingRule(), motion=2).result is Result.OPEN


def test_dissent_is_kept_with_its_reasons():
    found = count(ballots(F, F, F, A, N), QUORUM, VotingRule(), motion=1)
    assert [(one.person, one.reason) for one in found.dissent] == [
        (FOURTH, "because"), (FIFTH, "because"),
    ]  # fmt: skip
    assert (found.tally[F], found.tally[A], found.base) == (3, 1, 4)


@given(st.lists(st.sampled_from(Vote), min_size=5, max_size=5), st.integers(0, 4))
def test_one_more_vote_in_favour_never_refuses(votes, place):
    before = result(*votes)[0]
    votes[place] = F
    after = result(*votes)[0]
    if before is Result.CARRIED:
        assert after is Result.CARRIED


# Protocol

FIRST = Protocol(1, 7, DAY, {"item": {"amount": Decimal(500)}}, CHAIR, SECRETARY)


def test_a_changed_protocol_has_another_sum():
    changed = replace(FIRST, body={"item": {"amount": Decimal(501)}})
    assert changed.digest != FIRST.digest
    assert replace(FIRST, body={"item": {"amount": Decimal("500.00")}}).digest == (
        FIRST.digest
    )


def test_a_correction_cites_what_it_corrects():
    second = replace(FIRST, number=2, day=date(2026, 3, 5), corrects=1)
    check_correction(second, [FIRST])
    third = replace(second, number=3, corrects=2)
    check_correction(third, [FIRST, second])
    assert in_force([FIRST, second, third], 1) == third
    for wrong, message in (
        (replace(second, corrects=None), "cites"),
        (replace(second, corrects=5), "cites"),
        (replace(second, committee=8), "its own"),
        (replace(second, day=NEW_YEAR), "later"),
    ):
        with pytest.raises(ProtocolError, match=message):
            check_correction(wrong, [FIRST])
    with pytest.raises(ProtocolError, match="has been corrected"):
        check_correction(replace(third, corrects=1), [FIRST, second])


def test_two_persons_sign():
    with pytest.raises(ProtocolError):
        replace(FIRST, secretary=CHAIR)
