"""The whole bank: counts and sums worked out from the published files by other means."""

import re
import shutil
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from odoo.addons.bank_crm.berka.convert import FolderInUseError, write_bank
from odoo.addons.bank_crm.berka.reconcile import (
    Reason,
    compare,
    lacks_interest,
    read_table,
)
from odoo.addons.bank_crm.demo_bank.files import ALL_LAYOUTS
from odoo.addons.bank_crm_base.domain.codes import LABELS
from odoo.addons.bank_crm_exchange.domain.layouts import ColumnKind

WOMEN, MEN = 2_645, 2_724
WINDOW_SUM, PRELOAN_SUM = "39246142.80", "15012846.20"
LOANS_SUM, ORDERS_SUM = "103261740.00", "21228993.60"


def total(rows, column="amount"):
    return str(sum(Decimal(row[column]) for row in rows if row[column]))


def test_every_row_of_the_bank_is_there(tables, written):
    assert len(tables.loans) == 682
    assert len(tables.window) == 49_102
    assert len(tables.preloan) == 30_200
    assert tables.in_both_files == 0
    assert written.summary.rows == {
        "branches": 1 + 8 + 77,
        "staff": len(written.rows("staff")),
        "clients": 5_369,
        "products": 7,
        "holdings": 4_500 + 682 + 892,
        "accounts": 4_500,
        "account_holders": 5_369,
        "cards": 892,
        "standing_orders": 6_471,
        "movements": 79_302,
        "loans": 682,
        # Each loan paid out, and the 123 repayments of the first file.
        "loan_operations": 682 + 123,
    }


def test_manifests_hold_the_control_sums(written):
    for path in written.summary.paths:
        manifest = written.manifest(path)
        rows = written.read(path)
        assert manifest["rows"] == len(rows)
        if column := ALL_LAYOUTS[manifest["layout"]].control_sum:
            assert Decimal(manifest["sum"]) == Decimal(total(rows, column))
        else:
            assert manifest["sum"] is None


def test_sums_are_those_of_the_source(written):
    rows = written.rows("movements")
    assert total(row for row in rows if row["booking_date"] < "1995") == WINDOW_SUM
    assert total(row for row in rows if row["booking_date"] >= "1995") == PRELOAN_SUM
    assert total(written.rows("standing_orders")) == ORDERS_SUM
    assert total(written.rows("holdings")) == LOANS_SUM


def test_files_obey_their_layouts(written):
    seen = {}
    for code in written.summary.rows:
        layout, rows = ALL_LAYOUTS[code], written.rows(code)
        keys = [tuple(row[name] for name in layout.identity) for row in rows]
        assert len(keys) == len(set(keys))
        seen[code] = {key[0] for key in keys}
        for column in layout.columns:
            values = {row[column.name] for row in rows}
            assert not (column.required and "" in values), (code, column.name)
            values -= {""}
            if column.kind is ColumnKind.CODE and column.codes in LABELS:
                assert values <= LABELS[column.codes].keys(), (code, column.name)
            if column.kind is ColumnKind.REFERENCE:
                assert values <= seen[column.refers_to], (code, column.name)


def test_clients_are_persons_without_a_name(written):
    clients = {row["client_id"]: row for row in written.rows("clients")}
    genders = Counter(row["gender"] for row in clients.values())
    assert genders == {"female": WOMEN, "male": MEN}
    assert clients["1"]["name"] == "Client 1, F 1970"
    assert clients["1"]["birth_date"] == "1970-12-13"
    assert clients["1"]["country"] == "CZ"
    assert len({row["name"] for row in clients.values()}) == 5_369
    invented = (
        "last_name",
        "first_name",
        "tax_number",
        "phone",
        "email",
        "street",
        "zip",
    )
    assert not any(row[name] for row in clients.values() for name in invented)


def test_a_loan_is_an_agreement_with_its_status(written):
    loans = {
        row["number"]: row
        for row in written.rows("holdings")
        if row["product_id"] == "LOAN"
    }
    states = Counter((row["status_note"][0], row["state"]) for row in loans.values())
    assert states == {
        ("A", "closed"): 203,
        ("B", "active"): 31,
        ("C", "active"): 403,
        ("D", "active"): 45,
    }
    first = loans["5314"]
    assert (first["opened"], first["ends"]) == ("1993-07-05", "1994-07-05")
    assert (first["amount"], first["payment"]) == ("96396.00", "8033.00")


def test_the_payment_of_a_loan_is_its_amount_by_months(tables):
    for loan in tables.loans.values():
        assert loan.payment * loan.months == loan.amount


def test_cards_show_no_digit(written):
    cards = written.rows("cards")
    assert not any(re.search(r"\d", row["number"]) for row in cards)
    kinds = Counter(row["product_id"] for row in cards)
    assert kinds == {"CARD-C": 659, "CARD-J": 145, "CARD-G": 88}


def test_holders_and_orders_have_our_words(written):
    roles = Counter(row["role"] for row in written.rows("account_holders"))
    assert roles == {"owner": 4_500, "authorised": 869}
    purposes = Counter(row["purpose"] for row in written.rows("standing_orders"))
    assert purposes == {
        "household": 3_502,
        "loan": 717,
        "insurance": 532,
        "leasing": 341,
        "other": 1_379,
    }


