"""Cutting and reading feed files: nothing is lost, whatever stands in them."""

import csv
import io
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_exchange.domain.chunks import read_chunk, traits
from odoo.addons.bank_crm_exchange.domain.control_totals import (
    Manifest,
    Tally,
    Thresholds,
    needs_decision,
    refusal,
)
from odoo.addons.bank_crm_exchange.domain.csv_records import Shape, read_records
from odoo.addons.bank_crm_exchange.domain.masking import mask_card_numbers
from odoo.addons.bank_crm_exchange.domain.run_states import MOVES, State, can_move

cells = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00\r"),
    max_size=12,
)
tables = st.lists(st.tuples(cells, cells, cells), max_size=12)


def written(rows):
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return stream.getvalue().encode()


@given(content=st.binary(max_size=400), size=st.integers(1, 50))
def test_chunks_put_together_are_the_file(content, size):
    stream, offset, pieces = io.BytesIO(content), 0, []
    while chunk := read_chunk(stream, offset, size):
        assert chunk.content.endswith(b"\n") or chunk.end == len(content)
        pieces.append(chunk.content)
        offset = chunk.end
    assert b"".join(pieces) == content


@given(rows=tables)
def test_what_was_written_is_read(rows):
    reading = read_records(written(rows), Shape(3), first_line=2)
    # Quoted, even three empty values are a row.
    assert [record.values for record in reading.records] == rows
    assert reading.byte_count == len(written(rows))


@given(rows=tables, cut=st.integers(0, 200))
def test_a_record_on_the_border_of_chunks_is_read_once(rows, cut):
    content = written(rows)
    border = content.find(b"\n", cut) + 1 or len(content)
    first = read_records(content[:border], Shape(3), first_line=2, is_last=False)
    rest = read_records(
        content[first.byte_count :], Shape(3), first_line=2 + first.line_count
    )
    assert [record.values for record in first.records + rest.records] == rows


@given(content=st.binary(max_size=300))
def test_any_bytes_end_as_records_or_reasons(content):
    reading = read_records(content, Shape(3), first_line=2)
    assert reading.byte_count == len(content)
    assert all(bool(record.values) != bool(record.reason) for record in reading.records)


@given(rows=tables)
def test_a_value_with_outer_blanks_is_never_missed(rows):
    found = traits(written(rows), ",")
    if any(cell != cell.strip(" \t") for row in rows for cell in row):
        assert "padded" in found
    if any(cell == r"\N" for row in rows for cell in row):
        assert "cleared" in found


amounts = st.decimals(-(10**6), 10**6, places=2)


@given(received=st.integers(0, 50), rejected=st.integers(0, 50), total=amounts)
def test_totals_that_agree_are_never_refused(received, rejected, total):
    rejected = min(rejected, received)
    tally = Tally(received, received - rejected, total, rejected)
    assert refusal(Manifest(received, total), tally) == ""
    assert refusal(Manifest(received + 1, total), tally) == "rows"
    assert refusal(Manifest(received, total + Decimal("0.01")), tally) == "sum"


def test_few_rejects_wait_for_nobody_and_sums_count():
    limits = Thresholds(few=3, count=10, share=Decimal("0.01"), amount=Decimal(100))
    assert not needs_decision(limits, Tally(4, 1, rejected=3))
    assert needs_decision(limits, Tally(40, 36, rejected=4))
    assert needs_decision(limits, Tally(4, 3, rejected=1, rejected_sum=Decimal(-101)))


def test_every_state_has_moves_and_ends_are_ends():
    assert set(MOVES) == set(State)
    assert not MOVES[State.DONE]
    assert not MOVES[State.DUPLICATE]
    assert not can_move("waiting", "done"), "what waits is checked once more"


@given(text=st.text(max_size=60))
def test_masking_twice_is_masking_once(text):
    assert mask_card_numbers(mask_card_numbers(text)) == mask_card_numbers(text)
