"""Statements chain: what is missing, what came twice, what began again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_exchange.domain.statements.chain import (
    Link,
    Verdict,
    check_chain,
    check_series,
)
from odoo.addons.bank_crm_exchange.domain.statements.errors import StatementError


def _link(sequence, day, opening, closing, **values):
    return Link(
        "UA1", "UAH", Decimal(opening), Decimal(closing), day, sequence, **values
    )


LAST = _link(12, date(2025, 3, 3), 0, 100)
TOMORROW = date(2025, 3, 4)


def test_the_first_statement_begins_the_chain():
    assert check_chain(None, LAST).verdict is Verdict.FIRST
    middle = _link(12, TOMORROW, 0, 5, first_page=3, last_page=3)
    assert list(check_chain(None, middle).missing) == [1, 2]


def test_the_next_number_with_the_same_balance_is_well():
    result = check_chain(LAST, _link(13, TOMORROW, 100, 90))
    assert result.verdict is Verdict.OK
    assert not result.blocks_balance


def test_a_missing_number_is_a_gap_even_if_the_balances_meet():
    result = check_chain(LAST, _link(15, TOMORROW, 100, 90))
    assert (result.verdict, list(result.missing)) == (Verdict.GAP, [13, 14])
    assert result.blocks_balance


def test_a_balance_that_does_not_meet_is_a_gap():
    result = check_chain(LAST, _link(13, TOMORROW, "99.99", 90))
    assert (result.verdict, result.difference) == (Verdict.GAP, Decimal("-0.01"))


def test_the_same_number_or_an_older_day_is_an_overlap():
    assert check_chain(LAST, LAST).verdict is Verdict.OVERLAP
    assert (
        check_chain(LAST, _link(11, date(2025, 3, 2), 0, 0)).verdict is Verdict.OVERLAP
    )
    assert check_chain(LAST, _link(12, TOMORROW, 100, 90)).verdict is Verdict.OVERLAP
    assert check_chain(LAST, _link(5, TOMORROW, 100, 90)).verdict is Verdict.OVERLAP


def test_numbers_begin_again_with_the_year():
    new_year = date(2026, 1, 2)
    assert check_chain(LAST, _link(1, new_year, 100, 90)).verdict is Verdict.RESTART
    late = check_chain(LAST, _link(3, new_year, 100, 90))
    assert (late.verdict, list(late.missing)) == (Verdict.GAP, [1, 2])
    short = check_chain(LAST, _link(1, new_year, 80, 90))
    assert (short.verdict, short.difference) == (Verdict.GAP, Decimal(-20))


def test_numbers_may_run_on_over_the_year():
    assert check_chain(LAST, _link(13, date(2026, 1, 2), 100, 90)).verdict is Verdict.OK


def test_numbers_may_begin_again_within_a_year_where_balances_meet():
    assert check_chain(LAST, _link(1, TOMORROW, 100, 90)).verdict is Verdict.RESTART
    assert check_chain(LAST, _link(1, TOMORROW, 101, 90)).verdict is Verdict.OVERLAP


def test_pages_follow_each_other():
    open_page = _link(12, date(2025, 3, 3), 0, 100, is_complete=False)

    def page(number):
        return _link(12, date(2025, 3, 3), 100, 90, first_page=number, last_page=number)

    assert check_chain(open_page, page(2)).verdict is Verdict.OK
    skipped = check_chain(open_page, page(4))
    assert (list(skipped.missing), skipped.is_page_gap) == ([2, 3], True)
    unfinished = check_chain(open_page, _link(13, TOMORROW, 100, 90))
    assert (unfinished.verdict, unfinished.is_page_gap) == (Verdict.GAP, True)


def test_banks_that_do_not_number_chain_by_balance():
    first = _link(None, date(2025, 3, 3), 0, 100)
    assert check_chain(first, _link(None, TOMORROW, 100, 90)).verdict is Verdict.OK
    assert check_chain(first, first).verdict is Verdict.OVERLAP
    same_day = _link(None, date(2025, 3, 3), 100, 70)
    assert check_chain(first, same_day).verdict is Verdict.OK
    day_of_year = check_chain(LAST, _link(63, TOMORROW, 100, 1), is_numbered=False)
    assert day_of_year.verdict is Verdict.OK


def test_accounts_and_currencies_do_not_mix():
    other = Link("UA2", "UAH", Decimal(0), Decimal(0), TOMORROW, 13)
    with pytest.raises(StatementError):
        check_chain(LAST, other)
    dollars = Link("UA1", "USD", Decimal(100), Decimal(0), TOMORROW, 13)
    assert check_chain(LAST, dollars).verdict is Verdict.GAP


def test_what_came_late_closes_its_gap():
    days = [date(2025, 3, day) for day in (3, 4, 5)]
    links = [_link(12 + step, day, step, step + 1) for step, day in enumerate(days)]
    arrived = [links[0], links[2], links[2]]
    assert [result.verdict for _link, result in check_series(arrived)] == [
        Verdict.FIRST,
        Verdict.GAP,
        Verdict.OVERLAP,
    ]
    assert [result.verdict for _link, result in check_series([*arrived, links[1]])] == [
        Verdict.FIRST,
        Verdict.OK,
        Verdict.OK,
        Verdict.OVERLAP,
    ]


@given(
    st.lists(st.decimals(-(10**6), 10**6, places=2), min_size=2, max_size=30),
    st.data(),
)
def test_a_complete_chain_is_well_and_one_left_out_is_found(amounts, data):
    balance, links = Decimal(0), []
    for number, amount in enumerate(amounts, 1):
        day = date(2025, 1, 1) + timedelta(days=number)
        links.append(_link(number, day, balance, balance + amount))
        balance += amount
    shuffled = data.draw(st.permutations(links))
    verdicts = [result.verdict for _link, result in check_series(shuffled)]
    assert verdicts == [Verdict.FIRST] + [Verdict.OK] * (len(links) - 1)
    if len(links) > 2:
        lost = data.draw(st.integers(1, len(links) - 2))
        rest = links[:lost] + links[lost + 1 :]
        gaps = [result for _link, result in check_series(rest) if result.blocks_balance]
        assert [list(result.missing) for result in gaps] == [[lost + 1]]
