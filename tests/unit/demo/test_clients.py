"""Clients of the demo bank are believable, and the deliberate ones are there."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from stdnum import iban, lei
from stdnum.cn import uscc
from stdnum.ua import edrpou, rntrc

TODAY = date(2025, 6, 13)
EPOCH = date(1899, 12, 31)


@pytest.fixture(scope="module")
def clients(small):
    return small.latest("clients", "client_id")


def test_numbers_pass_their_own_checks(clients):
    for client in clients.values():
        tax, registry = client["tax_number"], client["registration_number"]
        if client["kind"] != "legal_entity":
            assert not tax or rntrc.is_valid(tax)
        elif client["country"] == "UA":
            assert edrpou.is_valid(registry)
        elif client["country"] == "CN":
            assert uscc.is_valid(registry)
        assert not client["lei"] or lei.is_valid(client["lei"])


def test_a_personal_tax_number_tells_birth_and_sex(clients):
    numbered = [c for c in clients.values() if c["birth_date"] and c["tax_number"]]
    assert len(numbered) > 300
    for client in numbered:
        days = timedelta(int(client["tax_number"][:5]))
        assert (EPOCH + days).isoformat() == client["birth_date"]
        is_male = int(client["tax_number"][8]) % 2 == 1
        assert is_male == (client["gender"] == "male")


def test_account_numbers_are_ibans_of_the_bank(small):
    for row in small.rows("accounts"):
        assert iban.is_valid(row["number"])
        assert row["number"][4:10] == "399128"


def test_card_numbers_are_masked(small):
    for row in small.rows("cards"):
        assert row["number"][6:12] == "******"
        assert len(row["number"]) == 16


def test_ukrainian_names_agree_with_sex(clients):
    endings = {"female": ("івна", "ївна"), "male": ("ич", "іч")}
    for client in clients.values():
        if client["middle_name"] and client["middle_name"][-1] > "z":
            assert client["middle_name"].endswith(endings[client["gender"]]), client
            is_masculine = client["last_name"].endswith(("ський", "цький"))
            assert not (is_masculine and client["gender"] == "female")


def test_three_cultures_are_served(clients):
    languages = Counter(client["language"] for client in clients.values())
    assert languages["uk"] > languages["en"] > 10
    assert languages["zh"] > 10


def test_forty_pairs_of_duplicates_and_their_lookalikes(small, clients):
    pairs = small.story["duplicates"]
    assert len(pairs) == 40
    for pair in pairs:
        first, second = (clients[number] for number in pair["clients"])
        assert first["birth_date"] == second["birth_date"]
    for pair in small.story["not_duplicates"]:
        first, second = (clients[number] for number in pair["clients"])
        assert first["tax_number"] != second["tax_number"]
        assert first["street"] == second["street"]


def test_documents_expired_and_files_incomplete(small, clients):
    expired = [
        number
        for number, client in clients.items()
        if client["document_expiry"] and client["document_expiry"] < TODAY.isoformat()
    ]
    assert sorted(expired) == sorted(small.story["expired_documents"])
    assert len(expired) == 30
    assert len(small.story["incomplete"]) == 50


def test_private_clients_are_twenty(clients):
    private = [c for c in clients.values() if c["is_private_banking"] == "1"]
    assert len(private) == 20


def test_groups_families_and_joint_accounts(small):
    story = small.story
    assert len(story["groups"]) == 5
    assert len(story["families"]) == 10
    assert len(story["false_groups"]) == 2
    assert len(story["joint_accounts"]) == 3
    assert sum(group["is_circular"] for group in story["groups"]) == 1
    joint = {
        r["account_id"] for r in small.rows("account_holders") if r["role"] == "joint"
    }
    assert joint == set(story["joint_accounts"])


def test_false_groups_share_a_telephone_and_nothing_else(small, clients):
    for crowd in small.story["false_groups"]:
        members = [clients[number] for number in crowd["members"]]
        assert {member["phone"] for member in members} == {crowd["phone"]}
        assert len({member["registration_number"] for member in members}) == len(
            members
        )


def test_special_persons(small, clients):
    story = small.story
    assert clients[story["deceased"]]["state"] == "former"
    assert clients[story["deceased"]]["ended"]
    assert clients[story["employee_client"]["client"]]["staff_id"]
    minor = clients[story["minor"]["client"]]
    assert date.fromisoformat(minor["birth_date"]) > TODAY - timedelta(18 * 365)
    keys = [r for r in small.rows("client_keys") if r["source"] == "core"]
    assert {row["client_id"] for row in keys} == {story["three_core_ids"]}
    assert len(keys) == 2


def test_deposits_that_end_this_month_are_spread_over_managers(small, clients):
    ends = {(TODAY + timedelta(days)).isoformat() for days in range(1, 31)}
    holdings = small.latest("holdings", "holding_id").values()
    owners = [
        clients[holding["client_id"]]["manager_id"]
        for holding in holdings
        if holding["ends"] in ends and holding["product_id"].startswith("DEP")
    ]
    assert len(owners) >= 16
    assert len(set(owners)) >= 6


def test_the_hryvnia_fell_once(small):
    rows = [r for r in small.rows("fx_rates") if r["currency"] == "USD"]
    rates = [float(r["rate"]) for r in sorted(rows, key=lambda row: row["date"])]
    falls = [b / a for a, b in pairwise(rates) if b / a > 1.1]
    assert falls == [pytest.approx(1.15, abs=0.001)]


def test_new_and_lost_clients_of_the_week(small, clients):
    week = (TODAY - timedelta(6)).isoformat()
    since = {number for number, c in clients.items() if c["since"] >= week}
    ended = {number for number, c in clients.items() if c["ended"] >= week}
    assert since >= set(small.story["new_this_week"])
    assert ended == set(small.story["lost_this_week"])
