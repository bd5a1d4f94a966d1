"""What goes wrong on purpose goes wrong exactly as told."""

from collections import Counter
from datetime import date


def rows_of(small, ids):
    return [row for row in small.rows("movements") if row["movement_id"] in ids]


def test_twelve_rejects_of_six_kinds_in_one_file(small):
    kinds = Counter(one["kind"] for one in small.story["rejects"])
    assert len(kinds) == 6
    assert set(kinds.values()) == {2}
    ids = {mended["row"][0] for mended in small.story["mended_rejects"]}
    holding = [
        path
        for path in small.files("movements")
        if ids & {row["movement_id"] for row in small.read(path)}
    ]
    assert len(holding) == 1
    assert len(small.read(holding[0])) == 40


def test_corrections_name_a_row_sent_before(small):
    for number in small.story["corrections"]:
        first, second = rows_of(small, {number})
        assert first["operation"] == "new"
        assert second["operation"] in ("correct", "cancel")


def test_a_reversal_takes_back_the_same_sum(small):
    reversal = small.story["reversal"]
    (wrong,) = rows_of(small, {reversal["of"]})
    (right,) = rows_of(small, {reversal["by"]})
    assert right["reverses_id"] == reversal["of"]
    assert wrong["amount"] == f"-{right['amount']}"


def test_two_equal_withdrawals_differ_only_in_number(small):
    first, second = rows_of(small, set(small.story["equal_withdrawals"]))
    assert first.pop("movement_id") != second.pop("movement_id")
    assert first == second


def test_a_file_comes_two_days_late(small):
    names = small.summary.files
    late = set(small.story["late"]["ids"])
    path = next(
        path
        for path in small.files("movements")
        if late <= {row["movement_id"] for row in small.read(path)}
    )
    assert small.manifest(path)["bank_date"] == "2025-06-11"
    place = names.index(path.name)
    before = [small.manifest(small.summary.folder / name) for name in names[:place]]
    assert any(one["bank_date"] == "2025-06-13" for one in before)


def test_keys_change_by_merge_split_and_renumbering(small):
    changes = {row["change"]: row for row in small.rows("key_changes")}
    assert set(changes) == {"client_merge", "client_split", "account_renumber"}
    renumber = small.story["account_renumber"]
    accounts = small.latest("accounts", "account_id")
    assert accounts[renumber["old_id"]]["number"] == renumber["old_iban"]
    assert accounts[renumber["new_id"]]["number"] == renumber["new_iban"]


def test_a_statement_is_missing_between_two(small):
    texts = [path.read_text() for path in small.files("mt940")]
    assert [":28C:101/1" in texts[0], ":28C:103/1" in texts[1]] == [True, True]
    closing = texts[0].split(":62F:")[1].split()[0][10:]
    opening = texts[1].split(":60F:")[1].split()[0][10:]
    assert closing != opening


def test_large_flows_are_of_yesterday_and_today(small):
    days = {flow["date"] for flow in small.story["large_flows"]}
    assert days == {"2025-06-12", "2025-06-13"}
    assert date.fromisoformat(min(days)).weekday() < 5
