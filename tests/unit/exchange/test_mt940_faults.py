"""MT940 that is broken or oddly encoded: what is lost, what is refused."""

import io

import pytest
from odoo.addons.bank_crm_exchange.domain.statements import mt940
from odoo.addons.bank_crm_exchange.domain.statements.errors import (
    EntryError,
    FormatError,
    StatementError,
)

from tests.unit.exchange.mt940_text import read, statement_text


def test_a_broken_entry_is_refused_with_its_place_and_the_rest_is_read():
    refused = []
    text = statement_text(
        ":61:2501020102C1,NTRF",
        ":61:2513990102C2,NTRF",
        ":86:Secret Name",
        ":61:2501020102C3,NTRF",
    )
    (statement,) = read(text, refused.append)
    assert [(entry.position, str(entry.amount)) for entry in statement.entries] == [
        (1, "1"),
        (3, "3"),
    ]
    (error,) = refused
    assert isinstance(error, EntryError)
    assert (error.line, error.position) == (6, 2)
    assert "Secret Name" in error.raw
    assert "Secret Name" not in str(error)


def test_without_a_quarantine_the_first_fault_is_raised():
    with pytest.raises(EntryError, match="line 5, entry 1"):
        read(statement_text(":61:2513990102C2,NTRF"))


def test_a_broken_statement_does_not_lose_the_others():
    refused = []
    broken = statement_text().replace(":62F:C250110UAH0,\n", "")
    statements = read(
        statement_text(number="1/1") + broken + statement_text(number="3/1"),
        refused.append,
    )
    assert [statement.sequence for statement in statements] == [1, 3]
    assert [(error.line, error.reason) for error in refused] == [
        (7, "the statement lacks a closing balance (:62F:)")
    ]


def test_a_lost_statement_start_is_told_not_swallowed():
    merged = statement_text() + statement_text(number="2/1").removeprefix(":20:REF\n")
    with pytest.raises(StatementError, match="outside any statement"):
        read(merged)
    with pytest.raises(StatementError, match="more than one"):
        read(merged.replace("\n-\n", "\n"))


def test_an_entry_after_the_closing_balance_is_told_not_swallowed():
    text = statement_text().replace("\n-\n", "\n:61:250102C5,NTRF\n-\n")
    with pytest.raises(StatementError, match="after the closing balance"):
        read(text)


def test_a_file_without_statements_is_refused():
    with pytest.raises(FormatError, match="no MT940 statement"):
        read("hello\nworld\n")
    with pytest.raises(FormatError, match="longer than any"):
        read(":20:" + "x" * 100_000)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"],
)
def test_cyrillic_is_read_in_any_encoding(encoding):
    text = statement_text(":61:2501020102C5,NTRF", ":86:Оплата рахунку Коваленко")
    (statement,) = read(text, encoding=encoding)
    assert statement.entries[0].purpose == "Оплата рахунку Коваленко"


def test_latin_is_read_in_any_encoding_and_line_end():
    text = statement_text(":61:2501020102C5,NTRF", ":86:Müller Straße")
    for end in ("\n", "\r\n", "\r"):
        (statement,) = read(text.replace("\n", end), encoding="latin-1")
        assert statement.entries[0].purpose == "Müller Straße"


def test_one_wrong_byte_does_not_spoil_a_utf8_file():
    start = statement_text(":61:2501020102C5,NTRF", ":86:Оплата").encode()
    filler = b":86:" + b"x" * 60 + b"\n"
    text = start.replace(
        b":62F:", filler * 1200 + b":61:250102C5,NTRF\n:86:caf\xe9\n:62F:"
    )
    (statement,) = mt940.read(io.BytesIO(text))
    assert statement.entries[0].purpose.startswith("Оплата")
    assert statement.entries[1].purpose == "café"


def test_nothing_of_the_file_reaches_the_log(caplog):
    caplog.set_level("DEBUG")
    read(
        statement_text(":61:Secret Name", ":61:2501020102C1,NTRFSecret"),
        lambda error: None,
    )
    assert "Secret" not in caplog.text
