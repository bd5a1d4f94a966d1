"""camt that is broken or hostile: what is lost, what is refused, what is told."""

import io
import time

import pytest
from odoo.addons.bank_crm_exchange.domain.statements import camt
from odoo.addons.bank_crm_exchange.domain.statements.errors import (
    EntryError,
    FormatError,
)
from odoo.addons.bank_crm_exchange.domain.statements.model import EntryStatus

from tests.unit.exchange.camt_text import body_xml, document_xml, entry_xml


def _read(text, reject=None):
    return [
        (statement, list(statement.entries))
        for statement in camt.read(io.BytesIO(text.encode()), reject)
    ]


def test_a_broken_entry_is_refused_and_the_rest_is_read():
    refused = []
    text = document_xml(
        body_xml(
            entry_xml(amount="1"),
            entry_xml(amount="1,5", extra="<AddtlNtryInf>Secret Name</AddtlNtryInf>"),
            entry_xml(side="BOTH"),
            entry_xml(amount="4"),
        )
    )
    ((_statement, entries),) = _read(text, refused.append)
    assert [(entry.position, str(entry.amount)) for entry in entries] == [
        (1, "1"),
        (4, "4"),
    ]
    assert [(error.position, error.reason) for error in refused] == [
        (2, "the amount is not a number"),
        (3, "neither credit nor debit (CdtDbtInd)"),
    ]
    assert "Secret Name" in refused[0].raw
    assert "Secret Name" not in str(refused[0])


def test_a_broken_transaction_refuses_its_entry_only():
    refused = []
    bad = "<NtryDtls><TxDtls><Amt Ccy='EUR'>x</Amt></TxDtls></NtryDtls>"
    ((_statement, entries),) = _read(
        document_xml(body_xml(entry_xml(extra=bad), entry_xml())), refused.append
    )
    assert [entry.position for entry in entries] == [2]
    assert "TxDtls" in refused[0].raw


def test_a_broken_statement_does_not_lose_the_others():
    refused = []
    text = document_xml(
        body_xml(entry_xml(), account=""), body_xml(entry_xml(), ident="S2")
    )
    ((statement, entries),) = _read(text, refused.append)
    assert (statement.statement_id, len(entries)) == ("S2", 1)
    assert [error.reason for error in refused] == ["a statement names its account"]


def test_a_report_without_status_is_refused_but_a_statement_is_booked():
    with pytest.raises(EntryError, match="status"):
        _read(document_xml(body_xml(entry_xml(status="")), kind="052"))
    ((_statement, (entry,)),) = _read(document_xml(body_xml(entry_xml(status=""))))
    assert entry.status is EntryStatus.BOOKED


def test_a_file_cut_in_the_middle_gives_what_stood_before():
    text = document_xml(
        body_xml(entry_xml(), ident="S1"), body_xml(entry_xml(), ident="S2")
    )
    statements = camt.read(io.BytesIO(text.encode()[:-120]))
    assert next(statements).statement_id == "S1"
    with pytest.raises(FormatError, match="not well-formed"):
        list(statements)


@pytest.mark.parametrize(
    "text",
    [
        "<Document/>",
        "<a><Ntry/><TxDtls/></a>",
        "<Document><n:BkToCstmrStmt><Stmt/></n:BkToCstmrStmt></Document>",
    ],
    ids=["empty", "entries without a message", "prefix nobody declared"],
)
def test_other_xml_is_refused(text):
    with pytest.raises(FormatError):
        _read(text)


def test_no_file_or_host_is_ever_asked(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("UA-SECRET")
    for prolog in (
        f"<!DOCTYPE Document [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>",
        f"<!DOCTYPE Document SYSTEM '{secret.as_uri()}'>",
        "<!DOCTYPE Document [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/'> %x;]>",
    ):
        text = document_xml(
            body_xml(entry_xml(), account="<IBAN>&x;</IBAN>"), prolog=prolog
        )
        with pytest.raises(FormatError):
            _read(text)


def test_a_bomb_of_entities_is_refused_at_once():
    laughs = "".join(
        f"<!ENTITY l{level} '{f'&l{level - 1};' * 10}'>" for level in range(1, 12)
    )
    prolog = f"<!DOCTYPE Document [<!ENTITY l0 'ha'>{laughs}]>"
    started = time.monotonic()
    for bomb in (
        document_xml(
            body_xml(entry_xml(), account="<IBAN>&l11;</IBAN>"), prolog=prolog
        ),
        f"{prolog}<Document a='&l11;'><BkToCstmrStmt/></Document>",
    ):
        with pytest.raises(FormatError):
            _read(bomb)
    assert time.monotonic() - started < 5
