"""The demo bank holds together: counts, references, sums, balances."""

import hashlib
import json
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest
from odoo.addons.bank_crm.demo_bank.bank import write_bank
from odoo.addons.bank_crm_base.domain.codes import LABELS
from odoo.addons.bank_crm_exchange.domain.layouts import LAYOUTS, ColumnKind

ADDON = Path(__file__).resolve().parents[3] / "addons/bank_crm"
CORE_CODES = json.loads((ADDON / "data/core_codes.json").read_text())
FRIDAY = "2025-06-13"
STAFF_ROLES = [
    "contact_centre_operator",
    "retail_manager",
    "corporate_manager",
    "private_banker",
    "branch_head",
    "regional_head",
    "head_office",
    "credit_officer",
    "underwriter",
    "committee_member",
    "collector",
    "recovery_lawyer",
    "marketer",
    "service_agent",
    "knowledge_editor",
    "business_administrator",
    "auditor",
    "teller",
    "service_head",
    "complaints_officer",
    "contact_centre_head",
    "collection_head",
    "committee_secretary",
    "collateral_officer",
    "loan_administration",
    "compliance",
    "product_owner",
    "data_steward",
    "legal_service",
]


def amount(text):
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


@pytest.fixture(scope="module")
def movements(small):
    """What a careful reader accepts: id -> row, corrections and cancellations applied."""
    refused = set(small.story["totals_mismatch"]["ids"])
    operations = CORE_CODES["operation"]
    accepted = {}
    for row in small.rows("movements"):
        is_sound = (
            amount(row["amount"]) is not None
            and not row["booking_date"].endswith("-02-30")
            and row["kind"] in operations
            and row["account_id"]
            and row["movement_id"] not in refused
        )
        is_broken_currency = row["movement_id"] in wrong_currency(small)
        if not is_sound or is_broken_currency:
            continue
        if row["operation"] == "cancel":
            del accepted[row["movement_id"]]
        else:
            assert row["operation"] == "correct" or same(accepted, row)
            accepted[row["movement_id"]] = row
    return accepted


def wrong_currency(small):
    return {
        mended["row"][0]
        for mended in small.story["mended_rejects"]
        if mended["kind"] == "wrong_currency"
    }


def same(accepted, row):
    return accepted.get(row["movement_id"], row) == row


def test_a_weekend_belongs_to_the_friday_before(small):
    assert small.summary.business_day == date(2025, 6, 13)


def test_same_seed_and_day_give_the_same_bytes(small, tmp_path):
    again = write_bank(tmp_path / "again", "small", date(2025, 6, 14))
    assert again.files == small.summary.files
    for name in (*again.files, "story.json", "state.json", "index.json"):
        first = (small.summary.folder / name).read_bytes()
        assert (again.folder / name).read_bytes() == first, name


def test_another_seed_gives_another_bank(small, tmp_path):
    other = write_bank(tmp_path / "other", "small", date(2025, 6, 14), seed=20)
    assert other.rows["movements"] != small.summary.rows["movements"]


def test_the_small_bank_has_its_size(small):
    clients = small.latest("clients", "client_id")
    split = small.story["core_split"]["new"]
    assert len(clients.keys() - {split}) == 500
    assert 55_000 <= small.summary.rows["movements"] <= 66_000
    kinds = Counter(row["kind"] for row in small.rows("branches"))
    assert kinds["region"] == 3
    assert kinds["branch"] == 6
    assert kinds["head_office"] == 1
    staff = {row["staff_id"] for row in small.rows("staff")}
    assert 33 <= len(staff) <= 42
    accounts = small.latest("accounts", "account_id")
    told_later = {
        small.story["parked"]["account"],
        small.story["account_renumber"]["new_id"],
    }
    assert len(accounts.keys() - told_later) == 1_200


def test_every_role_has_somebody(small):
    assert {row["role"] for row in small.rows("staff")} == set(STAFF_ROLES)


def test_sign_ins_cover_every_role_and_two_regions(small):
    sign_ins = small.summary.sign_ins
    assert {one["role"] for one in sign_ins} == set(STAFF_ROLES)
    branches = {row["login"]: row["branch_id"] for row in small.rows("staff")}
    retail = [one["login"] for one in sign_ins if one["role"] == "retail_manager"]
    assert "olena.bondar" in retail
    assert len({branches[login][0] for login in retail}) == 2


