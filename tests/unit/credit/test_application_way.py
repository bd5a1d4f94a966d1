"""The way of an application: nothing skipped, every outcome with its reason."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.application.canonical import (
    CanonicalError,
    canonical_text,
    digest,
)
from odoo.addons.bank_crm_credit.domain.application.lifecycle import (
    ENDS,
    WAY,
    Act,
    LifecycleError,
    Power,
    Stage,
    can_move,
    move_by,
    moves_from,
    walk,
)
from odoo.addons.bank_crm_credit.domain.application.outcomes import (
    ACT_OF,
    Cap,
    Caps,
    Outcome,
    OutcomeError,
    Reason,
    Terms,
    Validity,
    approval_of,
    changed_terms,
    check_reasons,
    over_caps,
    told_to_client,
)
from odoo.addons.bank_crm_credit.domain.application.steps import (
    Need,
    Track,
    missing,
    needs_of,
)
from odoo.addons.bank_crm_credit.domain.application.stop_factors import (
    Factor,
    Match,
    Party,
    Role,
    stops,
)
from odoo.addons.bank_crm_credit.domain.application.submission import (
    Change,
    Part,
    Relevance,
    Snapshot,
    SubmissionError,
    Taken,
    Worse,
    changes,
    voided_by,
)

DAY = date(2026, 3, 2)
ASKED = Terms(Decimal(500000), "UAH", 24, Decimal("0.19"))
STRAIGHT = (
    Act.IDENTIFY, Act.COMPLETE_FORM, Act.SUBMIT, Act.VERIFY, Act.APPROVE,
    Act.ACCEPT, Act.SIGN, Act.DISBURSE,
)  # fmt: skip


def test_the_straight_way_passes_every_stage():
    assert walk(STRAIGHT) == WAY
    assert len(WAY) == 9


@given(st.lists(st.sampled_from(Act), max_size=40))
def test_no_history_reaches_a_contract_past_a_stage(acts):
    stages = [Stage.IDENTIFICATION]
    for act in acts:
        try:
            stages = [*stages, walk([act], stages[-1])[-1]]
        except LifecycleError:
            continue
    for stage, earlier in zip(WAY[1:], WAY, strict=False):
        if stage in stages:
            assert earlier in stages[: stages.index(stage)]


def test_only_a_refusal_is_left_again():
    for stage in ENDS - {Stage.REFUSED}:
        assert not moves_from(stage)
    assert [move.act for move in moves_from(Stage.REFUSED)] == [Act.REVIEW]


def test_a_person_s_refusal_is_not_reviewed():
    move = move_by(
        Stage.REFUSED, Act.REVIEW, [Power.UNDERWRITER], is_refused_by_table=True
    )
    assert move.target is Stage.DECISION
    with pytest.raises(LifecycleError, match="table alone"):
        move_by(Stage.REFUSED, Act.REVIEW, [Power.UNDERWRITER])


@pytest.mark.parametrize(
    ("stage", "act", "power"),
    [
        (Stage.DECISION, Act.APPROVE, Power.OFFICER),
        (Stage.DECISION, Act.APPROVE, Power.UNDERWRITER),
        (Stage.DISBURSEMENT, Act.DISBURSE, Power.OFFICER),
        (Stage.CHECKS, Act.VERIFY, Power.OFFICER),
        (Stage.FORM, Act.EXPIRE, Power.OFFICER),
    ],
)
def test_an_act_takes_its_power(stage, act, power):
    with pytest.raises(LifecycleError, match="takes one of"):
        move_by(stage, act, [power])


def test_an_open_application_may_be_withdrawn_or_expire_anywhere():
    for stage in set(WAY) - ENDS:
        assert can_move(stage, Stage.WITHDRAWN)
        assert can_move(stage, Stage.EXPIRED)


def test_a_void_decision_is_taken_again():
    assert walk([*STRAIGHT[:7], Act.VOID, Act.APPROVE_CHANGED])[-2:] == (
        Stage.DECISION, Stage.OFFER,
    )  # fmt: skip


def test_every_act_says_what_it_needs():
    for track in Track:
        for act in Act:
            assert len(set(needs_of(track, act))) == len(needs_of(track, act))
    assert Need.NO_STOP_FACTOR in needs_of(Track.RETAIL, Act.SUBMIT)
    assert Need.NO_STOP_FACTOR in needs_of(Track.RETAIL, Act.DISBURSE)


def test_a_product_does_without_valuations_but_never_without_a_decision():
    met = [Need.BUREAU_REPORT, Need.SCORE, Need.GROUP_EXPOSURE, Need.OPINIONS]
    spared = [Need.VALUATIONS, Need.VALID_DECISION]
    assert missing(Track.CORPORATE, Act.VERIFY, met) == (Need.VALUATIONS,)
    assert not missing(Track.CORPORATE, Act.VERIFY, met, not_asked=spared)
    assert Need.VALID_DECISION in missing(
        Track.CORPORATE, Act.DISBURSE, [], not_asked=spared
    )


# Outcomes


def test_each_outcome_has_its_act():
    assert set(ACT_OF) == set(Outcome)


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.RETURNED])
def test_a_no_has_a_reason(outcome):
    with pytest.raises(OutcomeError, match="say why"):
        check_reasons(outcome, [])


def test_a_reason_of_a_return_refuses_nobody():
    paper = Reason(
        "paper", "No certificate", "Bring it.", frozenset({Outcome.RETURNED})
    )
    check_reasons(Outcome.RETURNED, [paper])
    with pytest.raises(OutcomeError, match="no reason for"):
        check_reasons(Outcome.REFUSED, [paper])


def test_a_silent_reason_says_nothing_to_the_client():
    with pytest.raises(OutcomeError):
        Reason("aml", "Reported", "You were reported.", is_silent=True)
    with pytest.raises(OutcomeError):
        Reason("dti", "DSTI over the cap")
    assert told_to_client([Reason("aml", "Reported", is_silent=True)]) == ()


def test_other_terms_are_told_one_by_one():
    decided = Terms(
        Decimal(400000), "UAH", 24, Decimal("0.21"), collateral=frozenset({8})
    )
    assert changed_terms(ASKED, decided) == ("amount", "annual_rate", "collateral")
    assert approval_of(ASKED, decided) is Outcome.APPROVED_CHANGED


def test_caps_hold_final_terms():
    caps = Caps(Decimal(500000), 24, Decimal("0.18"), Decimal("0.6"))
    assert over_caps(caps, ASKED, Decimal("0.6")) == ()
    dearer = Terms(Decimal(500001), "UAH", 25, Decimal("0.17"))
    assert over_caps(caps, dearer) == (Cap.AMOUNT, Cap.MONTHS, Cap.RATE, Cap.BURDEN)


def test_the_last_day_of_a_decision_counts():
    validity = Validity.of_days(date(2026, 2, 1), 30)
    assert validity.last_day == date(2026, 3, 3)
    assert validity.holds_on(date(2026, 3, 3))
    assert not validity.holds_on(date(2026, 3, 4))
    assert not validity.holds_on(date(2026, 1, 31))
    assert validity.days_left(date(2026, 3, 4)) == -1


# Submission

FACTS = {
    Part.FORM: {"income": Decimal("30000.00"), "name": "Їжак"},
    Part.PARTICIPANTS: {"7": {"role": "guarantor"}},
    Part.DOCUMENTS: {"passport": 41},
    Part.BUREAU: {"score": 620, "report": 8},
    Part.EXPOSURE: {"group": Decimal(900000)},
    Part.RULES: {"prescoring": 3},
}


def test_a_snapshot_is_the_same_however_it_is_written():
    retyped = {part: dict(reversed(keys.items())) for part, keys in FACTS.items()}
    # The same name in decomposed letters, and the sum without its noughts.
    retyped[Part.FORM] = {"name": "Їжак", "income": Decimal("3E+4")}
    assert Snapshot(DAY, FACTS).digest == Snapshot(DAY, retyped).digest
    assert changes(FACTS, retyped) == ()


def test_the_one_text_is_what_the_standard_says():
    # Keys sorted, no spaces, text as it is (RFC 8785, 3.2.2 and 3.2.3).
    assert (
        canonical_text({"є": None, "b": True, "a": "x"})
        == '{"a":"x","b":true,"є":null}'
    )
    # echo -n '{}' | sha256sum
    assert digest({}) == (
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    )


@pytest.mark.parametrize("value", [1.5, Decimal("NaN"), object(), {1: 1, "1": 2}])
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(CanonicalError):
        digest({"x": value})


def test_a_snapshot_leaves_nothing_out():
    with pytest.raises(SubmissionError, match="bureau"):
        Snapshot(DAY, {part: FACTS[part] for part in Part if part is not Part.BUREAU})
    with pytest.raises(SubmissionError, match="rules"):
        Snapshot(DAY, {**FACTS, Part.RULES: {}})


@given(st.sampled_from(Part), st.text(min_size=1, max_size=5), st.integers(1, 99))
def test_any_change_changes_the_sum(part, key, value):
    changed = {**FACTS, part: {**FACTS[part], "new " + key: value}}
    assert Snapshot(DAY, FACTS).digest != Snapshot(DAY, changed).digest
    assert [change.key for change in changes(FACTS, changed)] == ["new " + key]


def test_a_decision_falls_back_to_who_took_it():
    income = Relevance("form.income", Worse.DOWN, Decimal("0.05"))
    exposure = Relevance("exposure.group", Worse.UP)
    decisions = [Taken(1, 1, (income,)), Taken(2, 4, (income, exposure))]
    after = {**FACTS, Part.EXPOSURE: {"group": Decimal(900001)}}
    fallen = voided_by(changes(FACTS, after), decisions)
    assert (fallen.level, fallen.decisions) == (4, (2,))
    after = {**after, Part.FORM: {"income": Decimal(28000), "name": "Їжак"}}
    fallen = voided_by(changes(FACTS, after), decisions)
    assert (fallen.level, fallen.decisions) == (1, (1, 2))


def test_a_harmless_change_voids_nothing():
    rests_on = (
        Relevance("form.income", Worse.DOWN, Decimal("0.05")),
        Relevance("exposure.group", Worse.UP),
    )
    after = {
        **FACTS,
        Part.FORM: {"income": Decimal(28500), "name": "Other"},
        Part.EXPOSURE: {"group": Decimal(1)},
    }
    assert voided_by(changes(FACTS, after), [Taken(1, 1, rests_on)]) is None


def test_a_fact_that_is_gone_matters():
    change = Change(Part.BUREAU, "score", 620, None)
    fact = Relevance("bureau.*", Worse.DOWN, Decimal(1))
    assert voided_by([change], [Taken(1, 2, (fact,))]).changes == (change,)


# Stop factors


def borrower(**known):
    return Party(1, Role.BORROWER, **{"checked_on": DAY, **known})


@pytest.mark.parametrize(
    ("party", "factor"),
    [
        (borrower(match=Match.CONFIRMED), Factor.SANCTIONS),
        (borrower(match=Match.POSSIBLE), Factor.SANCTIONS),
        (borrower(bankrupt_since=DAY), Factor.BANKRUPTCY),
        (borrower(default_since=date(2025, 12, 1)), Factor.DEFAULT),
        (borrower(checked_on=date(2026, 3, 1)), Factor.NOT_CHECKED),
        (borrower(checked_on=None), Factor.NOT_CHECKED),
        (Party(3, Role.GROUP_MEMBER, DAY, default_since=DAY), Factor.DEFAULT),
        (Party(4, Role.OWNER, DAY, match=Match.CONFIRMED), Factor.SANCTIONS),
    ],
)
def test_what_stops_a_loan(party, factor):
    assert [stop.factor for stop in stops([party], DAY)] == [factor]


@pytest.mark.parametrize(
    "party",
    [
        borrower(match=Match.CLEARED),
        borrower(bankrupt_since=date(2020, 1, 1), bankrupt_until=date(2021, 1, 1)),
        borrower(default_since=date(2026, 3, 3)),
        Party(3, Role.GROUP_MEMBER, DAY, bankrupt_since=DAY),
        Party(5, Role.PLEDGOR, DAY, default_since=DAY),
    ],
)
def test_what_does_not(party):
    assert stops([party], DAY) == ()
