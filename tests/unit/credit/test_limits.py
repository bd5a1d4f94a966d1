"""Limits: use at every level, which one breaks, rates alone, and approvals in a row."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.limits.breaches import (
    Breach,
    breach_of,
    breaches,
)
from odoo.addons.bank_crm_credit.domain.limits.commitment import (
    Commitment,
    Stage,
    freed,
    kept,
    paid_out,
)
from odoo.addons.bank_crm_credit.domain.limits.tree import (
    Answer,
    Level,
    Limit,
    LimitError,
    LimitTree,
    Line,
    check_step,
)

DAY = date(2026, 3, 2)
RATES = {"UAH": Decimal(1), "EUR": Decimal(40)}
BANK, BRANCH, GROUP, CLIENT, PRODUCT = range(1, 6)


def limits(**amounts):
    amounts = {
        "bank": 10000, "branch": 5000, "group": 2000, "client": 1500, "product": 3000,
        **amounts,
    }  # fmt: skip
    parents = {"branch": BANK, "client": GROUP}
    return LimitTree(
        Limit(number, Level(name), Decimal(amounts[name]), parents.get(name))
        for number, name in enumerate(
            ["bank", "branch", "group", "client", "product"], 1
        )
    )


TREE = limits()
HIS = frozenset({CLIENT, BRANCH, PRODUCT})
# 600 + 400 x 0.5 = 800
HALF_DRAWN = Line(1, HIS, "UAH", Decimal(600), Decimal(400), factor=Decimal("0.5"))
# Another of the group: 10 x 40 = 400
SISTER = Line(2, frozenset({GROUP, BRANCH}), "EUR", Decimal(10))
LINES = [HALF_DRAWN, SISTER]


def approve(amount, tree=TREE, day=DAY):
    after = Line(0, HIS, "UAH", reserved=Decimal(amount))
    return check_step(tree, LINES, RATES, day, before=None, after=after)


def test_each_line_counts_once_at_every_level():
    assert TREE.used(LINES, RATES) == {
        BANK: 1200, BRANCH: 1200, GROUP: 1200, CLIENT: 800, PRODUCT: 800,
    }  # fmt: skip


def test_a_line_that_touches_a_part_and_its_whole_counts_once():
    line = Line(9, frozenset({CLIENT, GROUP}), "UAH", Decimal(100))
    assert TREE.used([line], RATES)[GROUP] == 100


def test_the_level_that_breaks_is_named_and_the_room_told():
    assert approve(700).is_within
    check = approve(701)
    assert [place.limit.level for place in check.broken] == [Level.CLIENT]
    assert (check.broken[0].before, check.broken[0].after) == (800, 1501)
    assert check.room == 700
    both = approve(801)
    assert [str(place.limit.level) for place in both.broken] == ["client", "group"]
    assert [str(place.limit.level) for place in both.places] == [
        "client", "group", "product", "branch", "bank",
    ]  # fmt: skip


def test_a_hard_limit_blocks_another_asks_a_higher_authority():
    soft = LimitTree(
        replace(one, is_hard=one.number != CLIENT) for one in TREE.limits.values()
    )
    assert approve(700, soft).answer is Answer.WITHIN
    assert approve(701, soft).answer is Answer.HIGHER_AUTHORITY
    # At 801 the limit of the group breaks too, and that is a hard one.
    assert approve(801, soft).answer is Answer.BLOCKED
    assert approve(701).answer is Answer.BLOCKED


def test_a_limit_out_of_force_lets_nothing_in():
    ended = LimitTree(
        [
            *[one for one in TREE.limits.values() if one.number != CLIENT],
            Limit(CLIENT, Level.CLIENT, Decimal(1500), GROUP, last_day=DAY),
        ]
    )
    assert approve(1, ended).is_within
    assert not approve(1, ended, date(2026, 3, 3)).is_within


def test_a_tranche_adds_what_the_factor_left_out():
    after = Line(1, HIS, "UAH", Decimal(700), Decimal(300), factor=Decimal("0.5"))
    check = check_step(TREE, LINES, RATES, DAY, before=HALF_DRAWN, after=after)
    assert (check.places[0].before, check.places[0].after) == (800, 850)
    tight = limits(client=849)
    check = check_step(tight, LINES, RATES, DAY, before=HALF_DRAWN, after=after)
    assert [place.limit.number for place in check.broken] == [CLIENT]


def test_a_step_that_adds_nothing_breaks_nothing():
    broken = limits(client=500)
    same = Line(1, HIS, "UAH", Decimal(600), Decimal(400), factor=Decimal("0.5"))
    check = check_step(broken, LINES, RATES, DAY, before=HALF_DRAWN, after=same)
    assert check.is_within
    assert check.room == 0


def test_a_tree_is_a_tree():
    with pytest.raises(LimitError, match="circle"):
        LimitTree(
            [
                Limit(1, Level.BRANCH, Decimal(1), 2),
                Limit(2, Level.BRANCH, Decimal(1), 1),
            ]
        )
    with pytest.raises(LimitError, match="no limit 7"):
        LimitTree([Limit(1, Level.BRANCH, Decimal(1), 7)])
    with pytest.raises(LimitError, match="no rate"):
        TREE.used([Line(1, HIS, "USD", Decimal(1))], RATES)


# Breaches


def test_a_breach_by_rate_alone_is_told_apart():
    tree = limits(group=1200)
    now = {**RATES, "EUR": Decimal(41)}
    assert breaches(tree, LINES, RATES, DAY, {}) == ()
    (broken,) = breaches(tree, LINES, now, DAY, {1: RATES, 2: RATES})
    assert (broken.limit.number, broken.breach) == (GROUP, Breach.BY_RATE)
    assert (broken.used, broken.over, broken.by_rate) == (1210, 10, 10)
    (broken,) = breaches(tree, LINES, now, DAY, {1: RATES})
    assert broken.breach is Breach.ACTIVE


def test_a_limit_that_ended_in_use_is_broken():
    tree = LimitTree(
        [Limit(GROUP, Level.GROUP, Decimal(9000), last_day=date(2026, 3, 1))]
    )
    line = Line(1, frozenset({GROUP}), "UAH", Decimal(5))
    (broken,) = breaches(tree, [line], RATES, DAY, {})
    assert (broken.breach, broken.over) == (Breach.ENDED, 5)


# Commitments

PROMISED = Commitment(7, HIS, "UAH", Decimal(1000), factor=Decimal("0.5"))


def weight(commitment, outstanding=0):
    return commitment.as_line(Decimal(outstanding)).weight(RATES)


def test_reserve_keep_use_free():
    assert weight(PROMISED) == 1000
    signed = kept(PROMISED, Decimal(800))
    assert weight(signed) == 400
    half = paid_out(signed, Decimal(500))
    # 500 owed and half of the 300 that may still go out
    assert weight(half, 500) == 650
    done = paid_out(half, Decimal(300))
    assert (done.stage, weight(done, 800)) == (Stage.USED, 800)
    # 120 repaid; what is repaid of a loan is not drawn again.
    assert weight(half, 380) == 530
    assert weight(freed(half), 380) == 380
    assert weight(freed(PROMISED)) == 0


def test_a_revolving_line_is_free_again_when_repaid():
    line = kept(Commitment(7, HIS, "UAH", Decimal(1000), is_revolving=True))
    drawn = paid_out(line, Decimal(1000))
    assert drawn.stage is Stage.KEPT
    with pytest.raises(LimitError, match="within what is left"):
        paid_out(drawn, Decimal(1), outstanding=Decimal(1000))
    again = paid_out(drawn, Decimal(400), outstanding=Decimal(600))
    assert again.left(Decimal(1000)) == 0
    assert weight(again, 1000) == 1000


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: kept(PROMISED, Decimal(1001)),
        lambda: kept(freed(PROMISED)),
        lambda: paid_out(PROMISED, Decimal(1)),
        lambda: paid_out(kept(PROMISED), Decimal(1001)),
        lambda: freed(freed(PROMISED)),
        lambda: Commitment(7, HIS, "UAH", Decimal(0)),
    ],
)
def test_a_step_out_of_order_is_refused(wrong):
    with pytest.raises(LimitError):
        wrong()


@given(
    st.lists(
        st.tuples(
            st.integers(1, 900),
            st.sampled_from([HIS, frozenset({GROUP, BRANCH}), frozenset({BANK})]),
        ),
        max_size=20,
    )
)
def test_approvals_one_after_another_never_pass_a_limit(requests):
    lines = []
    for number, (amount, touched) in enumerate(requests, 1):
        line = Line(number, touched, "UAH", reserved=Decimal(amount))
        if check_step(TREE, lines, RATES, DAY, before=None, after=line).is_within:
            lines.append(line)
    used = TREE.used(lines, RATES)
    assert all(used[number] <= limit.amount for number, limit in TREE.limits.items())


@given(st.integers(1, 1000), st.data())
def test_using_a_commitment_up_never_weighs_more_than_it(amount, data):
    commitment = kept(Commitment(7, HIS, "UAH", Decimal(amount)))
    out = Decimal(0)
    while commitment.stage is Stage.KEPT:
        tranche = data.draw(st.integers(1, int(commitment.left())))
        commitment = paid_out(commitment, Decimal(tranche))
        out += tranche
        assert weight(commitment, out) == amount


@pytest.mark.parametrize(
    ("used", "then", "last_day", "breach"),
    [
        ("100", "100", None, None),
        ("100.01", "100.01", None, Breach.ACTIVE),
        ("100.01", "100", None, Breach.BY_RATE),
        ("0.01", "0.01", date(2026, 3, 1), Breach.ENDED),
    ],
)
def test_one_limit_by_its_sums_alone(used, then, last_day, breach):
    limit = Limit(1, Level.CLIENT, Decimal(100), last_day=last_day)
    found = breach_of(limit, Decimal(used), Decimal(then), DAY)
    assert (found.breach if found else None) is breach
