"""The days after the first go on from the state, with two errors a day."""

import shutil
from datetime import date
from decimal import Decimal

import pytest

from odoo.addons.bank_crm.demo_bank.days import day_after, write_next_day

MONDAY = date(2025, 6, 16)


@pytest.fixture
def state(small, tmp_path):
    return shutil.copy(small.summary.state, tmp_path / "state.json")


def test_the_day_after_a_friday_is_a_monday(state):
    assert day_after(state) == MONDAY


def test_days_are_written_in_order(state, tmp_path):
    with pytest.raises(ValueError, match="2025-06-16"):
        write_next_day(tmp_path / "day", state, date(2025, 6, 17))


def test_the_same_state_gives_the_same_bytes(small, state, tmp_path):
    again = shutil.copy(small.summary.state, tmp_path / "again.json")
    first = write_next_day(tmp_path / "first", state, MONDAY)
    second = write_next_day(tmp_path / "second", again, MONDAY)
    assert [path.read_bytes() for path in first.paths] == [
        path.read_bytes() for path in second.paths
    ]
    assert state.read_bytes() == again.read_bytes()


def test_each_of_five_days_has_two_errors_and_right_balances(small, state, tmp_path):
    before = balances(small.read(small.files("balances")[-1]))
    for _day in range(5):
        day = day_after(state)
        summary = write_next_day(tmp_path / str(day), state, day)
        assert len(summary.errors) == 2
        files = {small.manifest(path)["layout"]: path for path in summary.paths}
        assert len(small.read(files["fx_rates"])) == 4
        after = balances(small.read(files["balances"]))
        assert len(small.read(files["clients"])) >= 3
        rows = small.read(files["movements"])
        numbers = [row["movement_id"] for row in rows]
        spoiled = len(numbers) - len(set(numbers)) + sum(map(is_spoiled, rows))
        spoiled += sum(row["currency"] == "USD" for row in rows if is_wage(row))
        known = {row["account_id"]: row for row in rows if row["balance_after"]}
        sound = {
            number: row
            for number, row in known.items()
            if number and not is_spoiled(row)
        }
        assert spoiled <= 2
        for number, row in sound.items():
            touched = [one for one in rows if one["account_id"] in (number, "")]
            if len(touched) == 1 and number in before:
                assert before[number] + Decimal(row["amount"]) == after[number]
        before = after


def is_spoiled(row):
    is_amount = row["amount"].replace("-", "").replace(".", "").isdigit()
    is_known = row["kind"] not in ("XZ_77", "OP_UNKNOWN")
    is_date = not row["booking_date"].endswith("-02-30")
    return not (is_amount and is_known and is_date and row["account_id"])


def is_wage(row):
    return row["kind"] == "SALARY_CR"


def balances(rows):
    return {row["account_id"]: Decimal(row["balance"]) for row in rows}
