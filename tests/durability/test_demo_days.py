"""The demonstration bank lives on: each next day arrives, is loaded and closed."""

import os

import pytest

from tests.durability.banks import clone, run, sql

TEMPLATE = os.environ.get("BANKCRM_TEMPLATE", "")
DAYS = 2


@pytest.fixture(scope="module")
def bank():
    with clone(TEMPLATE, f"demo_days_{os.getpid()}") as name:
        done = run("bank_demo", name, "--next-days", DAYS)
        assert not done.returncode, done.stderr[-3000:]
        yield name


def test_each_day_is_closed_with_all_its_tasks(bank):
    days = sql(
        bank,
        "SELECT state FROM bank_business_day ORDER BY date DESC LIMIT 2",
    )
    assert days == ["closed"] * DAYS
    unfinished = sql(bank, "SELECT code FROM bank_day_task WHERE state != 'done'")
    assert not unfinished


def test_each_day_brings_exactly_two_errors(bank):
    errors = sql(
        bank,
        """
        SELECT run.bank_date, count(*) FROM bank_feed_reject reject
          JOIN bank_feed_run run ON run.id = reject.run_id
         WHERE reject.state = 'open' AND run.bank_date IN (
               SELECT date FROM bank_business_day ORDER BY date DESC LIMIT 2)
         GROUP BY 1
        """,
    )
    assert [line.split("|")[1] for line in errors] == ["2", "2"]


def test_new_rows_and_control_totals_agree(bank):
    broken = sql(
        bank,
        """
        SELECT file_name FROM bank_feed_run
         WHERE state = 'done' AND received_count
               != accepted_count + parked_count + rejected_count
        """,
    )
    assert not broken


def test_a_closed_day_waits_for_the_next_feed(bank):
    done = run("bank_day", bank)
    assert "no feed of a later day has arrived" in done.stdout
    assert not done.returncode


def test_loans_whose_account_was_paid_are_paid(bank):
    """A repayment of the day on each core loan whose account was credited on it."""
    paid = sql(
        bank,
        """
        SELECT DISTINCT loan.id, m.booking_date
          FROM bank_loan loan
          JOIN bank_account a ON a.holding_id = loan.holding_id
          JOIN bank_account_movement m ON m.account_id = a.id AND m.amount > 0
         WHERE loan.ledger_mode = 'core' AND m.booking_date IN (
               SELECT date FROM bank_business_day ORDER BY date DESC LIMIT 2)
           AND loan.days_past_due = 0
        """,
    )
    told = sql(
        bank,
        """
        SELECT loan_id, value_date FROM bank_loan_operation
         WHERE kind = 'repay' AND value_date IN (
               SELECT date FROM bank_business_day ORDER BY date DESC LIMIT 2)
        """,
    )
    assert set(paid) <= set(told)
