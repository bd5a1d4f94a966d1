"""Collateral: values, cover counted once, loan to value, calendar, states."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.collateral.coverage import (
    Asset,
    CoverageError,
    Pledge,
    Share,
    allocate,
    covers,
)
from odoo.addons.bank_crm_credit.domain.collateral.lifecycle import (
    MOVES,
    SECURES,
    Facts,
    Need,
    State,
    can_move,
    missing,
)
from odoo.addons.bank_crm_credit.domain.collateral.upkeep import (
    Due,
    InsuranceFault,
    Policy,
    Task,
    UpkeepRule,
    calendar,
    insurance_faults,
)
from odoo.addons.bank_crm_credit.domain.collateral.values import (
    Haircut,
    Standing,
    Valuation,
    ValuationError,
    Values,
    full_years,
    haircut_of,
    lendable,
    standing,
    values_of,
)

DAY = date(2026, 3, 2)
HAIRCUTS = [
    Haircut("car", Decimal("0.30"), 0, Decimal("0.25"), Decimal("0.08")),
    Haircut("car", Decimal("0.50"), 3),
    Haircut("car", Decimal("1.00"), 10),
    Haircut("flat", Decimal("0.25")),
]

# Values


@pytest.mark.parametrize(
    ("years", "share"), [(0, "0.30"), (2, "0.30"), (3, "0.50"), (9, "0.50"), (10, "1")]
)
def test_an_older_thing_has_a_greater_haircut(years, share):
    assert haircut_of("car", years, HAIRCUTS).share == Decimal(share)


def test_three_values_by_hand():
    # 800000 x 0.7; 800000 x 0.75 x 0.92
    assert values_of(Decimal(800000), HAIRCUTS[0]) == Values(
        Decimal(800000), Decimal(560000), Decimal(552000)
    )
    assert values_of(Decimal(800000), None).pledge == 0
    with pytest.raises(ValuationError):
        Haircut("car", Decimal("1.01"))


def test_years_are_full_ones():
    assert full_years(date(2020, 3, 2), DAY) == 6
    assert full_years(date(2020, 3, 3), DAY) == 5
    assert full_years(date(2027, 1, 1), DAY) == 0


@pytest.mark.parametrize(
    ("valuation", "expected"),
    [
        (
            Valuation(date(2026, 1, 10), Decimal(9), 12, date(2026, 1, 10)),
            Standing.VALID,
        ),
        (Valuation(date(2025, 4, 1), Decimal(9), 12, DAY), Standing.ENDS_SOON),
        (Valuation(date(2025, 3, 2), Decimal(9), 12, DAY), Standing.ENDS_SOON),
        (Valuation(date(2025, 3, 1), Decimal(9), 12, DAY), Standing.EXPIRED),
        (Valuation(date(2026, 1, 10), Decimal(9), 12, None), Standing.NOT_ACCREDITED),
        (
            Valuation(date(2026, 1, 10), Decimal(9), 12, date(2026, 1, 9)),
            Standing.NOT_ACCREDITED,
        ),
        (
            Valuation(date(2026, 3, 3), Decimal(9), 12, date(2027, 1, 1)),
            Standing.NOT_YET,
        ),
    ],
)
def test_how_a_valuation_stands(valuation, expected):
    assert standing(valuation, DAY) is expected


def test_an_expired_valuation_covers_nothing():
    old = Valuation(date(2025, 1, 1), Decimal(1000), 12, DAY)
    new = Valuation(date(2026, 1, 1), Decimal(1000), 12, DAY)
    assert lendable(old, HAIRCUTS[3], DAY) == 0
    assert lendable(new, HAIRCUTS[3], DAY) == 750


# Cover

# 1000 lent on, 200 of it behind another bank's lien.
SHARED = Asset(1, Decimal(1000), Decimal(1500), prior_liens=Decimal(200))


def test_rank_decides_and_liens_come_first():
    pledges = [Pledge(1, 8, rank=2), Pledge(1, 7, rank=1)]
    owed = {7: Decimal(500), 8: Decimal(600)}
    first, second = covers([SHARED], pledges, owed, {8: Decimal("1.2")})
    assert (first.covered, first.ratio, first.shortfall) == (500, 1, 0)
    # 800 - 500 is left; 1.2 x 600 - 300
    assert (second.covered, second.ratio) == (300, Decimal("0.5"))
    assert second.shortfall == 420
    # His 500 and the liens of 200 to 1500; then 600 more.
    assert first.loan_to_value.quantize(Decimal("0.0001")) == Decimal("0.4667")
    assert second.loan_to_value.quantize(Decimal("0.0001")) == Decimal("0.8667")


def test_one_rank_shares_by_what_each_lacks():
    shares = allocate(
        [Asset(1, Decimal(100), Decimal(100))],
        [Pledge(1, 7), Pledge(1, 8)],
        {7: Decimal(200), 8: Decimal(100)},
    )
    assert shares == (
        Share(1, 7, Decimal("66.67")), Share(1, 8, Decimal("33.33")),
    )  # fmt: skip


def test_shared_cover_is_kept_for_who_has_nothing_else():
    assets = [SHARED, Asset(2, Decimal(400), Decimal(400))]
    pledges = [Pledge(1, 7), Pledge(1, 8), Pledge(2, 7)]
    found = covers(assets, pledges, {7: Decimal(500), 8: Decimal(600)})
    assert [cover.shortfall for cover in found] == [0, 0]


def test_loans_of_one_rank_burden_each_other_s_value():
    pledges = [Pledge(1, 7), Pledge(1, 8)]
    assets = [Asset(1, Decimal(60), Decimal(100))]
    found = covers(assets, pledges, {7: Decimal(30), 8: Decimal(20)})
    assert [cover.loan_to_value for cover in found] == [Decimal("0.5")] * 2


def test_a_cap_holds():
    pledges = [Pledge(1, 7, cap=Decimal(50)), Pledge(1, 8, rank=2)]
    shares = allocate([SHARED], pledges, {7: Decimal(500), 8: Decimal(900)})
    assert [share.amount for share in shares] == [50, 750]


def test_more_cover_than_debt_may_be_asked_for_and_reached():
    """1.2 x 500 of 1000; nothing is lacking."""
    (cover,) = covers(
        [Asset(1, Decimal(1000), Decimal(1500))],
        [Pledge(1, 7)],
        {7: Decimal(500)},
        {7: Decimal("1.2")},
    )
    assert (cover.covered, cover.shortfall, cover.ratio) == (600, 0, Decimal("1.2"))


def test_a_cushion_of_one_takes_no_cover_of_another():
    """1100 at one rank: 500 and 500 first, the 100 left to whom 1.5 x 500 is asked for."""
    first, second = covers(
        [Asset(1, Decimal(1100), Decimal(1500))],
        [Pledge(1, 7), Pledge(1, 8)],
        {7: Decimal(500), 8: Decimal(500)},
        {7: Decimal("1.5")},
    )
    assert (first.covered, first.shortfall) == (600, 150)
    assert (second.covered, second.shortfall) == (500, 0)


def test_a_cap_holds_the_cushion_too():
    (cover,) = covers(
        [Asset(1, Decimal(1000), Decimal(1500))],
        [Pledge(1, 7, cap=Decimal(550))],
        {7: Decimal(500)},
        {7: Decimal("1.2")},
    )
    assert (cover.covered, cover.shortfall) == (550, 50)


def test_without_cover_or_debt():
    (bare,) = covers([], [], {7: Decimal(5)})
    assert (bare.ratio, bare.shortfall, bare.loan_to_value) == (0, 5, None)
    (free,) = covers([SHARED], [Pledge(1, 7)], {7: Decimal(0)})
    assert (free.ratio, free.shortfall) == (None, 0)


@pytest.mark.parametrize(
    "pledges", [[Pledge(9, 7)], [Pledge(1, 9)], [Pledge(1, 7), Pledge(1, 7, rank=2)]]
)
def test_a_pledge_is_of_something_for_somebody_once(pledges):
    with pytest.raises(CoverageError):
        allocate([SHARED], pledges, {7: Decimal(1)})


money = st.integers(0, 100000).map(lambda cents: Decimal(cents) / 100)


@st.composite
def pledged(draw):
    assets = [
        Asset(number, draw(money), draw(money), draw(money))
        for number in range(draw(st.integers(1, 4)))
    ]
    owed = {loan: draw(money) for loan in range(draw(st.integers(1, 4)))}
    pairs = [(asset.number, loan) for asset in assets for loan in owed]
    chosen = draw(st.sets(st.sampled_from(pairs)))
    pledges = [
        Pledge(*pair, draw(st.integers(1, 3)), draw(st.none() | money))
        for pair in sorted(chosen)
    ]
    return assets, pledges, owed


@given(pledged())
def test_value_is_counted_once_and_rank_is_kept(case):
    assets, pledges, owed = case
    shares = allocate(assets, pledges, owed)
    given_ = {(share.asset, share.loan): share.amount for share in shares}
    assert len(given_) == len(shares)
    total = {
        loan: sum(a for (_n, one), a in given_.items() if one == loan) for loan in owed
    }
    assert all(total[loan] <= owed[loan] for loan in owed)
    for asset in assets:
        mine = [pledge for pledge in pledges if pledge.asset == asset.number]
        used = sum(given_.get((asset.number, one.loan), 0) for one in mine)
        assert used <= asset.free
        for one in mine:
            amount = given_.get((asset.number, one.loan), 0)
            assert one.cap is None or amount <= one.cap
            satisfied = total[one.loan] == owed[one.loan] or amount == one.cap
            # Nothing is left lying while somebody lacks, and no later rank goes first.
            assert satisfied or used == asset.free
            assert satisfied or not any(
                given_.get((asset.number, later.loan), 0)
                for later in mine
                if later.rank > one.rank
            )


# States


def test_the_way_of_a_collateral():
    way = [State.OFFERED, State.CHECKED, State.PLEDGED, State.REGISTERED]
    for origin, target in pairwise(way):
        assert can_move(origin, target)
        assert not can_move(target, origin)
    assert not can_move(State.OFFERED, State.PLEDGED)
    assert all(not MOVES[end] for end in set(State) - set(way))
    assert {State.PLEDGED, State.REGISTERED} == SECURES


def test_a_release_takes_no_debt_or_a_decision():
    assert missing(State.RELEASED, Facts()) == ()
    owing = Facts(secured_debt=Decimal("0.01"))
    assert missing(State.RELEASED, owing) == (Need.NO_DEBT_OR_DECISION,)
    decided = Facts(secured_debt=Decimal(5), has_decision=True)
    assert missing(State.RELEASED, decided) == ()
    assert missing(State.FORECLOSED, Facts()) == (Need.DECISION,)


def test_a_pledge_of_another_s_joint_property():
    facts = Facts(
        has_valuation=True, is_third_party=True, is_joint=True, must_insure=True
    )
    assert missing(State.PLEDGED, facts) == (
        Need.OWNER_CONSENT, Need.SPOUSE_CONSENT, Need.INSURANCE, Need.AGREEMENT,
    )  # fmt: skip
    own = Facts(has_valuation=True, has_agreement=True)
    assert missing(State.PLEDGED, own) == ()


# Upkeep


def policy(first, last, amount=100, is_for_bank=True, paid_until=None):
    return Policy(first, last, Decimal(amount), is_for_bank, paid_until)


YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("policies", "faults"),
    [
        ([], (InsuranceFault.NONE_IN_FORCE,)),
        ([policy(*YEAR, paid_until=date(2026, 3, 1))], (InsuranceFault.NONE_IN_FORCE,)),
        ([policy(*YEAR, is_for_bank=False)], (InsuranceFault.NOT_FOR_BANK,)),
        ([policy(*YEAR, 99)], (InsuranceFault.TOO_LITTLE,)),
        ([policy(*YEAR, 99), policy(*YEAR, 1)], ()),
        ([policy(*YEAR, 60), policy(*YEAR, 60, False)], (InsuranceFault.TOO_LITTLE,)),
        ([policy(*YEAR, paid_until=DAY)], ()),
    ],
)
def test_what_is_wrong_with_the_insurance(policies, faults):
    assert insurance_faults(policies, Decimal(100), DAY) == faults


def test_the_calendar_of_a_pledge():
    found = calendar(
        UpkeepRule("office", 12, 6),
        pledged_on=date(2026, 1, 20),
        valued_on=date(2026, 1, 10),
        valid_until=date(2026, 7, 10),
        inspected_on=date(2025, 12, 31),
        policies=[
            policy(*YEAR, paid_until=date(2026, 4, 15)),
            policy(date(2027, 1, 1), date(2027, 12, 31)),
        ],
    )
    assert found == (
        Due(Task.INSURANCE, date(2026, 4, 15)),
        Due(Task.INSPECTION, date(2026, 6, 30)),
        Due(Task.REVALUATION, date(2026, 7, 10)),
    )
    assert not found[0].is_overdue(date(2026, 4, 15))
    assert found[0].is_overdue(date(2026, 4, 16))


def test_policies_without_a_gap_are_one_cover():
    (due,) = [
        due
        for due in calendar(
            UpkeepRule("flat", 12, 12),
            pledged_on=date(2026, 1, 20),
            policies=[policy(date(2027, 1, 1), date(2027, 12, 31)), policy(*YEAR)],
        )
        if due.task is Task.INSURANCE
    ]
    assert due.day == date(2027, 12, 31)


def test_a_gap_of_the_past_is_no_task_while_a_policy_is_in_force():
    """Uninsured in spring, insured from June to May: due on the last day of May."""
    policy = Policy(date(2026, 6, 1), date(2027, 5, 31), Decimal(1), is_for_bank=True)
    dues = {
        today: {
            due.task: due.day
            for due in calendar(
                UpkeepRule("flat", 12, 12),
                pledged_on=date(2026, 1, 1),
                policies=[policy],
                today=today,
            )
        }[Task.INSURANCE]
        for today in (date(2026, 7, 1), date(2027, 6, 1))
    }
    assert dues == {
        date(2026, 7, 1): date(2027, 5, 31),
        date(2027, 6, 1): date(2026, 1, 1),
    }


def test_what_was_never_done_is_due_on_the_day_of_the_pledge():
    found = calendar(UpkeepRule("flat", 12, 12), pledged_on=date(2026, 1, 20))
    assert {due.day for due in found} == {date(2026, 1, 20)}
