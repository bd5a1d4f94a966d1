"""The ledger of a loan: each figure by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from odoo.addons.bank_crm_credit.domain.allocation import UKRAINE_CONSUMER, Component
from odoo.addons.bank_crm_credit.domain.contract import ContractError, LoanContract
from odoo.addons.bank_crm_credit.domain.day_count import DayCount
from odoo.addons.bank_crm_credit.domain.due_dates import BusinessCalendar, Shift
from odoo.addons.bank_crm_credit.domain.fees import Fee, FeeBase
from odoo.addons.bank_crm_credit.domain.interest import InterestRule
from odoo.addons.bank_crm_credit.domain.ledger import LedgerError
from odoo.addons.bank_crm_credit.domain.operations import (
    EarlyRepayment,
    Kind,
    Operation,
    OperationError,
    Restructuring,
)
from odoo.addons.bank_crm_credit.domain.penalty import PenaltyKind, PenaltyRule
from odoo.addons.bank_crm_credit.domain.postings import Account, Rule
from odoo.addons.bank_crm_credit.domain.replay import LoanHistory, replay
from odoo.addons.bank_crm_credit.domain.terms import InterestBase, Method, loan

PRINCIPAL, INTEREST = Component.PRINCIPAL, Component.INTEREST
FEE, PENALTY = Component.FEE, Component.PENALTY
DAY = date(2024, 1, 1)
FEBRUARY, MARCH, APRIL = (date(2024, month, 1) for month in (2, 3, 4))
TWELFTHS = InterestRule(per_period=Fraction(1, 12))
# One thousandth a day.
BY_DAY = {"annual_rate": Decimal("0.365"), "interest": InterestRule(DayCount.ACT_365F)}
HALVES = {"annual_rate": Decimal("0.12"), "interest": TWELFTHS}
PAID_OUT = Operation(1, Kind.DISBURSE, DAY, Decimal(1000))


def contract(instalments=4, more=None, **terms):
    values = {"method": Method.DIFFERENTIATED, **HALVES} | terms
    return LoanContract(
        loan(Decimal(1000), values.pop("annual_rate"), instalments, DAY, **values),
        **(more or {}),
    )


def repaid(number, day, amount, early=EarlyRepayment.HOLD):
    return Operation(number, Kind.REPAY, day, Decimal(amount), early=early)


def due(state):
    return {str(one): int(sum_) for one, sum_ in state.due.items() if sum_}


def test_an_instalment_falls_due_on_its_day_and_is_late_on_the_next():
    state = replay(contract(), [PAID_OUT], FEBRUARY)
    assert due(state) == {"principal": 250, "interest": 10}
    assert (state.overdue_total, state.days_past_due) == (0, 0)
    state = replay(contract(), [PAID_OUT], date(2024, 2, 2))
    assert (state.overdue_total, state.days_past_due) == (260, 1)
    assert state.oldest_due == FEBRUARY


def test_what_is_paid_on_the_day_is_never_late():
    state = replay(contract(), [PAID_OUT, repaid(2, FEBRUARY, 260)], date(2024, 2, 20))
    assert (due(state), state.days_past_due) == ({}, 0)
    assert state.principal == 750


def test_a_part_payment_does_not_move_the_oldest_day():
    operations = [PAID_OUT, repaid(2, date(2024, 2, 10), 200)]
    state = replay(contract(), operations, date(2024, 2, 20))
    assert state.days_past_due == 19
    assert due(state) == {"principal": 60}


def test_interest_accrues_by_day_on_what_is_really_owed():
    terms = contract(1, **BY_DAY, first_due=date(2024, 3, 1))
    state = replay(terms, [PAID_OUT], date(2024, 1, 11))
    assert state.accrued_interest == Decimal("10.00")
    early = repaid(2, date(2024, 1, 11), 510, EarlyRepayment.REDUCE)
    # 10.00 of interest to the day, 500 of principal; 50 days of 500 after it.
    state = replay(terms, [PAID_OUT, early], date(2024, 1, 31))
    assert (state.principal, state.accrued_interest) == (500, Decimal("10.00"))
    state = replay(terms, [PAID_OUT, early], MARCH)
    assert due(state) == {"principal": 500, "interest": 25}


def test_overdue_principal_goes_on_bearing_interest_or_not():
    for is_accrued, interest in ((True, "29.00"), (False, "14.50")):
        more = {"is_overdue_accrued": is_accrued}
        terms = contract(2, more, **BY_DAY)
        operations = [PAID_OUT, repaid(2, date(2024, 2, 1), 31)]
        state = replay(terms, operations, MARCH)
        assert state.due[INTEREST] == Decimal(interest)


def test_interest_goes_on_after_the_last_instalment():
    terms = contract(1, **BY_DAY)
    state = replay(terms, [PAID_OUT], date(2024, 2, 11))
    assert state.accrued_interest == Decimal("10.00")
    # January 31, February 29 days.
    assert replay(terms, [PAID_OUT], MARCH).due[INTEREST] == Decimal("60.00")


def test_interest_of_the_last_days_falls_due_though_all_principal_is_paid():
    operations = [PAID_OUT, repaid(2, date(2024, 2, 11), 1031)]
    state = replay(contract(1, **BY_DAY), operations, date(2024, 2, 20))
    assert (due(state), state.accrued_interest) == ({}, 10)
    assert due(replay(contract(1, **BY_DAY), operations, APRIL)) == {"interest": 10}


def test_drawn_again_a_loan_begins_anew():
    operations = [
        PAID_OUT,
        repaid(2, date(2024, 1, 11), 1010, EarlyRepayment.REDUCE),
        Operation(3, Kind.DISBURSE, date(2024, 1, 21), Decimal(500)),
    ]
    state = replay(contract(4, **BY_DAY), operations, FEBRUARY)
    # Eleven days of 500; four dates of the agreement are left for 500.
    assert due(state) == {"principal": 125, "interest": 5}
    assert state.due[INTEREST] == Decimal("5.50")


def test_a_new_rate_holds_for_what_is_overdue_after_the_end():
    change = Operation(
        2, Kind.RATE_CHANGE, date(2024, 2, 11), annual_rate=Decimal("0.730")
    )
    state = replay(contract(1, **BY_DAY), [PAID_OUT, change], MARCH)
    # January 31, ten days of February, and 19 at two thousandths.
    assert state.due[INTEREST] == Decimal("79.00")
    assert state.next_instalment is None


def test_money_too_early_is_held_and_taken_on_the_day():
    operations = [PAID_OUT, repaid(2, date(2024, 1, 20), 300)]
    state = replay(contract(), operations, date(2024, 1, 31))
    assert (state.advance, state.principal) == (300, 1000)
    state = replay(contract(), operations, FEBRUARY)
    assert (state.advance, due(state)) == (40, {})


def test_early_repayment_that_keeps_the_number():
    operations = [
        PAID_OUT,
        repaid(2, FEBRUARY, 260),
        repaid(3, FEBRUARY, 300, EarlyRepayment.REDUCE),
    ]
    state = replay(contract(), operations, FEBRUARY)
    lines = state.schedule.instalments
    assert [int(line.principal) for line in lines] == [150, 150, 150]
    assert len(state.schedules) == 2


def test_early_repayment_that_keeps_the_instalment():
    operations = [
        PAID_OUT,
        repaid(2, FEBRUARY, 260),
        repaid(3, FEBRUARY, 300, EarlyRepayment.SHORTEN),
    ]
    lines = replay(contract(), operations, FEBRUARY).schedule.instalments
    assert [int(line.principal) for line in lines] == [250, 200]
    assert [line.number for line in lines] == [2, 3]


def test_an_annuity_is_shortened_with_its_level():
    terms = contract(12, method=Method.ANNUITY)
    # 1000 x 0.01 / (1 - 1.01^-12) = 88.85
    operations = [
        PAID_OUT,
        repaid(2, FEBRUARY, "88.85"),
        repaid(3, FEBRUARY, 400, EarlyRepayment.SHORTEN),
    ]
    lines = replay(terms, operations, FEBRUARY).schedule.instalments
    assert {line.payment for line in lines[:-1]} == {Decimal("88.85")}
    # 521.15 owed: six payments of 88.85 bring 514.9 of present value, the seventh the rest.
    assert len(lines) == 7


def test_all_repaid_early_ends_the_loan():
    operations = [PAID_OUT]
    quote = replay(contract(), operations, date(2024, 1, 11)).payoff
    # A third of January at one per cent, by its days: 1000 x 0.01 x 10/31.
    assert quote == Decimal("1003.23")
    operations.append(repaid(2, date(2024, 1, 11), quote, EarlyRepayment.REDUCE))
    state = replay(contract(), operations, date(2024, 12, 31))
    assert (state.payoff, state.principal, due(state)) == (0, 0, {})
    assert state.next_instalment is None


def test_a_payment_dated_back_is_as_if_it_had_come_then():
    late = Operation(
        2, Kind.REPAY, FEBRUARY, Decimal(260), booking_date=date(2024, 2, 20)
    )
    paid = replay(contract(), [PAID_OUT, late], date(2024, 2, 25))
    assert (paid.days_past_due, paid.overdue_total) == (0, 0)
    known = replay(contract(), [PAID_OUT, late], date(2024, 2, 15), date(2024, 2, 15))
    assert known.days_past_due == 14


def test_a_reversed_payment_was_never_there():
    operations = [PAID_OUT, repaid(2, FEBRUARY, 260)]
    bounced = Operation(3, Kind.REVERSE, date(2024, 2, 9), reverses=2)
    state = replay(contract(), [*operations, bounced], date(2024, 2, 11))
    without = replay(contract(), [PAID_OUT], date(2024, 2, 11))
    assert state == without
    assert state.days_past_due == 10


def test_the_order_of_the_law_is_kept():
    fee = Operation(2, Kind.FEE, date(2024, 2, 5), Decimal(30))
    operations = [PAID_OUT, fee, repaid(3, date(2024, 2, 6), 265)]
    terms = contract(more={"order": UKRAINE_CONSUMER})
    assert due(replay(terms, operations, date(2024, 2, 6))) == {"fee": 25}
    assert due(replay(contract(), operations, date(2024, 2, 6))) == {"fee": 25}
    # Oldest first: the instalment of February is older than the fee.


def test_penalty_grows_is_charged_before_a_payment_and_paid_in_its_turn():
    rule = PenaltyRule(
        "Late", PenaltyKind.DAILY, frozenset({PRINCIPAL}), DAY, rate=Decimal("0.365")
    )
    terms = contract(more={"penalties": (rule,)})
    state = replay(terms, [PAID_OUT], date(2024, 2, 11))
    # A thousandth of 250 a night, ten nights.
    assert (state.growing_penalty, state.due[PENALTY]) == (Decimal("2.50"), 0)
    state = replay(
        terms, [PAID_OUT, repaid(2, date(2024, 2, 11), 100)], date(2024, 2, 11)
    )
    assert (state.growing_penalty, state.due[PENALTY]) == (0, Decimal("2.50"))
    # On one day the order is penalty, fee, interest, principal; the penalty is younger.
    assert state.due[PRINCIPAL] == 160
    assert state.due[INTEREST] == 0


def test_penalty_waived_is_not_owed():
    rule = PenaltyRule(
        "Fine", PenaltyKind.FINE, frozenset({PRINCIPAL}), DAY, amount=Decimal(50)
    )
    waived = Operation(2, Kind.WAIVE, date(2024, 2, 5), Decimal(80), component=PENALTY)
    state = replay(
        contract(more={"penalties": (rule,)}), [PAID_OUT, waived], date(2024, 2, 20)
    )
    assert (state.due[PENALTY], state.growing_penalty) == (0, 0)
    assert state.unapplied == {2: Decimal(30)}


def test_a_new_rate_is_of_its_day():
    terms = contract(1, **BY_DAY)
    change = Operation(
        2, Kind.RATE_CHANGE, date(2024, 1, 11), annual_rate=Decimal("0.730")
    )
    # Ten days at a thousandth, 21 at two.
    assert replay(terms, [PAID_OUT, change], FEBRUARY).due[INTEREST] == Decimal("52.00")


def test_a_tranche_joins_the_plan():
    second = Operation(2, Kind.DISBURSE, FEBRUARY, Decimal(300))
    state = replay(contract(), [PAID_OUT, repaid(3, FEBRUARY, 260), second], FEBRUARY)
    assert state.principal == 1050
    assert [int(line.principal) for line in state.schedule.instalments] == [350] * 3


def test_a_credit_line_is_drawn_up_to_its_limit():
    terms = contract(credit_limit=Decimal(1200))
    over = Operation(2, Kind.DISBURSE, date(2024, 1, 5), Decimal(201))
    with pytest.raises(LedgerError):
        replay(terms, [PAID_OUT, over], FEBRUARY)


def test_a_restructuring_extends_with_a_holiday_and_keeps_the_old_plan():
    change = Operation(
        2,
        Kind.RESTRUCTURE,
        date(2024, 2, 15),
        restructuring=Restructuring(
            instalments=6,
            principal_holiday=2,
            annual_rate=Decimal("0.06"),
            capitalise=frozenset({PRINCIPAL, INTEREST}),
        ),
    )
    state = replay(contract(), [PAID_OUT, change], date(2024, 2, 15))
    # 1000, interest of January 10.00, and 14 of 29 days of February at one per cent.
    assert due(state) == {}
    assert state.principal == Decimal("1014.83")
    assert state.days_past_due == 0
    lines = state.schedule.instalments
    assert [line.principal > 0 for line in lines] == [False, False, *[True] * 4]
    assert sum(line.principal for line in lines) == state.principal
    first, second = state.schedules
    assert [line.number for line in first[2].instalments] == [1, 2, 3, 4]
    assert (second[0], second[1]) == (date(2024, 2, 15), 2)
    rules = {one.rule for one in state.explain(Account.PRINCIPAL)}
    assert {Rule.CAPITALISED, Rule.PUT_BACK} <= rules


def test_an_interest_holiday_puts_interest_off():
    change = Operation(
        2, Kind.RESTRUCTURE, FEBRUARY,
        restructuring=Restructuring(interest_holiday=1, capitalise=frozenset({PRINCIPAL})),
    )  # fmt: skip
    operations = [PAID_OUT, repaid(3, FEBRUARY, 10), change]
    state = replay(contract(), operations, MARCH)
    assert (due(state), state.accrued_interest) == ({}, 10)
    assert replay(contract(), operations, APRIL).due[INTEREST] == 20


def test_a_loan_past_its_end_is_restructured():
    change = Operation(
        2, Kind.RESTRUCTURE, date(2024, 2, 10),
        restructuring=Restructuring(instalments=2, capitalise=frozenset({PRINCIPAL})),
    )  # fmt: skip
    state = replay(contract(1), [PAID_OUT, change], date(2024, 2, 10))
    lines = state.schedule.instalments
    assert [line.due for line in lines] == [MARCH, APRIL]
    assert [int(line.principal) for line in lines] == [500, 500]


def test_written_off_is_owed_no_more_and_remembered():
    off = Operation(2, Kind.WRITE_OFF, date(2024, 2, 1))
    state = replay(contract(), [PAID_OUT, off], APRIL)
    assert (state.payoff, state.written_off) == (0, 1010)


def test_fees_fall_due_with_their_events():
    fees = (
        Fee("Opening", FeeBase.DRAWDOWN, share=Decimal("0.02")),
        Fee("Valuation", FeeBase.DATE, Decimal(7), day=date(2024, 1, 20)),
        Fee("Service", FeeBase.BALANCE, share=Decimal("0.01")),
    )
    assert replay(contract(fees=fees), [PAID_OUT], DAY).due[FEE] == 20
    assert replay(contract(fees=fees), [PAID_OUT], FEBRUARY).due[FEE] == 37


def test_a_moved_due_date_without_its_interest():
    terms = contract(
        2,
        **BY_DAY,
        first_due=date(2024, 2, 3),
        calendar=BusinessCalendar(),
        shift=Shift.FOLLOWING,
        is_shift_accrued=False,
    )
    # Saturday 3 February: 33 days of interest, due on Monday, the rest in the next.
    state = replay(terms, [PAID_OUT], date(2024, 2, 5))
    assert state.due[INTEREST] == Decimal("33.00")
    assert replay(terms, [PAID_OUT], date(2024, 2, 4)).due[INTEREST] == 0
    # To Sunday 3 March: two days of 500, and 27 of 1000 with what is overdue.
    assert replay(terms, [PAID_OUT], date(2024, 3, 4)).due[INTEREST] == Decimal("61.00")


def test_flat_interest_repaid_early_is_of_the_days():
    terms = contract(2, interest_base=InterestBase.FLAT)
    early = repaid(2, date(2024, 1, 16), 500, EarlyRepayment.REDUCE)
    state = replay(terms, [PAID_OUT, early], date(2024, 1, 16))
    # 10.00 of January for 15 of 31 days is paid before principal.
    assert state.principal == Decimal("504.84")


def test_adjusted_interest_falls_due_with_the_period():
    adjusted = Operation(2, Kind.ACCRUE, date(2024, 1, 15), Decimal("-4"))
    assert replay(contract(), [PAID_OUT, adjusted], FEBRUARY).due[INTEREST] == 6


def test_each_balance_is_the_sum_of_its_postings():
    operations = [PAID_OUT, repaid(2, date(2024, 2, 10), 100), repaid(3, APRIL, 900)]
    state = replay(contract(), operations, date(2024, 5, 5))
    balances = {
        Account.PRINCIPAL: state.principal,
        Account.PRINCIPAL_DUE: state.due[PRINCIPAL],
        Account.INTEREST_DUE: state.due[INTEREST],
        Account.ADVANCE: state.advance,
    }
    for account, balance in balances.items():
        assert sum(one.amount for one in state.explain(account)) == balance
    first = next(one for one in state.postings if one.rule is Rule.INTEREST_OF_PERIOD)
    share = first.shares[0]
    assert (share.balance, share.annual_rate) == (1000, Decimal("0.12"))


@pytest.mark.parametrize(
    "operations",
    [
        [repaid(1, FEBRUARY, 5)],
        [PAID_OUT, repaid(1, FEBRUARY, 5)],
        [PAID_OUT, Operation(2, Kind.REVERSE, FEBRUARY, reverses=9)],
        [
            PAID_OUT,
            Operation(2, Kind.REVERSE, FEBRUARY, reverses=1),
            Operation(3, Kind.REVERSE, FEBRUARY, reverses=1),
        ],
    ],
)
def test_operations_that_cannot_be_are_refused(operations):
    with pytest.raises((OperationError, LedgerError)):
        replay(contract(), operations, APRIL)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": Kind.REPAY},
        {"kind": Kind.REPAY, "amount": Decimal(-1)},
        {"kind": Kind.WAIVE, "amount": Decimal(1)},
        {"kind": Kind.RATE_CHANGE},
        {"kind": Kind.RATE_CHANGE, "annual_rate": Decimal("-0.01")},
        {"kind": Kind.RESTRUCTURE},
        {"kind": Kind.RESTRUCTURE, "restructuring": Restructuring(first_due=DAY)},
        {"kind": Kind.REVERSE},
        {"kind": Kind.FEE, "amount": Decimal(1), "component": FEE},
    ],
)
def test_operations_that_say_too_little_or_too_much_are_refused(values):
    with pytest.raises(OperationError):
        Operation(id=1, value_date=DAY, **values)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"instalments": 0, "annual_rate": Decimal(0)},
        {"principal_holiday": -1},
        {"annual_rate": Decimal(-1)},
    ],
)
def test_a_restructuring_of_nothing_is_refused(values):
    with pytest.raises(OperationError):
        Restructuring(**values)


def test_a_restructuring_moves_the_due_day():
    change = Operation(
        2, Kind.RESTRUCTURE, date(2024, 2, 5),
        restructuring=Restructuring(instalments=3, first_due=date(2024, 2, 20)),
    )  # fmt: skip
    operations = [PAID_OUT, repaid(3, FEBRUARY, 260), change]
    lines = replay(contract(), operations, date(2024, 2, 5)).schedule.instalments
    assert [line.due for line in lines] == [
        date(2024, 2, 20), date(2024, 3, 20), date(2024, 4, 20),
    ]  # fmt: skip


def test_an_instalment_due_before_its_interest_is_known_is_refused():
    with pytest.raises(ContractError):
        contract(shift=Shift.PRECEDING, is_shift_accrued=False)


def test_a_history_refuses_and_forgets_what_cannot_be():
    history = LoanHistory(contract(), [PAID_OUT])
    with pytest.raises(OperationError):
        history.add(repaid(1, FEBRUARY, 5))
    with pytest.raises(OperationError):
        history.add(Operation(3, Kind.REVERSE, FEBRUARY, reverses=9))
    assert history.operations == (PAID_OUT,)
    assert history.on(FEBRUARY) == replay(contract(), [PAID_OUT], FEBRUARY)
