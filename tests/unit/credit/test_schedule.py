"""Schedules: figures by hand or from a source, and what holds for every loan."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.day_count import DayCount
from odoo.addons.bank_crm_credit.domain.due_dates import (
    BusinessCalendar,
    Frequency,
    Shift,
    Unit,
)
from odoo.addons.bank_crm_credit.domain.fees import Fee, FeeBase
from odoo.addons.bank_crm_credit.domain.interest import (
    InterestRule,
    RateChange,
    RateKind,
    floating_rates,
)
from odoo.addons.bank_crm_credit.domain.money import CENT, Mode, Rounding
from odoo.addons.bank_crm_credit.domain.schedule_builder import (
    ScheduleError,
    build_schedule,
)
from odoo.addons.bank_crm_credit.domain.terms import (
    Drawdown,
    InterestBase,
    LoanTerms,
    Method,
    Roundings,
    TermsError,
    loan,
    seasonal,
    step_up,
)

DAY = date(2024, 1, 1)
TWELFTHS = InterestRule(per_period=Fraction(1, 12))
RATE = Decimal("0.12")
principals = st.decimals(Decimal(100), Decimal(10_000_000), places=2)
rates = st.decimals(Decimal(0), Decimal("0.6"), places=4)
numbers = st.integers(1, 120)
methods = st.sampled_from([Method.ANNUITY, Method.DIFFERENTIATED, Method.BULLET])
day_counts = st.sampled_from(sorted(set(DayCount)))
days = st.dates(date(2000, 1, 1), date(2030, 12, 31))


def column(schedule, name):
    return [str(getattr(line, name)) for line in schedule.instalments]


# Figures by hand


def test_an_annuity_of_two_months():
    # 1000 / (1/1.01 + 1/1.01^2) = 507.512...
    schedule = build_schedule(loan(Decimal(1000), RATE, 2, DAY, interest=TWELFTHS))
    assert column(schedule, "payment") == ["507.51", "507.51"]
    assert column(schedule, "interest") == ["10.00", "5.02"]
    assert column(schedule, "closing") == ["502.49", "0.00"]


def test_equal_parts_of_principal():
    terms = loan(
        Decimal(1000), RATE, 3, DAY, interest=TWELFTHS, method=Method.DIFFERENTIATED
    )
    schedule = build_schedule(terms)
    assert column(schedule, "principal") == ["333.33", "333.33", "333.34"]
    assert column(schedule, "interest") == ["10.00", "6.67", "3.33"]


def test_principal_at_the_end_with_interest_on_the_way():
    terms = loan(Decimal(1000), RATE, 3, DAY, interest=TWELFTHS, method=Method.BULLET)
    schedule = build_schedule(terms)
    assert column(schedule, "payment") == ["10.00", "10.00", "1010.00"]


def test_principal_and_interest_at_the_end():
    terms = loan(
        Decimal(1000),
        RATE,
        3,
        DAY,
        interest=TWELFTHS,
        method=Method.BULLET,
        interest_grace=2,
    )
    assert column(build_schedule(terms), "payment") == ["0", "0", "1030.00"]


def test_grace_on_principal():
    terms = loan(Decimal(1000), RATE, 4, DAY, interest=TWELFTHS, principal_grace=2)
    schedule = build_schedule(terms)
    # Two months of interest only, then the annuity of two months above.
    assert column(schedule, "payment") == ["10.00", "10.00", "507.51", "507.51"]


def test_grace_on_interest_is_paid_after_it():
    terms = loan(
        Decimal(1000),
        RATE,
        3,
        DAY,
        interest=TWELFTHS,
        principal_grace=1,
        interest_grace=1,
    )
    schedule = build_schedule(terms)
    assert column(schedule, "interest") == ["0", "20.00", "5.02"]
    assert column(schedule, "principal") == ["0", "497.51", "502.49"]


def test_grace_on_interest_joins_the_principal():
    terms = loan(
        Decimal(1000),
        RATE,
        2,
        DAY,
        interest=TWELFTHS,
        principal_grace=1,
        interest_grace=1,
        is_grace_capitalised=True,
    )
    schedule = build_schedule(terms)
    assert column(schedule, "capitalised") == ["10.00", "0"]
    assert column(schedule, "payment") == ["0", "1020.10"]


def test_a_balloon_is_left_for_the_last_instalment():
    terms = loan(Decimal(1000), RATE, 2, DAY, interest=TWELFTHS, balloon=Decimal(400))
    schedule = build_schedule(terms)
    # x = (1000 * 1.0201 - 400) / 2.01 = 308.51
    assert column(schedule, "payment") == ["308.51", "708.50"]


def test_a_loan_calculated_over_thirty_years_and_due_in_fifteen():
    # European Commission / Soto 2015, example 7: instalment 1199.10, balance 142 097.69
    # from unrounded instalments; ours are rounded, so a few cents apart.
    terms = loan(
        Decimal(200_000),
        Decimal("0.06"),
        180,
        DAY,
        interest=TWELFTHS,
        amortise_over=360,
    )
    lines = build_schedule(terms).instalments
    assert lines[0].payment == Decimal("1199.10")
    assert abs(lines[-1].principal - (Decimal("142097.69") + 485)) < 5


def test_instalments_that_step_up():
    # Soto 2015, example 9: the first 1130.33, each year 3 % more, the last 1982.05.
    terms = loan(
        Decimal(200_000),
        Decimal("0.06"),
        240,
        DAY,
        interest=TWELFTHS,
        weights=step_up(Decimal("1.03"), 12, 240),
    )
    lines = build_schedule(terms).instalments
    assert lines[0].payment == Decimal("1130.33")
    assert lines[12].payment == Decimal("1164.24")
    # From the rounded first instalment; the source goes on from the unrounded one.
    assert abs(lines[-2].payment - Decimal("1982.05")) <= CENT


def test_an_agreed_instalment_until_all_is_repaid():
    # Soto 2015, example 11: 1500 a month, 221 months, the last 407.70 (unrounded).
    terms = loan(
        Decimal(200_000),
        Decimal("0.06"),
        400,
        DAY,
        interest=TWELFTHS,
        fixed_instalment=Decimal(1500),
    )
    lines = build_schedule(terms).instalments
    assert len(lines) == 221
    assert abs(lines[-1].payment - Decimal("407.70")) < Decimal("0.5")


def test_a_card_paid_by_its_minimum():
    # Soto 2015, example 15: 2 % of the balance with interest, at least 300; 228 months.
    terms = loan(
        Decimal(200_000),
        Decimal("0.06"),
        400,
        DAY,
        interest=TWELFTHS,
        method=Method.MINIMUM,
        minimum_share=Decimal("0.02"),
        minimum_amount=Decimal(300),
    )
    lines = build_schedule(terms).instalments
    assert lines[0].payment == Decimal("4020.00")
    assert len(lines) == 228
    assert abs(lines[-1].payment - Decimal("274.76")) < Decimal("0.5")


def test_a_farmer_pays_principal_after_the_harvest():
    first = date(2024, 7, 15)
    terms = loan(
        Decimal(900),
        RATE,
        6,
        date(2024, 6, 15),
        first,
        interest=TWELFTHS,
        method=Method.DIFFERENTIATED,
        weights=seasonal(first, (9, 10, 11), 6),
    )
    schedule = build_schedule(terms)
    # Repaid with the fifth: a sixth instalment would be of nothing.
    assert column(schedule, "principal") == ["0", "0", "300.00", "300.00", "300.00"]
    assert column(schedule, "interest") == ["9.00", "9.00", "9.00", "6.00", "3.00"]


def test_a_rate_that_changes_is_counted_from_its_day():
    terms = LoanTerms(
        drawdowns=(Drawdown(DAY, Decimal(1000)),),
        rates=(RateChange(DAY, Decimal("0.10")), RateChange(date(2024, 1, 11), RATE)),
        instalments=1,
        first_due=date(2024, 1, 31),
        interest=InterestRule(DayCount.ACT_365F),
    )
    # 1000 x (0.10 x 10 + 0.12 x 20) / 365 = 9.315
    assert column(build_schedule(terms), "interest") == ["9.32"]


def test_a_floating_rate_makes_the_instalment_anew():
    fixings = [(DAY, Decimal("0.03")), (date(2024, 2, 1), Decimal("0.15"))]
    terms = LoanTerms(
        drawdowns=(Drawdown(DAY, Decimal(1000)),),
        rates=floating_rates(fixings, Decimal("0.09"), cap=Decimal("0.18")),
        instalments=2,
        first_due=date(2024, 2, 1),
        interest=TWELFTHS,
    )
    schedule = build_schedule(terms)
    # The second month is at the cap of 18 %: 502.49 x 1.015 = 510.03.
    assert column(schedule, "payment") == ["507.51", "510.03"]


def test_a_tranche_bears_interest_from_its_day():
    terms = LoanTerms(
        drawdowns=(
            Drawdown(DAY, Decimal(1000)),
            Drawdown(date(2024, 1, 11), Decimal(500)),
        ),
        rates=(RateChange(DAY, Decimal("0.365")),),
        instalments=2,
        first_due=date(2024, 1, 31),
        due_day=31,
        method=Method.DIFFERENTIATED,
        interest=InterestRule(DayCount.ACT_365F),
    )
    schedule = build_schedule(terms)
    # By day one thousandth: 10 x 1 + 20 x 1.5 = 40; then 29 days of 750.
    assert column(schedule, "interest") == ["40.00", "21.75"]
    assert column(schedule, "principal") == ["750.00", "750.00"]


def test_a_long_first_period_bears_its_days():
    # Soto 2015, example 2: signed on 12 January, the first instalment on 15 February.
    rule = InterestRule(DayCount.EU_2008_48)
    terms = loan(
        Decimal(200_000),
        Decimal("0.06"),
        240,
        date(2012, 1, 12),
        date(2012, 2, 15),
        interest=rule,
    )
    first = build_schedule(terms).instalments[0]
    assert (first.payment, first.interest) == (Decimal("1433.57"), Decimal("1098.63"))


def test_an_irregular_last_period():
    terms = loan(
        Decimal(1000),
        Decimal("0.365"),
        2,
        DAY,
        method=Method.BULLET,
        last_due=date(2024, 2, 11),
    )
    assert column(build_schedule(terms), "interest") == ["31.00", "10.00"]


def test_the_31st_comes_back():
    schedule = build_schedule(loan(Decimal(300), Decimal(0), 3, date(2023, 12, 31)))
    assert column(schedule, "due") == ["2024-01-31", "2024-02-29", "2024-03-31"]


def test_a_due_date_leaves_a_sunday_with_its_interest_or_without():
    terms = {
        "principal": Decimal(1000),
        "annual_rate": Decimal("0.365"),
        "instalments": 1,
        "day": date(2026, 10, 29),
        "calendar": BusinessCalendar(),
        "shift": Shift.FOLLOWING,
    }
    with_interest = build_schedule(loan(**terms)).instalments[0]
    without = build_schedule(loan(**terms, is_shift_accrued=False)).instalments[0]
    assert with_interest.due == without.due == date(2026, 11, 30)
    assert (with_interest.interest, without.interest) == (Decimal(32), Decimal(31))


def test_flat_interest_is_on_the_first_sum():
    terms = loan(
        Decimal(1200), RATE, 12, DAY, interest=TWELFTHS, interest_base=InterestBase.FLAT
    )
    schedule = build_schedule(terms)
    assert set(column(schedule, "interest")) == {"12.00"}
    assert set(column(schedule, "principal")) == {"100.00"}


def test_an_effective_rate_compounds_to_its_year():
    # Soto 2015, example 31: 7 % a year effective, 30 000, equal principal: 169.62.
    rule = InterestRule(DayCount.EU_2008_48, RateKind.EFFECTIVE)
    terms = loan(
        Decimal(30_000),
        Decimal("0.07"),
        12,
        DAY,
        interest=rule,
        method=Method.DIFFERENTIATED,
    )
    assert build_schedule(terms).instalments[0].interest == Decimal("169.62")


def test_an_instalment_rounded_up_leaves_less_for_the_last():
    # Frappe Lending, test_loan: 280 000 at 8.4 %, 20 months, instalment up to 15 052.
    terms = loan(
        Decimal(280_000),
        Decimal("0.084"),
        20,
        DAY,
        interest=TWELFTHS,
        roundings=Roundings(instalment=Rounding(Decimal(1), Mode.UP)),
    )
    lines = build_schedule(terms).instalments
    assert lines[0].payment == 15052
    assert lines[-1].payment < 15052


def test_fees_of_each_kind():
    fees = (
        Fee("Opening", FeeBase.DRAWDOWN, share=Decimal("0.02")),
        Fee("Valuation", FeeBase.DATE, Decimal(50), day=date(2024, 1, 20)),
        Fee("Insurance", FeeBase.INSTALMENT, Decimal(12), every=2),
        Fee("Service", FeeBase.BALANCE, share=Decimal("0.001")),
        Fee("Commitment", FeeBase.UNDRAWN, share=Decimal("0.01"), last=1),
    )
    terms = loan(
        Decimal(1000),
        Decimal(0),
        2,
        DAY,
        method=Method.DIFFERENTIATED,
        fees=fees,
        credit_limit=Decimal(1500),
    )
    schedule = build_schedule(terms)
    # 12 + 1000/1000 + 500/100 = 18; 0 + 500/1000
    assert column(schedule, "fees") == ["18.00", "0.50"]
    assert [fee.amount for fee in schedule.one_off_fees] == [20, 50]
    assert schedule.total_cost == Decimal("88.50")
    assert sum(flow.amount for flow in schedule.flows()) == Decimal("-88.50")


# What is refused


@pytest.mark.parametrize(
    "changes",
    [
        {"instalments": 0},
        {"first_due": date(2023, 12, 31)},
        {"principal_grace": 2},
        {"interest_grace": 1},
        {"balloon": Decimal(2000)},
        {"weights": (Decimal(-1),)},
        {"weights": (Decimal(0),)},
        {"fixed_instalment": Decimal(0)},
        {"method": Method.MINIMUM},
        {"credit_limit": Decimal(1)},
        {"amortise_over": 1},
        {"due_day": 32},
        {"last_due": date(2024, 1, 15)},
    ],
)
def test_terms_that_contradict_themselves_are_refused(changes):
    values = {
        "principal": Decimal(1000),
        "annual_rate": RATE,
        "instalments": 2,
        "day": DAY,
    }
    with pytest.raises(TermsError):
        build_schedule(loan(**(values | changes)))


def test_an_instalment_below_its_interest_is_refused():
    terms = loan(
        Decimal(1000), RATE, 12, DAY, fixed_instalment=Decimal(9), interest=TWELFTHS
    )
    with pytest.raises(ScheduleError):
        build_schedule(terms)


# What holds for every loan


@given(
    principal=principals, rate=rates, number=numbers, method=methods, rule=day_counts,
    day=days,
)  # fmt: skip
def test_principal_is_repaid_exactly(principal, rate, number, method, rule, day):
    terms = loan(
        principal, rate, number, day, method=method, interest=InterestRule(rule)
    )
    lines = build_schedule(terms).instalments
    assert sum(line.principal for line in lines) == principal
    assert all(line.principal >= 0 and line.closing >= 0 for line in lines)
    assert all(line.interest >= 0 for line in lines)
    assert lines[-1].closing == 0


@given(principal=principals, rate=rates, number=st.integers(2, 120))
def test_a_line_follows_from_the_line_before(principal, rate, number):
    lines = build_schedule(loan(principal, rate, number, DAY)).instalments
    for before, after in pairwise(lines):
        assert (before.closing, before.end) == (after.opening, after.start)
    for line in lines:
        assert (
            line.opening + line.drawn + line.capitalised - line.principal
            == line.closing
        )


@given(principal=principals, rate=rates, number=numbers)
def test_the_level_instalment_is_the_closed_form(principal, rate, number):
    lines = build_schedule(
        loan(principal, rate, number, DAY, interest=TWELFTHS)
    ).instalments
    monthly = rate / 12
    if monthly:
        exact = principal * monthly / (1 - (1 + monthly) ** -number)
    else:
        exact = principal / number
    assert abs(lines[0].level - exact) <= CENT
    if number > 1:
        assert lines[0].payment == lines[0].level


@given(principal=principals, rate=rates, number=st.integers(2, 120))
def test_the_last_instalment_absorbs_what_rounding_leaves(principal, rate, number):
    lines = build_schedule(
        loan(principal, rate, number, DAY, interest=TWELFTHS)
    ).instalments
    assume(len(lines) == number)
    # Each instalment and each interest is off by half a cent at most, and what is off
    # grows with the loan: at no rate that is one cent an instalment.
    growth = 1 + rate / 12
    bound = sum((growth**place for place in range(number)), Decimal(0)) * CENT
    assert abs(lines[-1].payment - lines[0].level) <= bound


@given(
    principal=principals,
    rate=rates,
    number=st.integers(2, 60),
    drawn=st.lists(
        st.tuples(st.integers(1, 300), st.decimals(1, 10_000, places=2)), max_size=4
    ),
    changes=st.lists(st.tuples(st.integers(1, 300), rates), max_size=4),
    split=st.booleans(),
)
def test_tranches_and_rates_leave_nothing_behind(
    principal, rate, number, drawn, changes, split
):
    last = build_schedule(loan(principal, rate, number, DAY)).instalments[-1].due
    later = [
        Drawdown(DAY + timedelta(after), amount)
        for after, amount in drawn
        if DAY + timedelta(after) < last
    ]
    terms = LoanTerms(
        drawdowns=(Drawdown(DAY, principal), *later),
        rates=(
            RateChange(DAY, rate),
            *(
                RateChange(DAY + timedelta(after), one)
                for after, one in dict(changes).items()
            ),
        ),
        instalments=number,
        first_due=date(2024, 2, 1),
        roundings=Roundings(is_piecewise=split),
    )
    lines = build_schedule(terms).instalments
    assert sum(line.principal for line in lines) == terms.principal
    assert all(line.closing >= 0 for line in lines)


@given(principal=principals, rate=rates, weeks=st.integers(1, 4), number=numbers)
def test_weeks_too(principal, rate, weeks, number):
    frequency = Frequency(Unit.WEEK, weeks)
    lines = build_schedule(
        loan(principal, rate, number, DAY, frequency=frequency)
    ).instalments
    assert sum(line.principal for line in lines) == principal
    assert {(line.due - line.start).days for line in lines} == {7 * weeks}
