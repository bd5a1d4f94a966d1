"""The Berka bank, whole: every row of the published files arrives, every balance is explained."""

import csv
import os

import pytest

from tests.durability.banks import DATA, ROOT, clone, run, sql

BASE = os.environ.get("BANKCRM_BASE", "")
SOURCE = ROOT.parent / "shared" / "data" / "berka"
# Why a balance may differ from the file's last one; anything else is a fault of ours.
EXPLAINED = {"rounding", "cut_day"}


@pytest.fixture(scope="module")
def berka():
    if not SOURCE.exists():
        if os.environ.get("CI"):
            pytest.fail("the files of the Berka bank are missing")
        pytest.skip("the files of the Berka bank are not here (../shared/data/berka)")
    with clone(BASE, f"berka_{os.getpid()}") as bank:
        done = run("bank_demo", bank, "--bank", "berka")
        assert not done.returncode, done.stderr[-3000:]
        yield bank


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("bank_account", 4_500),
        ("res_partner WHERE is_client", 5_369),
        ("bank_card", 892),
        ("bank_standing_order", 6_471),
        ("bank_account_movement", 79_302),
        (
            "bank_holding h JOIN bank_product p ON p.id = h.product_id WHERE p.kind = 'loan'",
            682,
        ),
    ],
)
def test_every_row_arrived(berka, table, rows):
    assert sql(berka, f"SELECT count(*) FROM {table}") == [str(rows)]


def test_nothing_was_refused(berka):
    assert sql(berka, "SELECT DISTINCT state FROM bank_feed_run") == ["done"]
    assert sql(berka, "SELECT count(*) FROM bank_feed_reject") == ["0"]


def test_every_balance_that_differs_has_its_reason(berka):
    table = DATA / "bank_demo" / berka / "differences.csv"
    with table.open(encoding="utf-8") as lines:
        reasons = {row["reason"] for row in csv.DictReader(lines)}
    assert reasons == EXPLAINED


def test_a_known_account_is_right(berka):
    """Account 576: the first rows of the file are its opening on 1 January 1993."""
    first = sql(
        berka,
        """
        SELECT mv.booking_date, mv.amount, mv.kind FROM bank_account_movement mv
          JOIN bank_account a ON a.id = mv.account_id
         WHERE a.external_id = '576' ORDER BY mv.booking_date, mv.id LIMIT 1
        """,
    )
    assert first == ["1993-01-01|900.00|cash_in"]
