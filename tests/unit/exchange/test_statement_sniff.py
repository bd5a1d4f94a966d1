"""What a file is, told from its first bytes."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from odoo.addons.bank_crm_exchange.domain.statements.sniff import Format, sniff

FILES = Path(__file__).parent / "files"
ROWS = "номер;сума;призначення\n1;5,00;Оплата рахунку\n2;6,10;Повернення, частково\n"


def _zip(name, data=b"x"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def test_statements_are_recognised():
    assert sniff((FILES / "german.sta").read_bytes()).format is Format.MT940
    found = sniff((FILES / "batch.xml").read_bytes())
    assert (found.format, found.message) == (Format.CAMT, "camt.053.001.12")
    assert sniff(b"<x:BkToCstmrAcctRpt>").message == "camt.052"
    assert sniff("﻿<Document xmlns='urn:camt.054.001.08'>".encode("utf-16")).message == (
        "camt.054.001.08"
    )
    assert (
        sniff(b"\x01\r\nABNANL2A\r\n940\r\n:20:X\r\n:25:1\r\n").format is Format.MT940
    )


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1251", "cp1251"),
    ],
)
def test_a_csv_is_told_with_its_encoding_and_delimiter(encoding, told):
    # UTF-16 without a mark is told by its Latin half.
    text = ROWS + "3;7,00;IBAN UA213223130000026007233566001 REF 2025-03-01\n" * 9
    found = sniff(text.encode(encoding))
    assert (found.format, found.encoding, found.delimiter) == (Format.CSV, told, ";")


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiters_inside_quotes_do_not_count(delimiter):
    row = delimiter.join(["1", '"a;b,c|d"', "x"])
    assert sniff(f"{row}\n{row}\n".encode()).delimiter == delimiter


def test_western_letters_are_latin():
    assert (
        sniff("id;name\n1;Crédit à la mode\n".encode("latin-1")).encoding == "latin-1"
    )


def test_a_letter_cut_at_the_end_of_the_sample_is_no_fault():
    assert sniff(ROWS.encode()[:-18][:-1]).encoding == "utf-8"


def test_archives_are_told_and_workbooks_refused():
    assert sniff(gzip.compress(b"x")).format is Format.GZIP
    assert sniff(_zip("statement.xml")).format is Format.ZIP
    workbook = sniff(_zip("[Content_Types].xml"))
    assert workbook.format is Format.XLSX
    assert "save it as CSV" in workbook.refusal


@pytest.mark.parametrize(
    ("head", "word"),
    [
        (b"", "empty"),
        (b"  \r\n", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "CSV"),
        (b"<html></html>", "not camt"),
        (b"hello world", "neither"),
        (bytes(range(1, 9)) + b"\x00" * 3 + b"\x01\x02", "binary"),
    ],
)
def test_the_rest_is_refused_with_a_clear_word(head, word):
    assert word in sniff(head).refusal