def test_logins_belong_to_one_person(small):
    logins = defaultdict(set)
    for row in small.rows("staff"):
        logins[row["login"]].add(row["staff_id"])
    assert all(len(staff) == 1 for staff in logins.values())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_files_have_the_columns_and_required_values_of_the_layout(small, layout):
    broken_on_purpose = {one["line"] for one in small.story["rejects"]}
    for path in small.files(layout):
        rows = small.read(path)
        if rows:
            assert tuple(rows[0]) == LAYOUTS[layout].column_names
        for line, row in enumerate(rows, 2):
            missing = [name for name in LAYOUTS[layout].required_names if not row[name]]
            assert not missing or line in broken_on_purpose, (path.name, row)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_words_of_closed_lists_are_known(small, layout):
    for column in LAYOUTS[layout].columns:
        if column.kind is not ColumnKind.CODE or column.codes not in LABELS:
            continue
        known = set(CORE_CODES.get(column.codes) or LABELS[column.codes])
        known |= {"", "XZ_77", "OP_UNKNOWN"}
        assert {row[column.name] for row in small.rows(layout)} <= known, column.name


def test_operations_of_the_core_are_mapped_to_ours():
    assert set(CORE_CODES["operation"].values()) == set(LABELS["operation"])


def test_references_lead_to_rows_that_exist(small):
    known = {
        code: {row[layout.identity[0]] for row in small.rows(code)}
        for code, layout in LAYOUTS.items()
    }
    for code, layout in LAYOUTS.items():
        for column in layout.columns:
            if column.kind is ColumnKind.REFERENCE:
                used = {row[column.name] for row in small.rows(code)} - {""}
                assert used <= known[column.refers_to], (code, column.name)


def test_only_the_parked_row_comes_before_its_account(small):
    arrived, early = set(), set()
    for path in small.summary.paths:
        layout = small.manifest(path)["layout"]
        if layout == "accounts":
            arrived |= {row["account_id"] for row in small.read(path)}
        elif layout == "movements":
            early |= {row["account_id"] for row in small.read(path)} - arrived - {""}
    assert early == {small.story["parked"]["account"]}


def test_every_product_is_held(small):
    held = {row["product_id"] for row in small.rows("holdings")}
    products = {row["product_id"]: row["family"] for row in small.rows("products")}
    assert len(set(products.values())) == 13
    assert {products[code] for code in held} == set(products.values())


def test_manifests_tell_the_truth_but_for_one(small):
    wrong = []
    for path in small.summary.paths:
        manifest = small.manifest(path)
        assert manifest["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert manifest["feed"] == f"core_{manifest['layout']}"
        if path.suffix != ".csv":
            continue
        rows, control = small.read(path), LAYOUTS[manifest["layout"]].control_sum
        total = (
            sum(amount(row[control] or "0") or 0 for row in rows) if control else None
        )
        told = manifest["sum"] if control else None
        is_right = told is None or Decimal(told) == total
        if manifest["rows"] != len(rows) or not is_right:
            wrong.append({row["movement_id"] for row in rows})
    assert wrong == [set(small.story["totals_mismatch"]["ids"])]


def test_balances_are_the_opening_and_the_movements(small, movements):
    renumber = small.story["account_renumber"]
    balances = defaultdict(dict)
    for row in small.rows("balances"):
        number = row["account_id"]
        number = renumber["old_id"] if number == renumber["new_id"] else number
        balances[row["date"]][number] = Decimal(row["balance"])
    now = defaultdict(Decimal, balances[min(balances)])
    rows = list(movements.values())
    for mended in small.story["mended_rejects"]:
        names = LAYOUTS["movements"].column_names
        rows.append(dict(zip(names, mended["row"], strict=True)))
    for row in rows:
        now[row["account_id"]] += Decimal(row["amount"])
    last = balances[FRIDAY]
    assert len(last) > 1_000
    assert {key: now[key] for key in last} == last
    assert not {key for key, sum_ in now.items() if sum_ and key not in last}


def test_running_balances_follow_the_movements(small, movements):
    first = min(row["date"] for row in small.rows("balances"))
    now = defaultdict(
        Decimal,
        {
            row["account_id"]: Decimal(row["balance"])
            for row in small.rows("balances")
            if row["date"] == first
        },
    )
    ordered = sorted(movements.values(), key=lambda row: row["booking_date"])
    for row in ordered:
        now[row["account_id"]] += Decimal(row["amount"])
        if row["balance_after"]:
            assert Decimal(row["balance_after"]) == now[row["account_id"]], row


def test_savings_of_clients_are_never_overdrawn(small):
    kinds = {row["account_id"]: row["kind"] for row in small.rows("accounts")}
    for row in small.rows("balances"):
        is_debt = kinds[row["account_id"]] in ("loan", "overdraft")
        assert Decimal(row["balance"]) * (-1 if is_debt else 1) >= 0, row
