"""What holds for every history of a loan."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_credit.domain.allocation import (
    UKRAINE_CONSUMER,
    Component,
    by_component,
    by_instalment,
)
from odoo.addons.bank_crm_credit.domain.contract import LoanContract
from odoo.addons.bank_crm_credit.domain.day_count import DayCount
from odoo.addons.bank_crm_credit.domain.due_dates import BusinessCalendar, Shift
from odoo.addons.bank_crm_credit.domain.fees import Fee, FeeBase
from odoo.addons.bank_crm_credit.domain.interest import InterestRule, RateKind, Split
from odoo.addons.bank_crm_credit.domain.operations import (
    EarlyRepayment,
    Kind,
    Operation,
    Restructuring,
)
from odoo.addons.bank_crm_credit.domain.penalty import PenaltyKind, PenaltyRule
from odoo.addons.bank_crm_credit.domain.postings import DUE_ACCOUNTS, Account, Rule
from odoo.addons.bank_crm_credit.domain.replay import LoanHistory, replay
from odoo.addons.bank_crm_credit.domain.schedule_builder import build_schedule
from odoo.addons.bank_crm_credit.domain.terms import (
    Drawdown,
    InterestBase,
    Method,
    Roundings,
    loan,
)

DAY = date(2024, 1, 31)
MONEY = st.decimals(Decimal("0.01"), Decimal(3000), places=2)
DAILY = PenaltyRule(
    "Late",
    PenaltyKind.DAILY,
    frozenset({Component.PRINCIPAL, Component.INTEREST}),
    DAY,
    rate=Decimal("0.3"),
    grace_days=3,
    total_cap=Decimal("0.5"),
)
RULES = (
    InterestRule(DayCount.ACT_365F),
    InterestRule(DayCount.THIRTY_E_360),
    InterestRule(DayCount.THIRTY_360_US, split=Split.PROPORTIONAL),
    InterestRule(DayCount.ACT_ACT_ICMA),
    InterestRule(DayCount.ACT_ACT_ISDA, RateKind.EFFECTIVE),
    InterestRule(per_period=Fraction(1, 12)),
)


@st.composite
def contracts(draw):
    method = draw(
        st.sampled_from([Method.ANNUITY, Method.DIFFERENTIATED, Method.BULLET])
    )
    grace = draw(st.integers(0, 2))
    more = {}
    if method is not Method.BULLET and not grace and draw(st.booleans()):
        more["interest_base"] = InterestBase.FLAT
    else:
        more["interest_grace"] = draw(st.integers(0, grace))
        more["is_grace_capitalised"] = draw(st.booleans())
    terms = loan(
        Decimal(5000),
        draw(st.decimals(Decimal(0), Decimal("0.4"), places=3)),
        draw(st.integers(3, 12)),
        DAY,
        method=method,
        interest=draw(st.sampled_from(RULES)),
        principal_grace=grace,
        calendar=BusinessCalendar(),
        shift=draw(st.sampled_from([Shift.NONE, Shift.FOLLOWING])),
        is_shift_accrued=draw(st.booleans()),
        roundings=Roundings(is_piecewise=draw(st.booleans())),
        fees=(Fee("Service", FeeBase.BALANCE, share=Decimal("0.001")),),
        **more,
    )
    order = draw(
        st.sampled_from(
            [
                UKRAINE_CONSUMER,
                by_instalment(tuple(Component)),
                by_component(tuple(Component)[::-1]),
            ]
        )
    )
    return LoanContract(
        terms,
        order,
        penalties=(DAILY,) if draw(st.booleans()) else (),
        is_overdue_accrued=draw(st.booleans()),
    )


@st.composite
def operations(draw, most=10):
    found = [Operation(1, Kind.DISBURSE, DAY, Decimal(5000))]
    for number in range(2, 2 + draw(st.integers(0, most))):
        day = DAY + timedelta(draw(st.integers(0, 420)))
        found.append(_operation(draw, number, day))
    for number in range(100, 100 + draw(st.integers(0, 2))):
        left = [
            one.id
            for one in found[1:]
            if one.kind is not Kind.REVERSE
            and one.id not in {other.reverses for other in found}
        ]
        if left:
            target = draw(st.sampled_from(left))
            found.append(Operation(number, Kind.REVERSE, DAY, reverses=target))
    return found


def _operation(draw, number, day):
    kind = draw(
        st.sampled_from(
            [Kind.REPAY] * 5
            + [Kind.FEE, Kind.WAIVE, Kind.RATE_CHANGE, Kind.DISBURSE, Kind.RESTRUCTURE]
            + [Kind.PENALTY, Kind.WRITE_OFF]
        )
    )
    if kind is Kind.RATE_CHANGE:
        rate = draw(st.decimals(Decimal(0), Decimal("0.5"), places=3))
        return Operation(number, kind, day, annual_rate=rate)
    if kind is Kind.WRITE_OFF:
        return Operation(number, kind, day)
    if kind is Kind.RESTRUCTURE:
        change = Restructuring(
            instalments=draw(st.integers(1, 12)),
            principal_holiday=draw(st.integers(0, 3)),
            interest_holiday=draw(st.integers(0, 2)),
            capitalise=draw(st.frozensets(st.sampled_from(list(Component)))),
        )
        return Operation(number, kind, day, restructuring=change)
    amount = draw(MONEY)
    if kind is Kind.WAIVE:
        component = draw(st.sampled_from(list(Component)))
        return Operation(number, kind, day, amount, component=component)
    early = draw(st.sampled_from(list(EarlyRepayment)))
    return Operation(number, kind, day, amount, early=early)


lengths = st.integers(0, 600)
CAPITAL = Rule.CAPITALISED


def checked(state):
    """No balance below zero, and each is the sum of what made it."""
    balances = {account: state.due[one] for one, account in DUE_ACCOUNTS.items()}
    balances |= {
        Account.PRINCIPAL: state.principal,
        Account.ADVANCE: state.advance,
        Account.WRITTEN_OFF: state.written_off,
    }
    for account, balance in balances.items():
        assert balance >= 0, account
        assert sum(one.amount for one in state.explain(account)) == balance, account
    assert state.accrued_interest >= 0
    assert state.growing_penalty >= 0
    assert state.days_past_due >= 0


@given(contract=contracts(), history=operations(), days=lengths)
def test_balances_are_never_below_zero_and_explained(contract, history, days):
    checked(replay(contract, history, DAY + timedelta(days)))


@given(contract=contracts(), history=operations(), days=lengths, shuffle=st.randoms())
def test_the_order_of_booking_does_not_matter(contract, history, days, shuffle):
    as_of = DAY + timedelta(days)
    booked = list(history)
    shuffle.shuffle(booked)
    assert replay(contract, booked, as_of) == replay(contract, history, as_of)


@given(
    contract=contracts(),
    history=operations(),
    looks=st.lists(lengths, min_size=1, max_size=12),
    shuffle=st.randoms(),
)
def test_step_by_step_is_the_same_as_a_replay(contract, history, looks, shuffle):
    later = [one for one in history[1:] if one.kind is not Kind.REVERSE]
    reversals = [one for one in history if one.kind is Kind.REVERSE]
    shuffle.shuffle(later)
    steps, known = LoanHistory(contract, history[:1]), history[:1]
    for place, days in enumerate(looks):
        as_of = DAY + timedelta(days)
        for one in later[place :: len(looks)]:
            steps.add(one)
            known = [*known, one]
        assert steps.on(as_of) == replay(contract, known, as_of)
    for one in reversals:
        steps.add(one)
        known = [*known, one]
        assert steps.on(as_of) == replay(contract, known, as_of)


@given(contract=contracts(), history=operations(), days=lengths)
def test_what_is_reversed_was_never_there(contract, history, days):
    as_of = DAY + timedelta(days)
    undone = {one.reverses for one in history}
    left = [
        one for one in history if one.kind is not Kind.REVERSE and one.id not in undone
    ]
    assert replay(contract, history, as_of) == replay(contract, left, as_of)


@given(contract=contracts(), history=operations(), days=lengths, known=lengths)
def test_known_on_a_day_is_what_was_booked_by_then(contract, history, days, known):
    late = [
        replace(one, booking_date=one.value_date + timedelta(one.id % 40))
        for one in history
        if one.kind is not Kind.REVERSE
    ]
    as_of, day = DAY + timedelta(days), DAY + timedelta(known)
    late[0] = replace(late[0], booking_date=DAY)
    booked = [one for one in late if one.booked <= day]
    assert replay(contract, late, as_of, day) == replay(contract, booked, as_of)


@given(contract=contracts())
def test_paid_as_agreed_a_loan_ends_at_nothing(contract):
    """Whoever pays each due sum on its day is never late and owes nothing at the end."""
    history = LoanHistory(contract, [Operation(1, Kind.DISBURSE, DAY, Decimal(5000))])
    number, line = 2, history.on(DAY).next_instalment
    while line:
        if owed := history.on(line.due).due_total:
            history.add(Operation(number, Kind.REPAY, line.due, owed))
            number += 1
        state = history.on(line.due)
        assert (state.days_past_due, state.due_total) == (0, 0)
        line = state.next_instalment
    paid = [one.amount for one in history.operations[1:]]
    assert history.on(date(2030, 1, 1)).payoff == 0
    assert sum(paid) >= 5000


@given(contract=contracts())
def test_what_falls_due_is_what_the_schedule_says(contract):
    """The ledger counts interest by itself; paid as agreed, it comes to the plan."""
    schedule = build_schedule(contract.terms)
    history = LoanHistory(contract, [Operation(1, Kind.DISBURSE, DAY, Decimal(5000))])
    for line in schedule.instalments:
        due = history.on(line.due).due
        assert due[Component.PRINCIPAL] == line.principal
        assert due[Component.INTEREST] == line.interest
        assert due[Component.FEE] == line.fees
        if line.total:
            history.add(Operation(line.number + 1, Kind.REPAY, line.due, line.total))


@given(
    amounts=st.lists(MONEY, min_size=1, max_size=3),
    days=st.lists(st.integers(0, 150), min_size=3, max_size=3, unique=True),
    method=st.sampled_from([Method.ANNUITY, Method.DIFFERENTIATED, Method.BULLET]),
    rate=st.decimals(Decimal(0), Decimal("0.4"), places=3),
    rule=st.sampled_from([RULES[0], RULES[2], RULES[3], RULES[5]]),
)
def test_tranches_as_they_come_make_the_schedule_of_all(
    amounts, days, method, rate, rule
):
    drawn = sorted(zip(days, amounts, strict=False))
    drawdowns = (
        Drawdown(DAY, Decimal(5000)),
        *(Drawdown(DAY + timedelta(day), amount) for day, amount in drawn),
    )
    terms = replace(
        loan(Decimal(5000), rate, 12, DAY, method=method, interest=rule),
        drawdowns=drawdowns,
    )
    history = LoanHistory(LoanContract(terms, is_overdue_accrued=False))
    for number, one in enumerate(drawdowns):
        history.add(Operation(number, Kind.DISBURSE, one.day, one.amount))
    number = 100
    for line in build_schedule(terms).instalments:
        state = history.on(line.due)
        assert state.due[Component.PRINCIPAL] == line.principal
        assert state.due[Component.INTEREST] == line.interest
        if state.due_total:
            number += 1
            history.add(Operation(number, Kind.REPAY, line.due, state.due_total))


def interest_by_day(contract, history, state):
    """An oracle of another kind: what each night costs, from the postings of principal."""
    undone = {one.reverses for one in history}
    changes = sorted(
        (one.value_date, one.id, one.annual_rate)
        for one in history
        if one.annual_rate is not None and one.id not in undone
    )
    owed, rate, total = Decimal(0), contract.terms.rates[0].annual_rate, Fraction(0)
    moves = {}
    for one in state.postings:
        if one.account in (Account.PRINCIPAL, Account.PRINCIPAL_DUE):
            moves[one.day] = moves.get(one.day, Decimal(0)) + one.amount
    day = DAY
    while day < state.as_of:
        owed += moves.get(day, Decimal(0))
        while changes and changes[0][0] <= day:
            rate = changes.pop(0)[2]
        total += Fraction(owed) * Fraction(rate) / 365
        day += timedelta(1)
    return total


@given(contract=contracts(), history=operations(), days=st.integers(0, 400))
def test_interest_is_what_each_night_costs(contract, history, days):
    terms = replace(
        contract.terms,
        interest=RULES[0],
        interest_base=InterestBase.DECLINING,
        is_shift_accrued=True,
    )
    contract = replace(contract, terms=terms, is_overdue_accrued=True)
    state = replay(contract, history, DAY + timedelta(days))
    charged = [
        one.amount
        for one in state.postings
        if one.amount > 0
        and (
            one.account is Account.INTEREST_DUE or (one.shares and one.rule is CAPITAL)
        )
    ]
    found = sum(charged, state.accrued_interest)
    nights = interest_by_day(contract, history, state)
    # Every sum is rounded once, and a part of a period once more if a rate changes in it.
    assert abs(Fraction(found) - nights) <= Fraction(1, 100) * (2 * len(charged) + 2)


def penalty_by_night(state):
    """An oracle of another kind: what each night adds to what is unpaid of instalments."""
    moves, due_days = {}, {}
    for one in state.postings:
        if one.instalment and one.account in (
            Account.PRINCIPAL_DUE,
            Account.INTEREST_DUE,
        ):
            key = one.instalment, one.account
            due_days.setdefault(key, one.day)
            moves.setdefault(key, []).append((one.day, one.amount))
    total = Fraction(0)
    for key, due in due_days.items():
        day = due
        while day < state.as_of:
            unpaid = sum(amount for moved, amount in moves[key] if moved <= day)
            if day >= due + timedelta(DAILY.grace_days):
                total += Fraction(unpaid) * Fraction(DAILY.rate) / 365
            day += timedelta(1)
    return total


@given(contract=contracts(), history=operations(6), days=st.integers(0, 300))
def test_penalty_is_what_each_night_costs(contract, history, days):
    terms = replace(contract.terms, interest_base=InterestBase.DECLINING)
    contract = replace(contract, terms=terms, penalties=(DAILY,))
    as_of = DAY + timedelta(days)
    # A cent on the last day, so that all penalty grown is charged.
    last = Operation(999, Kind.REPAY, as_of, Decimal("0.01"))
    state = replay(contract, [*history, last], as_of)
    charged = [
        one.amount
        for one in state.postings
        if one.rule is Rule.PENALTY_GROWN and one.instalment
    ]
    sums = {one.instalment for one in state.postings if one.instalment}
    gap = abs(Fraction(sum(charged, Decimal(0))) - penalty_by_night(state))
    # Principal and interest of an instalment are rounded each.
    assert gap <= Fraction(1, 100) * (len(sums) + 1)
