"""Whatever a file holds, only StatementError comes out, and soon."""

import io
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo.addons.bank_crm_exchange.domain.statements import camt, mt940
from odoo.addons.bank_crm_exchange.domain.statements.chain import link_of
from odoo.addons.bank_crm_exchange.domain.statements.errors import (
    FormatError,
    StatementError,
)
from odoo.addons.bank_crm_exchange.domain.statements.pages import join_pages
from odoo.addons.bank_crm_exchange.domain.statements.sniff import sniff

FILES = Path(__file__).parent / "files"
READERS = {"german.sta": mt940.read, "pages.sta": mt940.read, "batch.xml": camt.read}
FUZZ = settings(
    max_examples=120,
    deadline=timedelta(seconds=3),
    suppress_health_check=[HealthCheck.too_slow],
)
SNIPPETS = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [
            *(b":61:", b":20:", b":62F:", b"\n-\n", b"{1:", b"?20", b"RD", b"\n"),
            *(b"<n:Ntry>", b"</n:Ntry>", b"<n:Stmt>", b"</n:Stmt>", b"&x;", b"<!--"),
            *(b"\x00", b"\xff", "\u0663".encode(), b"9" * 40, b"0" * 6, b"-", b","),
        ]
    ),
)


@st.composite
def _mutations(draw):
    name = draw(st.sampled_from(sorted(READERS)))
    content = bytearray((FILES / name).read_bytes())
    for _round in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 25)))
        content[start:end] = draw(SNIPPETS)
    return name, bytes(content)


def _consume(statements):
    for statement in join_pages(statements):
        link_of(statement)
        for entry in statement.entries:
            assert sum(row.amount for row in entry.rows()) == entry.amount
            assert entry.position_id


@FUZZ
@given(_mutations())
def test_a_damaged_file_raises_nothing_but_statement_errors(mutation):
    name, content = mutation
    sniff(content)
    with suppress(StatementError):
        _consume(READERS[name](io.BytesIO(content)))


@FUZZ
@given(_mutations())
def test_a_quarantine_takes_all_but_the_unreadable_file(mutation):
    name, content = mutation
    refused = []
    with suppress(FormatError):
        _consume(READERS[name](io.BytesIO(content), refused.append))
    assert all(isinstance(error, StatementError) for error in refused)


@FUZZ
@given(st.binary(max_size=300), st.sampled_from([mt940.read, camt.read]))
def test_noise_is_refused(noise, read):
    sniff(noise)
    with pytest.raises(StatementError):
        _consume(read(io.BytesIO(noise)))
