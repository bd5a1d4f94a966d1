"""Words, birth numbers and rows of the bank, on examples of our own."""

import doctest
import importlib
from datetime import date

import pytest
from odoo.addons.bank_crm.berka import people
from odoo.addons.bank_crm.berka.mapping import (
    ENGLISH,
    OPERATIONS,
    ORDER_PURPOSES,
    PRODUCTS,
    SIGNS,
    SYMBOLS,
    MappingError,
    czech,
    meaning_of,
)
from odoo.addons.bank_crm.berka.source import SourceError, read
from odoo.addons.bank_crm_base.domain.codes import LABELS

COLUMNS = ("client_id", "birth_number", "amount")
HEADER = '"client_id";"birth_number";"amount"\r\n'


def read_text(tmp_path, text):
    (tmp_path / "client.asc").write_bytes(text.encode("latin-1"))
    return read(
        tmp_path,
        "client.asc",
        COLUMNS,
        lambda cells: (
            cells.key("client_id"),
            cells.day("birth_number"),
            cells.money("amount"),
        ),
    )


@pytest.mark.parametrize(
    "name", ["people", "mapping", "staff", "masters", "convert", "source", "chain"]
)
def test_the_examples_of_a_module_hold(name):
    module = importlib.import_module(f"odoo.addons.bank_crm.berka.{name}")
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("number", "gender", "born"),
    [
        ("706213", "female", date(1970, 12, 13)),
        ("406009", "female", date(1940, 10, 9)),
        ("115101", "female", date(1911, 1, 1)),
        ("450204", "male", date(1945, 2, 4)),
        ("871231", "male", date(1987, 12, 31)),
        ("565229", "female", date(1956, 2, 29)),
    ],
)
def test_the_month_of_a_woman_is_fifty_higher(number, gender, born):
    assert people.person_of(number) == people.Person(born, gender)


@pytest.mark.parametrize(
    "number", ["706313", "455004", "705013", "7062134", "70621", "x06213"]
)
def test_a_birth_number_without_a_date_is_refused(number):
    with pytest.raises(ValueError, match="is no date"):
        people.person_of(number)


@pytest.mark.parametrize(
    ("words", "kind", "sign", "channel"),
    [
        (("PRIJEM", "VKLAD", ""), "cash_in", 1, "counter"),
        (("VYDAJ", "VYBER", ""), "cash_out", -1, "counter"),
        (("VYBER", "VYBER", ""), "cash_out", -1, "counter"),
        (("VYDAJ", "VYBER KARTOU", ""), "card_withdrawal", -1, "card"),
        (("PRIJEM", "PREVOD Z UCTU", ""), "transfer_in", 1, ""),
        (("PRIJEM", "PREVOD Z UCTU", "DUCHOD"), "pension", 1, ""),
        (("VYDAJ", "PREVOD NA UCET", " "), "transfer_out", -1, ""),
        (("VYDAJ", "PREVOD NA UCET", "SIPO"), "utilities", -1, ""),
        (("VYDAJ", "VYBER", "SIPO"), "utilities", -1, "counter"),
        (("VYDAJ", "PREVOD NA UCET", "POJISTNE"), "insurance", -1, ""),
        (("VYDAJ", "PREVOD NA UCET", "UVER"), "loan_payment", -1, ""),
        (("VYDAJ", "PREVOD NA UCET", "LEASING"), "transfer_out", -1, ""),
        (("PRIJEM", "", "UROK"), "interest_in", 1, "system"),
        (("VYDAJ", "VYBER", "SANKC. UROK"), "penalty", -1, "system"),
        (("VYDAJ", "VYBER", "SLUZBY"), "fee", -1, "system"),
    ],
)
def test_words_of_a_movement(words, kind, sign, channel):
    meaning = meaning_of(*words)
    assert (meaning.kind, meaning.sign, meaning.channel) == (kind, sign, channel)


@pytest.mark.parametrize(
    "words",
    [
        ("PRIJEM", "VYBER", ""),
        ("VYDAJ", "", "UROK"),
        ("VYDAJ", "VKLAD", "SLUZBY"),
        ("PRIJEM", "", ""),
        ("KREDIT", "VKLAD", ""),
        ("VYDAJ", "SEK", ""),
        ("VYDAJ", "VYBER", "NAJEM"),
    ],
)
def test_unknown_and_contradicting_words_are_refused(words):
    with pytest.raises(MappingError):
        meaning_of(*words)


def test_our_words_are_in_the_lists_of_the_product():
    meanings = [*OPERATIONS.values(), *SYMBOLS.values()]
    assert {meaning.kind for meaning in meanings} <= LABELS["operation"].keys()
    channels = {meaning.channel for meaning in meanings} - {""}
    assert channels <= LABELS["channel"].keys()
    assert set(ORDER_PURPOSES.values()) <= LABELS["order_purpose"].keys()
    assert {kind for _name, _family, kind in PRODUCTS.values()} <= LABELS[
        "product_kind"
    ].keys()


def test_every_english_word_has_its_czech_one():
    known = {*SIGNS, *OPERATIONS, *SYMBOLS, ""}
    assert set(ENGLISH.values()) <= known
    assert {*OPERATIONS, *SYMBOLS} <= set(ENGLISH.values())
    assert czech(" household ") == "SIPO"


def test_a_file_is_read_by_its_columns(tmp_path):
    rows = read_text(
        tmp_path, HEADER + '1;"450204";-12.50\r\n2;"450205 00:00:00";7.00\r\n'
    )
    assert rows == [("1", date(1945, 2, 4), -1250), ("2", date(1945, 2, 5), 700)]


def test_every_bad_row_is_told_by_its_line(tmp_path):
    text = (
        HEADER + '1;"450204";1.00\r\n2;"459904";1.00\r\n3;"450204"\r\n;"450204";1\r\n'
    )
    with pytest.raises(SourceError) as caught:
        read_text(tmp_path, text)
    lines = str(caught.value).splitlines()
    assert [line.split(":")[1].strip() for line in lines] == [
        "line 3",
        "line 4",
        "line 5",
    ]
    assert "'459904' is no date" in lines[0]
    assert "2 columns, not 3" in lines[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the header is"),
        ('"client_id";"amount"\r\n', "the header is"),
        (HEADER + "\r\n", "line 2: 0 columns"),
        (HEADER + '1;"450204";12,50\r\n', "'12,50' is no amount"),
        (HEADER + '1;"4502', "line 2"),
    ],
)
def test_a_broken_file_is_refused(tmp_path, text, told):
    with pytest.raises(SourceError, match=told):
        read_text(tmp_path, text)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"client\.asc: the file is not there"):
        read(tmp_path, "client.asc", COLUMNS, str)
