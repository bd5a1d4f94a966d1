"""Early signs: each at its threshold and just below it; the watch list."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.signals.money import (
    LargeOutflow,
    OverdraftAtLimit,
    ReturnedPayments,
    SalaryStopped,
    TurnoverDrop,
    large_outflow,
    opens_retention,
    overdraft_at_limit,
    returned_payments,
    salary_stopped,
    turnover_drop,
)
from odoo.addons.bank_crm_credit.domain.signals.signal import Code, SignalError
from odoo.addons.bank_crm_credit.domain.signals.standing import (
    Arrest,
    BureauDowngrade,
    GroupOverdue,
    NewLender,
    account_arrest,
    bureau_downgrade,
    covenant_breach,
    group_overdue,
    new_lender,
)
from odoo.addons.bank_crm_credit.domain.signals.watch_list import (
    Change,
    Entry,
    Level,
    Proposal,
    Row,
    next_entry,
    proposed,
)

DAY = date(2026, 3, 2)


def ago(days):
    return DAY - timedelta(days)


def sums(*amounts):
    return [Decimal(amount) for amount in amounts]


# Money


@pytest.mark.parametrize(
    ("recent", "is_sign"),
    [((70, 70, 70), True), ((90, 70, 50), True), ((70, 70, 71), False)],
)
def test_turnover_drops_by_the_share_or_more(recent, is_sign):
    months = sums(*[100] * 6, *recent)
    assert bool(turnover_drop(months, DAY, TurnoverDrop())) is is_sign


def test_turnover_tells_its_figures_and_only_the_last_months_count():
    months = sums(9999, 120, 80, 100, 100, 100, 100, 30, 60, 60)
    found = turnover_drop(months, DAY, TurnoverDrop())
    assert (found.figure("before"), found.figure("now")) == (100, 50)
    assert found.figure("drop") == Decimal("0.5")


def test_turnover_says_nothing_of_the_new_and_the_small():
    assert turnover_drop(sums(*[100] * 5, 0, 0, 0), DAY, TurnoverDrop()) is None
    months = sums(*[100] * 6, 0, 0, 0)
    assert turnover_drop(months, DAY, TurnoverDrop(least=Decimal(101))) is None
    assert turnover_drop(sums(*[0] * 9), DAY, TurnoverDrop()) is None


def test_a_salary_that_does_not_come():
    came = [date(2025, 11, 5), date(2025, 12, 5), date(2026, 1, 5)]
    # Gaps of 30 and 31 days: 30 after 5 January is 4 February; ten days of grace.
    assert salary_stopped(came, date(2026, 2, 14), SalaryStopped()) is None
    found = salary_stopped(came, date(2026, 2, 15), SalaryStopped())
    assert (found.figure("expected"), found.figure("days_late")) == (
        date(2026, 2, 4), 11,
    )  # fmt: skip
    assert salary_stopped(came[:2], DAY, SalaryStopped()) is None
    assert salary_stopped([*came, date(2026, 2, 10)], DAY, SalaryStopped()) is None


def test_payments_returned_within_the_window():
    # The window of 30 days begins on the day 29 days ago.
    back = [(ago(29), Decimal(5)), (ago(3), Decimal(7)), (DAY, Decimal(1))]
    found = returned_payments(back, DAY, ReturnedPayments())
    assert (found.figure("count"), found.figure("amount")) == (3, 13)
    back[0] = (ago(30), Decimal(5))
    assert returned_payments(back, DAY, ReturnedPayments()) is None


def test_an_overdraft_at_its_limit_day_after_day():
    used = {ago(one): (Decimal(95), Decimal(100)) for one in range(10)}
    found = overdraft_at_limit(used, DAY, OverdraftAtLimit())
    assert (found.figure("days"), found.figure("limit")) == (10, 100)
    used[ago(9)] = (Decimal(94), Decimal(100))
    assert overdraft_at_limit(used, DAY, OverdraftAtLimit()) is None
    del used[ago(1)]
    assert overdraft_at_limit(used, DAY, OverdraftAtLimit(days=2)) is None
    unused = {ago(one): (Decimal(0), Decimal(0)) for one in range(10)}
    assert overdraft_at_limit(unused, DAY, OverdraftAtLimit()) is None


def test_a_large_outflow_and_when_it_opens_a_task():
    threshold = LargeOutflow(least=Decimal(1000), retention=Decimal(5000), days=3)
    gone = [(ago(2), Decimal(2000)), (DAY, Decimal(2999)), (ago(3), Decimal(9999))]
    found = large_outflow(gone, Decimal(10000), DAY, threshold)
    assert (found.figure("amount"), found.figure("share")) == (4999, Decimal("0.4999"))
    assert not opens_retention(found, threshold)
    gone.append((DAY, Decimal(1)))
    assert opens_retention(
        large_outflow(gone, Decimal(10000), DAY, threshold), threshold
    )
    assert large_outflow(gone, Decimal(20000), DAY, threshold) is None
    assert large_outflow([(DAY, Decimal(999))], Decimal(1000), DAY, threshold) is None


# Standing


def test_an_arrest_until_the_day_it_is_lifted():
    arrests = [
        Arrest(ago(5), Decimal(100)), Arrest(ago(9), None), Arrest(ago(20), lifted=DAY),
    ]  # fmt: skip
    found = account_arrest(arrests, DAY)
    assert (found.figure("count"), found.figure("since")) == (2, ago(9))
    assert (found.figure("amount"), found.figure("without_sum")) == (100, 1)
    assert account_arrest(arrests[2:], DAY) is None


def test_a_new_lender():
    taken = [
        ("Blue", ago(89), Decimal(40)), ("Blue", ago(5), Decimal(10)),
        ("Old", ago(5), Decimal(70)), ("Red", ago(90), Decimal(99)),
    ]  # fmt: skip
    found = new_lender(taken, ["Old"], DAY, NewLender(least=Decimal(50)))
    assert (found.figure("lenders"), found.figure("loans")) == (1, 2)
    assert found.figure("amount") == 50
    assert new_lender(taken, ["Old"], DAY, NewLender(least=Decimal(51))) is None


def test_a_slow_slide_of_the_score_is_seen():
    scores = [(ago(300), 640), (ago(200), 615), (ago(100), 591)]
    assert bureau_downgrade(scores, DAY, BureauDowngrade()) is None
    found = bureau_downgrade([*scores, (ago(1), 590)], DAY, BureauDowngrade())
    assert (found.figure("best"), found.figure("fell_by")) == (640, 50)
    old = [(ago(365), 900), (ago(1), 590)]
    assert bureau_downgrade(old, DAY, BureauDowngrade()) is None
    better = [(ago(9), 500), (ago(1), 590)]
    assert bureau_downgrade(better, DAY, BureauDowngrade()) is None


def test_another_member_of_the_group_is_late():
    members = {1: (99, Decimal(9)), 2: (30, Decimal(11)), 3: (29, Decimal(99))}
    threshold = GroupOverdue(tolerance=Decimal(10))
    found = group_overdue(1, members, DAY, threshold)
    assert (found.figure("members"), found.figure("amount")) == (1, 11)
    members[2] = (30, Decimal(10))
    assert group_overdue(1, members, DAY, threshold) is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: TurnoverDrop(share=Decimal(0)),
        lambda: TurnoverDrop(recent=0),
        lambda: SalaryStopped(regular=1),
        lambda: OverdraftAtLimit(days=0),
        lambda: GroupOverdue(days=0),
        lambda: Row(Level.NONE),
        lambda: Row(Level.WATCH, 2, frozenset({Code.ARREST})),
    ],
)
def test_a_threshold_that_anything_passes_is_refused(wrong):
    with pytest.raises(SignalError):
        wrong()


@given(
    st.lists(st.integers(0, 1000).map(Decimal), min_size=9, max_size=12),
    st.integers(0, 1000),
)
def test_less_turnover_never_silences_the_sign(months, less):
    lower = [*months[:-1], max(months[-1] - less, Decimal(0))]
    if turnover_drop(months, DAY, TurnoverDrop()):
        assert turnover_drop(lower, DAY, TurnoverDrop())


# Watch list

ROWS = [
    Row(Level.ATTENTION),
    Row(Level.WATCH, codes=frozenset({Code.ARREST, Code.GROUP_OVERDUE})),
    Row(Level.WATCH, 3),
    Row(Level.SUBSTANDARD, 2, all_of=frozenset({Code.ARREST})),
]
REVIEW = {Level.ATTENTION: 90, Level.WATCH: 30, Level.SUBSTANDARD: 14}


@pytest.mark.parametrize(
    ("codes", "level", "row"),
    [
        ((), Level.NONE, None),
        ((Code.NEW_LENDER,), Level.ATTENTION, 0),
        ((Code.NEW_LENDER, Code.TURNOVER_DROP), Level.ATTENTION, 0),
        ((Code.GROUP_OVERDUE,), Level.WATCH, 1),
        ((Code.NEW_LENDER, Code.TURNOVER_DROP, Code.SALARY_STOPPED), Level.WATCH, 2),
        # Two rows of one level hold: the first is told.
        ((Code.NEW_LENDER, Code.TURNOVER_DROP, Code.GROUP_OVERDUE), Level.WATCH, 1),
        ((Code.ARREST, Code.NEW_LENDER), Level.SUBSTANDARD, 3),
    ],
)
def test_signals_ask_for_a_level(codes, level, row):
    found = proposed(codes, ROWS)
    assert (found.level, found.row) == (level, row)


def test_a_proposal_names_the_signals_of_its_row():
    found = proposed([Code.NEW_LENDER, Code.GROUP_OVERDUE], ROWS)
    assert found.codes == (Code.GROUP_OVERDUE,)


@given(st.frozensets(st.sampled_from(Code)), st.sampled_from(Code))
def test_one_more_signal_never_asks_for_less(codes, more):
    assert proposed(codes | {more}, ROWS).level >= proposed(codes, ROWS).level


def test_the_night_puts_on_and_raises_and_never_takes_off():
    on = next_entry(None, Proposal(Level.WATCH, 1), DAY, REVIEW)
    assert (on.change, on.entry) == (
        Change.PUT_ON, Entry(Level.WATCH, DAY, date(2026, 4, 1)),
    )  # fmt: skip
    raised = next_entry(on.entry, Proposal(Level.SUBSTANDARD, 3), DAY, REVIEW)
    assert (raised.change, raised.entry.review_on) == (
        Change.RAISED, date(2026, 3, 16),
    )  # fmt: skip
    quiet = next_entry(on.entry, Proposal(Level.NONE), date(2026, 3, 31), REVIEW)
    assert (quiet.change, quiet.entry) == (Change.NOTHING, on.entry)
    due = next_entry(on.entry, Proposal(Level.NONE), date(2026, 4, 1), REVIEW)
    assert (due.change, due.entry) == (Change.REVIEW, on.entry)
    by_hand = replace(on.entry, by_hand=True)
    assert (
        next_entry(by_hand, Proposal(Level.ATTENTION, 0), DAY, REVIEW).entry == by_hand
    )
    assert next_entry(None, Proposal(Level.NONE), DAY, REVIEW).entry is None


def test_broken_covenants_are_one_signal_with_the_earliest_day():
    broken = [(date(2026, 2, 10), False), (date(2026, 1, 5), True)]
    signal = covenant_breach(broken, date(2026, 3, 2))
    assert signal.code is Code.COVENANT_BREACH
    assert dict(signal.figures) == {
        "count": 2,
        "defaults": 1,
        "since": date(2026, 1, 5),
    }


def test_a_covenant_that_breaks_tomorrow_is_no_signal_today():
    assert covenant_breach([(date(2026, 3, 3), False)], date(2026, 3, 2)) is None
