"""The days after the first go on from the state, with two errors a day."""

import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

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
        currencies = currency_of(state)
        summary = write_next_day(tmp_path / str(day), state, day)
        currencies |= currency_of(state)
        files = {small.manifest(path)["layout"]: path for path in summary.paths}
        assert len(small.read(files["fx_rates"])) == 4
        assert len(small.read(files["clients"])) >= 3
        rows = small.read(files["movements"])
        numbers = [row["movement_id"] for row in rows]
        twice = len(numbers) - len(set(numbers))
        spoiled = [row for row in rows if is_spoiled(row, currencies)]
        assert len(summary.errors) == len(spoiled) + twice == 2
        expected = dict(before)
        for row in {row["movement_id"]: row for row in rows}.values():
            if not is_spoiled(row, currencies):
                number = row["account_id"]
                expected[number] = expected.get(number, 0) + Decimal(row["amount"])
        after = balances(small.read(files["balances"]))
        differing = [key for key in after if after[key] != expected.get(key)]
        assert len(differing) <= len(spoiled)
        before = after


def test_a_closed_account_is_empty_and_told_closed(small, state, tmp_path):
    summary = write_next_day(tmp_path / "day", state, MONDAY)
    files = {small.manifest(path)["layout"]: path for path in summary.paths}
    after = balances(small.read(files["balances"]))
    closed = [r for r in small.read(files["accounts"]) if r["state"] == "closed"]
    assert closed
    for row in closed:
        assert row["closed"] == MONDAY.isoformat()
        assert after[row["account_id"]] == 0
        assert row["account_id"] not in currency_of(state)


def currency_of(state):
    accounts = json.loads(Path(state).read_text(encoding="utf-8"))["accounts"]
    return {account["id"]: account["currency"] for account in accounts}


def is_spoiled(row, currencies):
    is_amount = row["amount"].replace("-", "").replace(".", "").isdigit()
    is_known = row["kind"] not in ("XZ_77", "OP_UNKNOWN")
    is_date = not row["booking_date"].endswith("-02-30")
    is_currency = currencies.get(row["account_id"]) == row["currency"]
    return not (is_amount and is_known and is_date and is_currency)


def balances(rows):
    return {row["account_id"]: Decimal(row["balance"]) for row in rows}
