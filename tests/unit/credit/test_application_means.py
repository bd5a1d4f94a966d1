"""Authority, four eyes, burden, largest loan, cost and conditions: figures by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.individual.work import Period
from odoo.addons.bank_crm_credit.domain.application.affordability import (
    AffordabilityError,
    Debt,
    DebtKind,
    Evidence,
    Expense,
    Income,
    IncomeKind,
    Line,
    LineKind,
    Policy,
    burden,
)
from odoo.addons.bank_crm_credit.domain.application.authority import (
    AuthorityError,
    Axis,
    Case,
    Row,
    Security,
    TooLow,
    required_level,
)
from odoo.addons.bank_crm_credit.domain.application.conditions import (
    Checker,
    Condition,
    ConditionError,
    Consequence,
    Kind,
    Status,
    Why,
    blocks_of,
    may_go,
    meet,
    waive,
)
from odoo.addons.bank_crm_credit.domain.application.cost_sheet import (
    Payee,
    ThirdPartyCost,
    cost_sheet,
)
from odoo.addons.bank_crm_credit.domain.application.four_eyes import (
    Decider,
    Hindrance,
    Override,
    OverrideError,
    People,
    hindrances,
    override_rates,
)
from odoo.addons.bank_crm_credit.domain.application.largest_loan import (
    Bound,
    largest_loan,
    payment_room,
)
from odoo.addons.bank_crm_credit.domain.application.salary import shown_salary
from odoo.addons.bank_crm_credit.domain.due_dates import Frequency, Unit
from odoo.addons.bank_crm_credit.domain.interest import InterestRule
from odoo.addons.bank_crm_credit.domain.schedule_builder import build_schedule
from odoo.addons.bank_crm_credit.domain.terms import loan

DAY = date(2026, 3, 2)

# 1 an underwriter, 2 a branch committee, 3 the head office, 4 the board.
MATRIX = [
    Row(1, Decimal(100), Decimal(300), 4),
    Row(1, Decimal(500), Decimal(500), 4, Security.COVERED),
    Row(2, Decimal(1000), Decimal(2000), 6, exceptions=frozenset({"term"})),
    Row(3, Decimal(9000), None, 8, exceptions=frozenset({"term", "dsti"})),
    Row(4, exceptions=None),
]


@pytest.mark.parametrize(
    ("case", "level"),
    [
        (Case(Decimal(100), Decimal(300), 4), 1),
        (Case(Decimal(101), Decimal(300), 4), 2),
        (Case(Decimal(101), Decimal(300), 4, Security.COVERED), 1),
        (Case(Decimal(100), Decimal(301), 4), 2),
        (Case(Decimal(100), Decimal(300), 5), 2),
        (Case(Decimal(100), Decimal(300), None), 4),
        (Case(Decimal(10), Decimal(10), 1, exceptions=frozenset({"term"})), 2),
        (Case(Decimal(10), Decimal(10), 1, exceptions=frozenset({"dsti"})), 3),
        (Case(Decimal(10), Decimal(10), 1, exceptions=frozenset({"branch"})), 4),
        (Case(Decimal(10), Decimal(10), 1, is_insider=True), 4),
        (Case(Decimal(10), Decimal(10), 1, is_override=True), 2),
        (Case(Decimal(99999), Decimal(99999), 9, is_override=True), 4),
        # Above who asks to set the score aside; his level alone lifts nothing.
        (Case(Decimal(10), Decimal(10), 1, is_override=True, asked_level=1), 2),
        (Case(Decimal(10), Decimal(10), 1, is_override=True, asked_level=2), 3),
        (Case(Decimal(10), Decimal(10), 1, is_override=True, asked_level=4), 4),
        (Case(Decimal(10), Decimal(10), 1, asked_level=3), 1),
        # No lower than the decision that fell, and the matrix may have changed since.
        (Case(Decimal(10), Decimal(10), 1, fallen_level=3), 3),
        (Case(Decimal(600), Decimal(600), 5, fallen_level=1), 2),
        (Case(Decimal(10), Decimal(10), 1, fallen_level=9), 4),
    ],
)
def test_who_decides(case, level):
    assert required_level(MATRIX, case).level == level


def test_each_level_too_low_says_why():
    required = required_level(MATRIX, Case(Decimal(600), Decimal(600), 5))
    assert required.too_low == (
        TooLow(1, (Axis.SUM, Axis.EXPOSURE, Axis.RATING)),
        TooLow(1, (Axis.SUM, Axis.EXPOSURE, Axis.RATING, Axis.SECURITY)),
    )
    fallen = required_level(MATRIX, Case(Decimal(10), Decimal(10), 1, fallen_level=3))
    assert [(row.level, row.axes) for row in fallen.too_low] == [
        (1, (Axis.FALLEN,)),
        (1, (Axis.SECURITY, Axis.FALLEN)),
        (2, (Axis.FALLEN,)),
    ]
    insider = required_level(MATRIX, Case(Decimal(9), Decimal(9), 1, is_insider=True))
    assert all(Axis.INSIDER in row.axes for row in insider.too_low)


def test_the_sum_is_part_of_the_exposure():
    with pytest.raises(AuthorityError, match="part of the exposure"):
        Case(Decimal(100), Decimal(99), 1)


def test_a_matrix_leaves_nobody_without_a_decider():
    with pytest.raises(AuthorityError):
        required_level(MATRIX[:-1], Case(Decimal(1), Decimal(1), 1))


cases = st.builds(
    lambda amount, others, *rest: Case(amount, amount + others, *rest),
    st.integers(1, 20000).map(Decimal),
    st.integers(0, 20000).map(Decimal),
    st.none() | st.integers(1, 10),
    st.sampled_from(Security),
    st.frozensets(st.sampled_from(["term", "dsti", "branch"])),
    st.booleans(),
    st.booleans(),
)


@given(cases, st.integers(0, 5000))
def test_more_risk_never_goes_to_a_lower_level(case, more):
    level = required_level(MATRIX, case).level
    for worse in (
        replace(case, amount=case.amount + more, exposure=case.exposure + more),
        replace(case, exposure=case.exposure + more),
        replace(case, rating=None),
        replace(case, security=Security.NONE),
        replace(case, is_override=True),
        replace(case, is_override=True, asked_level=2),
        replace(case, fallen_level=2),
        replace(case, is_insider=True),
    ):
        assert required_level(MATRIX, worse).level >= level


PEOPLE = People(
    entered=frozenset({1, 2}),
    participants=frozenset({3}),
    related=frozenset({4}),
    decided=frozenset({5}),
    asked=frozenset({6}),
)


@pytest.mark.parametrize(
    ("decider", "found"),
    [
        (Decider(9, 3), ()),
        (Decider(9, 2), (Hindrance.LEVEL,)),
        (Decider(1, 3), (Hindrance.ENTERED,)),
        (Decider(3, 3), (Hindrance.PARTICIPANT,)),
        (Decider(4, 3), (Hindrance.RELATED,)),
        (Decider(5, 3), (Hindrance.DECIDED_BEFORE,)),
        (Decider(6, 3), (Hindrance.ASKED,)),
        (Decider(9, 3, stands_in_for=2), (Hindrance.DELEGATED_BY_ONE_BARRED,)),
        (Decider(9, 3, stands_in_for=8), ()),
    ],
)
def test_four_eyes(decider, found):
    assert hindrances(decider, PEOPLE, required=3) == found


def test_an_override_takes_a_reason_and_a_higher_one():
    assert Override(1, 1, 2, 2, "Deposit of 2 m with us").agreed_by == 2
    for wrong in ((1, 1, 2, 2, " "), (1, 1, 2, 1, "x"), (1, 1, 1, 2, "x")):
        with pytest.raises(OverrideError):
            Override(*wrong)


def test_overrides_are_counted_by_underwriter():
    decided = [(1, True, True)] * 7 + [(1, False, True)] * 2 + [(1, True, False)]
    decided += [(2, False, True), (2, True, True)]
    first, second = override_rates(decided)
    assert (first.underwriter, first.share) == (2, Decimal("0.5"))
    assert (second.scored, second.upward, second.downward) == (10, 2, 1)
    assert second.share == Decimal("0.3")


# Burden

POLICY = Policy(
    accepted={
        (IncomeKind.SALARY, Evidence.REGISTER): Decimal(1),
        (IncomeKind.RENT, Evidence.DECLARED): Decimal("0.5"),
        (IncomeKind.BUSINESS, Evidence.REGISTER): Decimal("0.7"),
    },
    most_dsti=Decimal("0.5"),
    living=Decimal(3000),
)
INCOMES = [
    Income(IncomeKind.SALARY, Decimal(30000), evidence=Evidence.REGISTER),
    Income(IncomeKind.BUSINESS, Decimal(120000), Period.YEAR, Evidence.REGISTER),
    Income(IncomeKind.RENT, Decimal(9000), Period.QUARTER),
    Income(IncomeKind.OTHER, Decimal(50000)),
]
DEBTS = [
    Debt(DebtKind.LOAN, Decimal(80000), Decimal(4000), is_repaid=True),
    Debt(DebtKind.CARD, Decimal(1000), limit=Decimal(40000)),
    Debt(DebtKind.LOAN, Decimal(20000), Decimal("1850")),
]


def test_the_burden_of_a_month():
    found = burden(
        INCOMES, [Expense("school", Decimal(24000), Period.YEAR)], DEBTS, POLICY,
        payment=Decimal(7700), amount=Decimal(150000), persons=2,
    )  # fmt: skip
    # 30000 + 0.7 x 10000 + 0.5 x 3000; other income, not shown, counts nothing.
    assert found.income == 38500
    assert found.living == 6000
    # 4000 + 5 % of 40000 + 1850; then without the 4000 and with 7700.
    assert (found.payments_before, found.payments_after) == (7850, 11550)
    assert found.dsti_after == Decimal("0.3")
    assert (found.debt_before, found.debt_after) == (101000, 171000)
    # 171000 / (12 x 38500)
    assert found.dti_after.quantize(Decimal("0.0001")) == Decimal("0.3701")
    assert found.left_over == 20950


def test_each_figure_has_its_lines():
    lines = burden(INCOMES, [], DEBTS, POLICY).lines
    assert (
        Line(LineKind.INCOME, "business", Decimal(10000), Decimal("0.7"), Decimal(7000))
        in lines
    )
    assert (
        Line(LineKind.LIVING, "norm", Decimal(3000), Decimal(1), Decimal(3000)) in lines
    )
    assert [line.kind for line in lines].count(LineKind.PAYMENT) == 2


def test_without_income_there_is_no_ratio():
    found = burden([], [], DEBTS, POLICY)
    assert (found.dsti_before, found.dti_after) == (None, None)
    assert payment_room(found, POLICY) == (0, Bound.NO_INCOME)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Income(IncomeKind.RENT, Decimal(-1)),
        lambda: Debt(DebtKind.LOAN, Decimal(1), Decimal(-1)),
        lambda: Policy({}, Decimal(0)),
        lambda: Policy({}, Decimal(1), card_share=Decimal("1.01")),
    ],
)
def test_bad_figures_are_refused(wrong):
    with pytest.raises(AffordabilityError):
        wrong()


def two_months(amount):
    return loan(
        amount, Decimal("0.12"), 2, date(2026, 1, 1),
        interest=InterestRule(per_period=Fraction(1, 12)),
    )  # fmt: skip


def salary_of(amount):
    return burden(
        [Income(IncomeKind.SALARY, Decimal(amount), evidence=Evidence.REGISTER)],
        [], [], replace(POLICY, living=Decimal(0)),
    )  # fmt: skip


def test_the_largest_loan_by_hand():
    # 1000 at 1 % a month in two: 1020.10 / 2.01 = 507.51; half of 1015.02 is that room.
    found = largest_loan(
        salary_of("1015.02"), POLICY, two_months, most=Decimal(5000), step=Decimal(1)
    )
    assert (found.amount, found.payment) == (1000, Decimal("507.51"))
    assert found.bound is Bound.DSTI


def test_the_largest_loan_in_another_currency_by_hand():
    # The loan above in a currency of 40: of forty times the income the same 1000 of it,
    # whose instalment of 507.51 is 20300.40 here.
    found = largest_loan(
        salary_of("40600.80"),
        POLICY,
        two_months,
        most=Decimal(5000),
        step=Decimal(1),
        unit=Decimal(40),
    )
    assert (found.amount, found.payment) == (1000, Decimal("20300.40"))
    assert (found.room, found.bound) == (Decimal("20300.40"), Bound.DSTI)
    # A year's income of 487209.60 x 0.05 = 24360.48, which is 609.01 at 40.
    by_debt = largest_loan(
        salary_of("40600.80"),
        replace(POLICY, most_dti=Decimal("0.05")),
        two_months,
        most=Decimal(900),
        unit=Decimal(40),
    )
    assert (by_debt.amount, by_debt.bound) == (600, Bound.DTI)
    with pytest.raises(AffordabilityError):
        largest_loan(
            salary_of("1"), POLICY, two_months, most=Decimal(1), unit=Decimal(0)
        )


def test_what_a_household_lives_on_may_bind_before_the_cap():
    income = Income(IncomeKind.SALARY, Decimal("1015.02"), evidence=Evidence.REGISTER)
    before = burden([income], [], [], replace(POLICY, living=Decimal(600)))
    found = largest_loan(
        before, POLICY, two_months, most=Decimal(5000), step=Decimal(1)
    )
    # 1015.02 - 600; 817 x 1.0201 / 2.01 = 414.64, and of 818 it would be 415.14.
    assert (found.room, found.bound) == (Decimal("415.02"), Bound.LIVING)
    assert (found.amount, found.payment) == (817, Decimal("414.64"))


@pytest.mark.parametrize(
    ("most", "most_dti", "amount", "bound"),
    [
        (Decimal(900), None, 900, Bound.ASKED),
        # A year's income of 12180.24 x 0.05 = 609.01
        (Decimal(900), Decimal("0.05"), 600, Bound.DTI),
        (Decimal(50), None, 0, Bound.ASKED),
    ],
)
def test_what_holds_the_loan(most, most_dti, amount, bound):
    policy = replace(POLICY, most_dti=most_dti)
    found = largest_loan(salary_of("1015.02"), policy, two_months, most=most)
    assert (found.amount, found.bound) == (amount, bound)


@given(st.integers(0, 5000), st.integers(0, 4000))
def test_the_largest_loan_fits_and_one_step_more_does_not(income, most):
    found = largest_loan(
        salary_of(income), POLICY, two_months, most=Decimal(most), step=Decimal(10)
    )
    assert found.payment <= found.room
    more = found.amount + 10
    payment = max(line.total for line in build_schedule(two_months(more)).instalments)
    assert payment > found.room or more > most


# Cost sheet


def test_the_cost_sheet_by_hand():
    schedule = build_schedule(
        loan(
            Decimal(1000), Decimal("0.10"), 1, date(2024, 1, 1), date(2025, 1, 1),
            frequency=Frequency(Unit.YEAR), interest=InterestRule(per_period=Fraction(1)),
        )
    )  # fmt: skip
    costs = [
        ThirdPartyCost(date(2024, 1, 1), Payee.INSURER, Decimal(50)),
        ThirdPartyCost(date(2024, 1, 1), Payee.NOTARY, Decimal(30)),
        ThirdPartyCost(date(2024, 1, 1), Payee.OTHER, Decimal(5), is_required=False),
    ]
    sheet = cost_sheet(schedule, costs)
    assert (sheet.interest, sheet.fees, sheet.third_party) == (100, 0, 50)
    assert (sheet.total_cost, sheet.total_payable, sheet.not_counted) == (150, 1150, 35)
    # 1100 / 950 - 1 = 15.789 %
    assert sheet.printed_rate == Decimal("15.79")


# Conditions

PRECEDENT = Condition(1, Kind.PRECEDENT, set_by=9)
FIRST_ONLY = Condition(2, Kind.PRECEDENT, set_by=9, tranches=frozenset({1}))
AFTER = Condition(
    3, Kind.SUBSEQUENT, set_by=9, due=DAY, owner=7,
    consequence=Consequence.STOPS_TRANCHES,
)  # fmt: skip
NEXT_DAY = date(2026, 3, 3)


def test_which_tranche_may_go_and_why_not():
    assert may_go([1, 2], [FIRST_ONLY, AFTER], DAY) == (2,)
    assert may_go([1, 2], [PRECEDENT], DAY) == ()
    assert [block.why for block in blocks_of(2, [FIRST_ONLY, AFTER], NEXT_DAY)] == [
        Why.OVERDUE
    ]
    fined = replace(AFTER, consequence=Consequence.FINE)
    assert may_go([2], [fined], NEXT_DAY) == (2,)


def test_loan_administration_meets_a_condition():
    met = meet(PRECEDENT, Checker(4, is_administration=True), DAY, evidence=77)
    assert (met.status, met.settled_by, met.evidence) == (Status.MET, 4, 77)
    assert may_go([1], [met], DAY) == (1,)
    for checker in (Checker(4, False), Checker(4, True, is_manager=True)):
        with pytest.raises(ConditionError, match="loan administration"):
            meet(PRECEDENT, checker, DAY, evidence=77)
    with pytest.raises(ConditionError, match="settled"):
        meet(met, Checker(4, True), DAY, evidence=78)


def test_only_the_body_that_set_it_waives():
    waived = waive(PRECEDENT, 9, DAY, decision=55)
    assert (waived.status, waived.evidence) == (Status.WAIVED, 55)
    with pytest.raises(ConditionError, match="who set"):
        waive(PRECEDENT, 8, DAY, decision=55)


def test_a_subsequent_condition_is_whole():
    with pytest.raises(ConditionError):
        Condition(1, Kind.SUBSEQUENT, 9, due=DAY, owner=7)


@pytest.mark.parametrize(
    ("months", "today", "shown"),
    [
        # Six months of 1000.
        (range(1, 7), date(2026, 7, 1), Decimal(1000)),
        # It began in April: three months of three.
        ((4, 5, 6), date(2026, 7, 31), Decimal(1000)),
        # It stopped after April: four months of six.
        ((1, 2, 3, 4), date(2026, 7, 1), Decimal("666.67")),
        ((5, 6), date(2026, 7, 1), None),
        # The month that is not over says nothing yet.
        ((5, 6, 7), date(2026, 7, 31), None),
        ((), date(2026, 7, 1), None),
    ],
)
def test_what_our_accounts_show_of_a_salary(months, today, shown):
    received = {date(2026, month, 1): Decimal(1000) for month in months}
    assert shown_salary(received, today) == shown
