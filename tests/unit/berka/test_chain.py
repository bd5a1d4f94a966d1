"""The order of a day and the reasons of differences, on accounts of our own."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm.berka.chain import chain
from odoo.addons.bank_crm.berka.mapping import meaning_of
from odoo.addons.bank_crm.berka.reconcile import (
    FileBalance,
    Reason,
    compare,
    read_table,
    summary,
    write_table,
)
from odoo.addons.bank_crm.berka.rows import Transaction

DEPOSIT = meaning_of("PRIJEM", "VKLAD", "")
changes = st.integers(-500_000, 500_000).filter(bool).map(lambda tenths: tenths * 10)


def row(number, day, change, balance):
    day = date(1993, 5, day)
    return Transaction(str(number), "1", day, change, balance, DEPOSIT, "", "")


@given(
    days=st.lists(st.lists(changes, min_size=1, max_size=6), min_size=1),
    seed=st.integers(),
)
def test_shuffled_days_are_put_in_an_order_that_follows(days, seed):
    rows, balance = [], 0
    for day, amounts in enumerate(days[:28], 1):
        for amount in amounts:
            balance += amount
            rows.append(row(len(rows), day, amount, balance))
    Random(seed).shuffle(rows)
    result = chain(rows)
    assert list(result.steps()) == []
    assert sorted(one.trans_id for one in result.rows) == sorted(
        one.trans_id for one in rows
    )
    assert result.last_balance == result.total == balance


def test_a_tenth_lost_in_rounding_is_no_gap():
    result = chain([row(1, 1, 1000, 1000), row(2, 2, 310, 1320), row(3, 2, -20, 1300)])
    assert (result.roundings, result.gaps) == (1, [])
    assert (result.total, result.last_balance) == (1290, 1300)


def test_the_next_day_settles_which_balance_ended_the_day():
    interest, other = row(2, 2, 100, 1100), row(3, 2, 90, 1190)
    result = chain([row(1, 1, 1000, 1000), other, interest, row(4, 3, 10, 1200)])
    assert [one.trans_id for one in result.rows] == ["1", "2", "3", "4"]
    assert not list(result.steps())


def test_a_missing_row_is_a_gap_on_its_day():
    result = chain([row(1, 1, 1000, 1000), row(2, 3, -100, 1400), row(3, 4, 5, 1405)])
    assert result.gaps == [date(1993, 5, 3)]
    assert result.last_balance - result.total == 500


def test_an_account_without_rows_has_nothing():
    assert chain([]).last_balance == 0


def balance(account_id, last, total, reason):
    day = date(1993, 5, 1)
    last = None if last is None else Decimal(last)
    return FileBalance(
        account_id, "window", 3, day, day, last, Decimal(total), 1, reason
    )


BALANCES = [
    balance("1", "10.00", "10.00", Reason.EQUAL),
    balance("2", "10.00", "10.10", Reason.ROUNDING),
    balance("3", "10.00", "4.00", Reason.CUT_DAY),
    balance("4", None, "0.00", Reason.NO_MOVEMENTS),
]


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({}, {"2": "rounding", "3": "cut_day"}),
        ({"1": "10.01"}, {"1": "not_the_sum", "2": "rounding", "3": "cut_day"}),
        # What the file says is no excuse for what was not loaded.
        ({"2": "10.00"}, {"2": "not_the_sum", "3": "cut_day"}),
        ({"4": "1.00"}, {"2": "rounding", "3": "cut_day", "4": "not_the_sum"}),
        ({"1": None}, {"1": "not_loaded", "2": "rounding", "3": "cut_day"}),
        ({"9": "0.00"}, {"2": "rounding", "3": "cut_day", "9": "unknown_account"}),
    ],
)
def test_every_difference_has_its_reason(changed, reasons):
    loaded = {"1": "10.00", "2": "10.10", "3": "4.00", "4": "0.00"} | changed
    found = compare(
        BALANCES, {key: Decimal(value) for key, value in loaded.items() if value}
    )
    assert {one.account: one.reason.value for one in found} == reasons
    assert all(one.explanation for one in found)


def test_the_table_is_read_back_as_written(tmp_path):
    write_table(BALANCES, tmp_path / "table.csv")
    assert read_table(tmp_path / "table.csv") == BALANCES


def test_the_summary_counts_by_reason():
    lines = summary(BALANCES).splitlines()
    assert len(lines) == 5
    assert lines[3].split()[:2] == ["1", "6.00"]
