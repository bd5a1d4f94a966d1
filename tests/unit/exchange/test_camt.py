"""camt as banks write it: versions, batches, reversals, pages, currencies."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from odoo.addons.bank_crm_exchange.domain.statements import camt
from odoo.addons.bank_crm_exchange.domain.statements.balance import check_balance
from odoo.addons.bank_crm_exchange.domain.statements.model import (
    EntryStatus,
    Original,
    Side,
)
from odoo.addons.bank_crm_exchange.domain.statements.pages import join_pages

from tests.unit.exchange.camt_text import (
    ROOTS,
    balance_xml,
    body_xml,
    document_xml,
    entry_xml,
)

FILES = Path(__file__).parent / "files"


def _read(text, reject=None):
    return [
        (statement, list(statement.entries))
        for statement in camt.read(io.BytesIO(text.encode()), reject)
    ]


@pytest.fixture(scope="module")
def batch():
    with (FILES / "batch.xml").open("rb") as stream:
        ((statement, entries),) = [
            (statement, list(statement.entries)) for statement in camt.read(stream)
        ]
    return statement, entries


def test_a_statement_names_account_number_bank_and_period(batch):
    statement, _entries = batch
    assert statement.message == "camt.053.001.12"
    assert statement.account == "UA213223130000026007233566001"
    assert (statement.number, statement.sequence, statement.page) == ("41", 41, 1)
    assert (statement.currency, statement.servicer_bic) == ("EUR", "EXBSUAUX")
    assert statement.from_date == statement.to_date == date(2025, 3, 1)


def test_pending_entries_do_not_move_the_balance(batch):
    statement, entries = batch
    assert [entry.status for entry in entries] == [
        EntryStatus.BOOKED,
        EntryStatus.BOOKED,
        EntryStatus.PENDING,
    ]
    check = check_balance(statement.opening, statement.closing, entries)
    assert check.is_balanced
    assert check.difference == 0


def test_a_batch_becomes_one_row_per_transaction(batch):
    first, second = batch[1][0].rows()
    assert batch[1][0].batch_count == 2
    assert (first.amount, second.amount) == (Decimal("-40.00"), Decimal("-50.00"))
    assert first.counterparty.name == "Олена Коваль"
    assert first.counterparty.account == "DE89370400440532013000"
    assert first.counterparty.bank_bic == "COBADEFF"
    assert (first.purpose, first.end_to_end_id) == ("Salary March", "SAL-1")
    assert (second.purpose, second.end_to_end_id) == ("Salaries", "")
    assert first.transaction_code.subfamily == "ESCT"
    assert second.position_id == batch[1][0].position_id + ".2"
    assert first.bank_reference == ""


def test_a_reversal_keeps_its_side_and_mirrors_the_parties(batch):
    entry = batch[1][1]
    assert (entry.amount, entry.side, entry.is_reversal) == (
        Decimal("5.00"),
        Side.CREDIT,
        True,
    )
    assert entry.counterparty.name == "Shop Ltd"
    assert entry.original == Original(Decimal("5.40"), "USD", Decimal("1.08"))
    assert entry.value_date == date(2025, 3, 1)
    assert entry.booking_moment.hour == 10


@pytest.mark.parametrize(
    "amounts",
    [
        ("", ""),
        ('<Amt Ccy="EUR">2</Amt>', '<Amt Ccy="EUR">2</Amt>'),
        ('<Amt Ccy="USD">3</Amt>', '<Amt Ccy="EUR">2</Amt>'),
    ],
    ids=["no amounts", "not adding up", "another currency"],
)
def test_a_batch_that_does_not_add_up_stays_one_row(amounts):
    details = "".join(f"<TxDtls>{amount}</TxDtls>" for amount in amounts)
    text = document_xml(body_xml(entry_xml(extra=f"<NtryDtls>{details}</NtryDtls>")))
    ((_statement, (entry,)),) = _read(text)
    assert [row.amount for row in entry.rows()] == [Decimal("5.00")]


def test_unsigned_transactions_take_the_side_of_their_batch():
    details = "".join(
        f'<TxDtls><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>'
        for amount in (2, 3)
    )
    text = document_xml(
        body_xml(entry_xml(side="DBIT", extra=f"<NtryDtls>{details}</NtryDtls>"))
    )
    ((_statement, (entry,)),) = _read(text)
    assert [row.amount for row in entry.rows()] == [Decimal(-2), Decimal(-3)]
    assert {row.side for row in entry.rows()} == {Side.DEBIT}


def test_a_negative_amount_is_a_reversal():
    ((_statement, (entry,)),) = _read(document_xml(body_xml(entry_xml(amount="-5.00"))))
    assert (entry.amount, entry.side, entry.is_reversal) == (
        Decimal("-5.00"),
        Side.DEBIT,
        True,
    )


@pytest.mark.parametrize("version", [f"{number:02}" for number in range(2, 14)])
@pytest.mark.parametrize("kind", list(ROOTS))
@pytest.mark.parametrize("status", ["<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>"])
def test_every_version_is_read(kind, version, status):
    text = document_xml(body_xml(entry_xml(status=status)), kind=kind, version=version)
    ((statement, (entry,)),) = _read(text)
    assert statement.message == f"camt.{kind}.001.{version}"
    assert statement.currency == "EUR"
    assert entry.status is EntryStatus.BOOKED


def test_a_document_without_namespace_in_an_envelope_is_read():
    text = document_xml(body_xml(entry_xml())).replace(
        " xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'", ""
    )
    ((statement, entries),) = _read(f"<Envelope><Header/>{text}</Envelope>")
    assert (statement.message, len(entries)) == ("camt.053", 1)


def test_an_account_without_iban_is_read():
    text = document_xml(body_xml(entry_xml(), account="<Othr><Id>2600-1</Id></Othr>"))
    assert _read(text)[0][0].account == "2600-1"


def test_several_statements_are_read_even_if_entries_are_passed_over():
    text = document_xml(
        body_xml(entry_xml(), entry_xml(), ident="S1"),
        body_xml(ident="S2"),
        body_xml(entry_xml(), ident="S3"),
    )
    stream = io.BytesIO(text.encode())
    assert [statement.statement_id for statement in camt.read(stream)] == [
        "S1",
        "S2",
        "S3",
    ]


def test_pages_of_one_statement_are_joined():
    def page(number, is_last, opening, closing, amount):
        head = (
            f"<StmtPgntn><PgNb>{number}</PgNb><LastPgInd>{is_last}</LastPgInd></StmtPgntn>"
            "<ElctrncSeqNb>9</ElctrncSeqNb>"
        )
        return (
            f"<Id>S</Id>{head}<Acct><Id><IBAN>UA1</IBAN></Id></Acct>{opening}{closing}"
            f"{entry_xml(amount=amount)}"
        )

    intermediate = "<SubTp><Cd>INTM</Cd></SubTp>"
    text = document_xml(
        page(
            1, "false", balance_xml("OPBD", 0), balance_xml("CLBD", 2, intermediate), 2
        ),
        page(
            2, "true", balance_xml("OPBD", 2, intermediate), balance_xml("CLBD", 5), 3
        ),
    )
    (whole,) = join_pages(camt.read(io.BytesIO(text.encode())))
    entries = tuple(whole.entries)
    assert (whole.page, whole.last_page) == (1, 2)
    assert check_balance(whole.opening, whole.closing, entries).is_balanced
    assert len({entry.position_id for entry in entries}) == 2


def test_mixed_currencies_are_never_balanced():
    text = document_xml(
        body_xml(
            balance_xml("OPBD", 0), balance_xml("CLBD", 5), entry_xml(currency="USD")
        )
    )
    ((statement, entries),) = _read(text)
    check = check_balance(statement.opening, statement.closing, entries)
    assert (check.difference, check.is_balanced) == (0, False)
