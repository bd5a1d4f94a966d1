"""Annual rates: by hand, by definition, and proven."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.apr import (
    AnnualRateError,
    UnitPeriods,
    as_percent,
    effective_rate,
    eu_apr,
    flow_times,
    irr,
    reg_z_apr,
    unit_periods,
    unit_periods_a_year,
    xirr,
)
from odoo.addons.bank_crm_credit.domain.due_dates import Frequency, Unit, add_months
from odoo.addons.bank_crm_credit.domain.fees import Fee, FeeBase
from odoo.addons.bank_crm_credit.domain.flows import Flow
from odoo.addons.bank_crm_credit.domain.interest import InterestRule
from odoo.addons.bank_crm_credit.domain.roots import TOLERANCE, is_proven
from odoo.addons.bank_crm_credit.domain.schedule_builder import build_schedule
from odoo.addons.bank_crm_credit.domain.terms import loan

DAY = date(2024, 1, 1)
principals = st.decimals(Decimal(100), Decimal(1_000_000), places=2)


def exact_value(points, rate):
    """The present value in forty digits: an oracle without floating point."""
    growth = 1 + rate
    return sum(
        amount * growth ** -(Decimal(years.numerator) / years.denominator)
        for years, amount in points
    )


def test_a_mortgage_of_the_commission():
    # Soto 2015, example 1: 200 000 at 6 %, 240 months, a fee of 2 %: 6.4 %.
    rule = InterestRule(per_period=Fraction(1, 12))
    fee = Fee("Opening", FeeBase.DRAWDOWN, share=Decimal("0.02"))
    terms = loan(
        Decimal(200_000), Decimal("0.06"), 240, DAY, interest=rule, fees=(fee,)
    )
    rate = eu_apr(build_schedule(terms).flows())
    assert as_percent(rate, 1) == Decimal("6.4")
    assert abs(rate - Decimal("0.06434412")) < Decimal("0.0000002")


def test_a_loan_without_cost_costs_nothing():
    rate = eu_apr(build_schedule(loan(Decimal(1200), Decimal(0), 12, DAY)).flows())
    assert rate == 0


def test_a_cost_before_the_money_counts_with_its_time():
    flows = [
        Flow(date(2023, 1, 1), Decimal(-100)),
        Flow(DAY, Decimal(1100)),
        Flow(date(2025, 1, 1), Decimal(-1100)),
    ]
    # 100 y + 1100 / y = 1100 for y = 1 + x: y = (11 - sqrt(77)) / 2 = 1.11252
    assert as_percent(eu_apr(flows), 2) == Decimal("11.25")


def test_money_that_is_never_drawn_or_never_paid_has_no_rate():
    with pytest.raises(AnnualRateError):
        eu_apr([Flow(DAY, Decimal(-5))])
    with pytest.raises(AnnualRateError):
        eu_apr([Flow(DAY, Decimal(5))])
    assert xirr([]) is None
    assert irr([Decimal(1), Decimal(2)]) is None


def test_regulation_z_is_nominal():
    # 12 CFR 1026 Appendix J (c)(1)(i): 5000 for 24 payments of 230 is 9.69 %.
    payments = [(UnitPeriods(month), Decimal(230)) for month in range(1, 25)]
    rate = reg_z_apr([(UnitPeriods(0), Decimal(5000))], payments, Fraction(12))
    assert as_percent(rate) == Decimal("9.69")


def test_unit_periods_are_counted_back_from_the_payment():
    # Appendix J (c)(1)(ii): advance 10 February, first payment 1 April.
    assert unit_periods(date(1978, 2, 10), date(1978, 4, 1), Frequency()) == (
        UnitPeriods(1, Fraction(19, 30))
    )
    two_weeks = Frequency(Unit.WEEK, 2)
    assert unit_periods(date(1978, 4, 3), date(1978, 4, 11), two_weeks) == (
        UnitPeriods(0, Fraction(8, 14))
    )
    assert unit_periods_a_year(two_weeks) == 26


@given(
    principal=principals,
    rate=st.decimals(Decimal(0), Decimal("0.9"), places=4),
    number=st.integers(1, 60),
    fee=st.decimals(Decimal("0.001"), Decimal("0.2"), places=3),
)
def test_a_rate_is_proven_by_a_change_of_sign(principal, rate, number, fee):
    terms = loan(
        principal,
        rate,
        number,
        DAY,
        fees=(Fee("Opening", FeeBase.DRAWDOWN, share=fee),),
    )
    points = flow_times(build_schedule(terms).flows())
    found = effective_rate(points)
    assert is_proven([(float(t), float(a)) for t, a in points], float(found))
    below, above = (
        exact_value(points, found + Decimal(TOLERANCE) * s) for s in (-1, 1)
    )
    assert below < 0 < above


@given(
    rate=st.decimals(Decimal("0.001"), Decimal(5), places=3), months=st.integers(1, 120)
)
def test_a_bullet_gives_its_own_rate_back(rate, months):
    paid = (1 + rate) ** (Decimal(months) / 12)
    flows = [Flow(DAY, Decimal(1)), Flow(add_months(DAY, months), -paid)]
    assert abs(eu_apr(flows) - rate) < Decimal("1e-9")


@given(
    principal=principals,
    rate=st.decimals(Decimal("0.01"), Decimal("0.5"), places=3),
    number=st.integers(2, 36),
)
def test_a_fee_makes_a_loan_dearer(principal, rate, number):
    plain = loan(principal, rate, number, DAY)
    fee = Fee("Opening", FeeBase.DRAWDOWN, share=Decimal("0.01"))
    dear = loan(principal, rate, number, DAY, fees=(fee,))
    assert eu_apr(build_schedule(plain).flows()) < eu_apr(build_schedule(dear).flows())