def test_movements_have_our_words(tables):
    kinds = Counter(row.meaning.kind for row in tables.window.values())
    assert kinds == {
        "cash_in": 9_759,
        "cash_out": 13_436 + 651 + 41,
        "card_withdrawal": 12,
        "transfer_in": 2_002,
        "pension": 1_770,
        "transfer_out": 337 + 1_636,
        "insurance": 644,
        "utilities": 3_603 + 116,
        "loan_payment": 123,
        "interest_in": 9_463,
        "penalty": 64,
        "fee": 5_445,
    }
    loan_days = [
        row for row in tables.window.values() if row.meaning.kind == "loan_payment"
    ]
    assert {row.day.day for row in loan_days} == {12}
    assert len({row.account_id for row in loan_days}) == 34
    penalties = {
        row.account_id
        for row in tables.window.values()
        if row.meaning.kind == "penalty"
    }
    assert len(penalties) == 23
    assert sum(row.balance < 0 for row in tables.window.values()) == 93


def test_movements_before_a_loan_end_before_it(tables):
    granted = {loan.account_id: loan.granted for loan in tables.loans.values()}
    assert all(row.day < granted[row.account_id] for row in tables.preloan.values())
    assert len({row.account_id for row in tables.preloan.values()}) == 354


def test_every_history_begins_when_its_account_was_opened(tables, ordered):
    assert len(ordered) == 1_229 + 354
    for account_id, movements in ordered.items():
        assert movements.rows[0].day == tables.accounts[account_id].opened


def test_booked_order_keeps_every_row_and_every_balance(tables, ordered):
    rows = [row for movements in ordered.values() for row in movements.rows]
    assert len(rows) == 79_302
    assert {row.trans_id: row for row in rows} == tables.transactions


def test_differences_are_rounding_or_the_cut_day(balances, ordered):
    reasons = Counter((row.file, row.reason) for row in balances.values())
    assert reasons == {
        ("window", Reason.EQUAL): 598,
        ("window", Reason.ROUNDING): 603,
        ("window", Reason.CUT_DAY): 28,
        ("preloan", Reason.EQUAL): 100,
        ("preloan", Reason.ROUNDING): 254,
        ("", Reason.NO_MOVEMENTS): 2_917,
    }
    for row in balances.values():
        if row.reason is Reason.ROUNDING:
            assert abs(row.difference) <= row.roundings * Decimal("0.10")
    gaps = {day for movements in ordered.values() for day in movements.gaps}
    assert gaps == {date(1994, 3, 31)}


def test_what_the_cut_took_away_is_interest(tables, balances, ordered):
    cut = {key for key, row in balances.items() if row.reason is Reason.CUT_DAY}
    lacking = {
        key
        for key, row in balances.items()
        if row.file == "window" and lacks_interest(ordered[key])
    }
    assert (len(cut), len(lacking), len(cut & lacking)) == (28, 28, 26)
    # 25 053.40, the missing interest of 95.00, the fee of 14.60
    assert balances["2881"].last_balance == Decimal("25133.80")
    assert balances["2881"].complete_to == date(1994, 3, 30)


def test_loading_the_files_leaves_only_known_differences(written, balances):
    loaded = dict.fromkeys(
        (row["account_id"] for row in written.rows("accounts")), Decimal()
    )
    for row in written.rows("movements"):
        loaded[row["account_id"]] += Decimal(row["amount"])
    table = read_table(written.summary.reconciliation)
    assert table == list(balances.values())
    found = Counter(one.reason for one in compare(table, loaded))
    rounding = sum(
        bool(one.difference) for one in table if one.reason is Reason.ROUNDING
    )
    assert found == {Reason.ROUNDING: rounding, Reason.CUT_DAY: 28}


def test_every_client_has_an_invented_manager_of_the_branch(written):
    posts = written.rows("staff")
    assert all(row["name"].endswith("(invented)") for row in posts)
    serves = {
        (row["staff_id"], row["branch_id"])
        for row in posts
        if row["role"] == "retail_manager"
    }
    assert {branch for _staff, branch in serves} == {str(one) for one in range(1, 78)}
    for row in written.rows("clients"):
        assert (row["manager_id"], row["branch_id"]) in serves


def test_a_second_run_replaces_the_first_with_the_same(source, written, tmp_path):
    shutil.copytree(written.summary.folder, tmp_path / "bank")
    (tmp_path / "bank" / "999_clients_19940331.csv").write_text("of an older version")
    again = write_bank(source, tmp_path / "bank")
    assert again.files == written.summary.files
    names = {path.name for path in written.summary.folder.iterdir()}
    assert {path.name for path in again.folder.iterdir()} == names
    for one, other in zip(written.summary.paths, again.paths, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_a_folder_of_other_things_is_left_alone(source, tmp_path):
    (tmp_path / "letter.txt").write_text("keep me")
    with pytest.raises(FolderInUseError):
        write_bank(source, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
