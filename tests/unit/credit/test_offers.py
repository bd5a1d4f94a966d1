"""Offers side by side: each figure by hand, and the same as what is then booked."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from odoo.addons.bank_crm_credit.domain.allocation import Component
from odoo.addons.bank_crm_credit.domain.contract import LoanContract
from odoo.addons.bank_crm_credit.domain.interest import InterestRule
from odoo.addons.bank_crm_credit.domain.offers import (
    Measure,
    OfferError,
    as_it_is,
    repaid_early,
    restructured,
)
from odoo.addons.bank_crm_credit.domain.operations import (
    EarlyRepayment,
    Kind,
    Operation,
    Restructuring,
)
from odoo.addons.bank_crm_credit.domain.replay import replay
from odoo.addons.bank_crm_credit.domain.terms import Method, loan

DAY = date(2024, 1, 1)
FEBRUARY = date(2024, 2, 1)
CONTRACT = LoanContract(
    loan(
        Decimal(1000),
        Decimal("0.12"),
        4,
        DAY,
        method=Method.DIFFERENTIATED,
        interest=InterestRule(per_period=Fraction(1, 12)),
    )
)
PAID_OUT = Operation(1, Kind.DISBURSE, DAY, Decimal(1000))
FIRST_PAID = Operation(2, Kind.REPAY, FEBRUARY, Decimal(260))
FREE = Measure(Decimal(0), monthly_income=Decimal(1000), other_payments=Decimal(100))


def test_as_it_is():
    offer = as_it_is(CONTRACT, [PAID_OUT], FEBRUARY, FREE)
    # Due 260.00; then 257.50, 255.00, 252.50.
    assert offer.due_now == 260
    assert [line.total for line in offer.instalments] == [
        Decimal("257.50"), Decimal("255.00"), Decimal("252.50"),
    ]  # fmt: skip
    assert (offer.total, offer.cost) == (1025, 25)
    assert offer.present_value == 1025
    assert offer.burden == Decimal("0.3575")


def test_a_bank_that_waits_gets_less():
    dear = Measure(Decimal("0.12"))
    offer = as_it_is(CONTRACT, [PAID_OUT, FIRST_PAID], FEBRUARY, dear)
    # 257.50 / 1.12^(29/365) + 255 / 1.12^(60/365) + 252.50 / 1.12^(90/365) = 751.03
    assert offer.present_value == Decimal("751.03")
    assert offer.burden is None


def test_three_offers_side_by_side():
    changes = (
        Restructuring(instalments=6, capitalise=frozenset(Component)),
        Restructuring(principal_holiday=2, capitalise=frozenset(Component)),
        Restructuring(annual_rate=Decimal("0.06"), capitalise=frozenset(Component)),
    )
    offers = [
        restructured(CONTRACT, [PAID_OUT], FEBRUARY, change, FREE) for change in changes
    ]
    # 1010 owed. Six parts of 168.33 with 10.10 first; two months of 10.10 alone and then
    # 1010 at once; three parts of 336.67 with 5.05.
    assert [offer.payment for offer in offers] == [
        Decimal("178.43"), Decimal("1020.10"), Decimal("341.72"),
    ]  # fmt: skip
    assert [len(offer.instalments) for offer in offers] == [6, 3, 3]
    assert all(offer.due_now == 0 for offer in offers)
    # 10 capitalised, and interest of 1010 and what is left of it.
    assert offers[1].cost == Decimal("40.30")


def test_early_repayment_shortened_and_reduced():
    operations = [PAID_OUT, FIRST_PAID]
    shorter, smaller = (
        repaid_early(CONTRACT, operations, FEBRUARY, Decimal(300), early, FREE)
        for early in (EarlyRepayment.SHORTEN, EarlyRepayment.REDUCE)
    )
    assert [line.total for line in shorter.instalments] == [
        Decimal("254.50"), Decimal("202.00"),
    ]  # fmt: skip
    assert [line.total for line in smaller.instalments] == [
        Decimal("154.50"), Decimal("153.00"), Decimal("151.50"),
    ]  # fmt: skip
    assert (shorter.cost, smaller.cost) == (Decimal("6.50"), Decimal("9.00"))


def test_an_offer_is_what_is_booked_then():
    change = Restructuring(instalments=6, capitalise=frozenset(Component))
    offer = restructured(CONTRACT, [PAID_OUT], FEBRUARY, change, FREE)
    booked = Operation(2, Kind.RESTRUCTURE, FEBRUARY, restructuring=change)
    assert offer.state == replay(CONTRACT, [PAID_OUT, booked], FEBRUARY)


def test_what_cannot_be_offered_is_refused():
    paid = Operation(
        2, Kind.REPAY, FEBRUARY, Decimal(1010), early=EarlyRepayment.REDUCE
    )
    with pytest.raises(OfferError):
        as_it_is(CONTRACT, [PAID_OUT, paid], FEBRUARY, FREE)
    with pytest.raises(OfferError):
        repaid_early(
            CONTRACT, [PAID_OUT], FEBRUARY, Decimal(1011), EarlyRepayment.REDUCE, FREE
        )
