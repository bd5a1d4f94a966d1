"""Documents of clients: how they are checked, what is asked for, what files are."""

import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.documents import contents
from odoo.addons.bank_crm_client.domain.documents.checking import (
    MOVES,
    CheckError,
    State,
    Verification,
    can_move,
    first_state,
    lacking,
    may_verify,
    state_after_sending,
    valid_until,
)
from odoo.addons.bank_crm_client.domain.documents.contents import (
    Content,
    ContentError,
    Refusal,
    content_of,
)
from odoo.addons.bank_crm_client.domain.documents.requirements import (
    SOON_DAYS,
    Paper,
    Standing,
    is_in_force,
    standing,
)

TODAY = date(2026, 11, 20)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
papers = st.builds(Paper, st.sampled_from(State), st.none() | days, st.none() | days)


def archive(*names, size=0):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, b"\x00" * size)
    return stream.getvalue()


def test_two_persons_have_no_way_around_the_check():
    """From a draft of such a type only the queue leads to verified."""
    assert first_state(Verification.TWO, by_person=True) is State.DRAFT
    assert state_after_sending(Verification.TWO) is State.TO_VERIFY
    assert not can_move(State.REFUSED, State.VERIFIED)
    assert not can_move(State.VERIFIED, State.REFUSED)
    assert set(MOVES) == set(State)


@given(st.integers(1, 9), st.sets(st.integers(1, 9)))
def test_who_decides_is_a_person_and_no_maker(person, makers):
    assert may_verify(person, makers, is_person=True) == (person not in makers)
    assert not may_verify(person, makers, is_person=False)


def test_only_what_must_be_given_is_lacking():
    uses = {"number": "must", "amount": "may", "note": "no"}
    assert lacking(uses, {"number": "", "amount": 0, "note": ""}) == ["number"]
    assert lacking(uses, {"number": "1"}) == []


@given(days, st.integers(1, 240))
def test_a_term_of_months_ends_on_the_day_of_issue_or_the_last_of_the_month(
    day, months
):
    end = valid_until(day, months)
    assert end == day + relativedelta(months=months)
    assert (end.year - day.year) * 12 + end.month - day.month == months
    assert end.day == day.day or (end + timedelta(1)).day == 1


def test_a_term_that_is_none():
    assert valid_until(None, 5) is None
    assert valid_until(TODAY, 0) is None
    with pytest.raises(CheckError):
        valid_until(TODAY, -1)


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (None, Standing.MET),
        (TODAY + timedelta(SOON_DAYS + 1), Standing.MET),
        (TODAY + timedelta(SOON_DAYS), Standing.SOON),
        (TODAY, Standing.SOON),
        (TODAY - timedelta(1), Standing.EXPIRED),
    ],
)
def test_a_verified_paper_by_its_last_day(until, told):
    assert standing([Paper(State.VERIFIED, until)], TODAY) is told


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ([], Standing.MISSING),
        ([State.REFUSED], Standing.MISSING),
        ([State.DRAFT, State.REFUSED], Standing.DRAFT),
        ([State.DRAFT, State.TO_VERIFY], Standing.WAITS),
        ([State.VERIFIED, State.TO_VERIFY], Standing.MET),
    ],
)
def test_what_is_not_verified_serves_nothing(states, told):
    assert standing([Paper(state) for state in states], TODAY) is told


@given(st.lists(papers, max_size=5), papers, days, st.sampled_from([0, 6, 12]))
def test_one_more_verified_paper_never_makes_it_worse(known, more, today, fresh):
    """In the order of `Standing` the later is the worse."""
    order = list(Standing)
    before = order.index(standing(known, today, fresh))
    after = order.index(standing([*known, more], today, fresh))
    if is_in_force(more, today, fresh):
        assert after <= before
        assert after <= order.index(Standing.SOON)


@given(papers, days, st.integers(1, 24))
def test_a_fresh_paper_is_in_force_without_the_demand_too(paper, today, months):
    if is_in_force(paper, today, months):
        assert is_in_force(paper, today)
        assert paper.issued + relativedelta(months=months) >= today


@pytest.mark.parametrize(
    ("data", "content"),
    [
        (b"%PDF-1.4", Content.PDF),
        (b"\xff\xd8\xff\xe0", Content.JPEG),
        (b"\x89PNG\r\n\x1a\n", Content.PNG),
        (b"II*\x00", Content.TIFF),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Content.WEBP),
        (archive("word/document.xml"), Content.DOCX),
        (archive("xl/workbook.xml"), Content.XLSX),
        (archive("ppt/presentation.xml"), Content.PPTX),
        ("Договір".encode(), Content.TEXT),
    ],
)
def test_files_are_told_by_their_contents(data, content):
    assert content_of(data) is content
    assert content in contents.MIME_TYPES


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b"%PDF-" + b"x" * 100, Refusal.TOO_LARGE),
        (b"MZ\x90\x00", Refusal.UNKNOWN),
        (b"<html>", Refusal.UNKNOWN),
        (b"\xef\xbb\xbf <svg onload=x>", Refusal.UNKNOWN),
        (b"#!/bin/sh", Refusal.UNKNOWN),
        (b"PK\x03\x04broken", Refusal.UNKNOWN),
        (archive("a.txt"), Refusal.UNKNOWN),
        (b"\x80\x81", Refusal.UNKNOWN),
    ],
)
def test_what_the_bank_does_not_take(data, reason):
    with pytest.raises(ContentError) as caught:
        content_of(data, largest=100 if reason is Refusal.TOO_LARGE else 10_000)
    assert caught.value.reason is reason


def test_a_file_that_unpacks_into_far_more_is_refused(monkeypatch):
    monkeypatch.setattr(contents, "LARGEST_UNPACKED_BYTES", 1_000)
    with pytest.raises(ContentError) as caught:
        content_of(archive("word/document.xml", size=2_000))
    assert caught.value.reason is Refusal.UNPACKS_TOO_LARGE
    with pytest.raises(ContentError) as caught:
        content_of(archive("word/document.xml", "word/vbaProject.bin"))
    assert caught.value.reason is Refusal.MACROS
