"""MT940 as banks write it: marks, dates, dialects, pages, identities."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from odoo.addons.bank_crm_exchange.domain.statements import mt940
from odoo.addons.bank_crm_exchange.domain.statements.balance import check_balance
from odoo.addons.bank_crm_exchange.domain.statements.model import (
    repeated_references,
    row_identity,
)
from odoo.addons.bank_crm_exchange.domain.statements.pages import join_pages

from tests.unit.exchange.mt940_text import read, statement_text

FILES = Path(__file__).parent / "files"


def _only_entry(*lines, **values):
    (statement,) = read(statement_text(*lines, **values))
    (entry,) = statement.entries
    return entry


@pytest.fixture(scope="module")
def german():
    with (FILES / "german.sta").open("rb") as stream:
        (statement,) = mt940.read(stream)
    return statement


def test_a_statement_names_account_number_bank_and_period(german):
    assert german.account == "10020030/1234567"
    assert (german.number, german.sequence, german.page) == ("5/1", 5, 1)
    assert german.servicer_bic == "DEUTDEFF"
    assert german.opening.amount == Decimal("-1000")
    assert (german.from_date, german.to_date) == (date(2024, 12, 30), date(2025, 1, 6))


def test_reversals_go_the_other_way(german):
    assert [(str(entry.amount), entry.is_reversal) for entry in german.entries] == [
        ("-20.5", False),
        ("-300", True),
        ("20.5", True),
        ("1500", False),
    ]
    assert check_balance(german.opening, german.closing, german.entries).is_balanced


def test_the_entry_date_is_in_the_year_nearest_to_the_value_date(german):
    assert [entry.booking_date for entry in german.entries] == [
        date(2024, 12, 30),
        date(2024, 12, 31),
        date(2025, 1, 3),
        date(2025, 1, 4),
    ]


def test_german_subfields_become_counterparty_and_purpose(german):
    entry = german.entries[0]
    assert entry.counterparty.name == "ANNA BERG UND SOHN"
    assert entry.counterparty.account == "DE89370400440532013000"
    assert entry.counterparty.bank_bic == "COBADEFFXXX"
    assert entry.purpose == "Miete Januar"
    assert entry.end_to_end_id == "E2E-17"
    assert entry.transaction_code.swift == "NTRF"
    assert entry.transaction_code.proprietary == "177"
    assert entry.additional_info == "ONLINE-UEBERW"
    assert german.entries[1].additional_info == "RUECKGABE /OCMT/EUR300,/"


def test_references_tell_bank_from_customer(german):
    assert [entry.bank_reference for entry in german.entries] == [
        "B-0001",
        "B-0002",
        "B-0003",
        "",
    ]
    assert german.entries[3].customer_reference == "REF7"
    assert german.entries[3].purpose == "Einzahlung am Schalter"


def test_swift_codes_become_counterparty_and_purpose():
    entry = _only_entry(
        ":61:2501020102C10,NTRFNONREF",
        ":86:/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/J. S",
        "MIT/REMI/Rent May/EREF/E-1",
    )
    assert entry.counterparty.name == "J. SMIT"
    assert entry.counterparty.account == "NL91ABNA0417164300"
    assert entry.counterparty.bank_bic == "ABNANL2A"
    assert (entry.purpose, entry.end_to_end_id) == ("Rent May", "E-1")


def test_a_counterparty_group_of_swift_codes_is_read():
    entry = _only_entry(
        ":61:2501020102C10,NTRFNONREF",
        ":86:/EREF/E-2//CNTP/NL91ABNA0417164300/ABNANL2A/J SMIT///REMI/USTD//Rent/",
    )
    assert entry.counterparty.name == "J SMIT"
    assert entry.counterparty.account == "NL91ABNA0417164300"
    assert entry.purpose == "Rent"


def test_an_account_leading_free_text_is_the_counterparty():
    entry = _only_entry(
        ":61:2501020102C10,NIOBNL47INGB9999999999",
        "J Smit",
        ":86:NL47INGB9999999999 J Smit",
        "Jewellery",
    )
    assert (entry.counterparty.account, entry.counterparty.name) == (
        "NL47INGB9999999999",
        "J Smit",
    )
    assert entry.purpose == "Jewellery"


@pytest.mark.parametrize(
    ("line", "amount"),
    [
        (":61:250102C5,NTRFNONREF", "5"),
        (":61:2501020102CN45,00NTRFNONREF", "45.00"),
        (":61:250102    DD212,39NMSCNONREF", "-212.39"),
        (":61:250102D000000000044,95N060", "-44.95"),
    ],
)
def test_marks_funds_codes_and_missing_decimals(line, amount):
    assert str(_only_entry(line).amount) == amount


def test_a_dash_in_the_text_does_not_end_the_statement():
    entry = _only_entry(":61:250102C5,NTRF", ":86:Rent", "-", "- May")
    assert entry.purpose == "Rent - - May"


def test_a_missing_entry_date_stays_inside_the_statement():
    assert _only_entry(":61:250105C5,NTRF").booking_date == date(2025, 1, 5)
    assert _only_entry(":61:241201C5,NTRF").booking_date == date(2025, 1, 10)


def test_two_digit_years_from_80_are_of_the_last_century():
    entry = _only_entry(":61:9912311231C5,NTRF", opening="991230", closing="000103")
    assert entry.value_date == date(1999, 12, 31)


def test_the_thirtieth_of_february_is_its_last_day():
    assert _only_entry(":61:2502300228C5,NTRF").value_date == date(2025, 2, 28)
    assert _only_entry(":61:2402300229C5,NTRF").value_date == date(2024, 2, 29)


def test_pages_are_joined_and_rows_keep_their_identity():
    text = (FILES / "pages.sta").read_text()
    (whole,) = join_pages(read(text))
    assert (whole.page, whole.last_page, whole.is_last_page) == (1, 2, True)
    assert check_balance(whole.opening, whole.closing, whole.entries).is_balanced
    apart = [
        entry.position_id
        for part in text.split(":20:PAGE-TWO")
        for statement in read(
            part if part.startswith(":20:") else ":20:PAGE-TWO" + part
        )
        for entry in statement.entries
    ]
    assert [entry.position_id for entry in whole.entries] == apart
    assert len(set(apart)) == 3


def test_a_page_that_does_not_fit_is_left_alone():
    text = (
        (FILES / "pages.sta")
        .read_text()
        .replace(":60M:C250301UAH80", ":60M:C250301UAH81")
    )
    assert len(list(join_pages(read(text)))) == 2


def test_two_equal_withdrawals_are_two_rows():
    withdrawal = (":61:2501020102D100,NMSCNONREF", ":86:ATM")
    (statement,) = read(statement_text(*withdrawal, *withdrawal))
    assert [row_identity(entry, frozenset()) for entry in statement.entries] == [
        "UA1|1/1|2025-01-10|1",
        "UA1|1/1|2025-01-10|2",
    ]


def test_a_reference_used_twice_identifies_nothing():
    (statement,) = read(
        statement_text(
            ":61:250102D1,NMSCNONREF//SAME",
            ":61:250102D1,NMSCNONREF//SAME",
            ":61:250102D1,NMSCNONREF//ALONE",
        )
    )
    repeated = repeated_references(statement.entries)
    assert [row_identity(entry, repeated) for entry in statement.entries] == [
        "UA1|1/1|2025-01-10|1",
        "UA1|1/1|2025-01-10|2",
        "UA1|ref|ALONE",
    ]


def test_unnumbered_statements_are_told_apart_by_their_reference():
    first, second = (
        read(
            statement_text(":61:250102D1,NMSC", number="000").replace(
                ":20:REF", f":20:{ref}"
            )
        )
        for ref in ("A", "B")
    )
    assert first[0].sequence is None
    assert first[0].entries[0].position_id != second[0].entries[0].position_id
