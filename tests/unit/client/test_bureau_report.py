"""Files of credit bureaus: read whole or refused with the reason, never anything else."""

import copy
import json
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_client.domain.individual.bureau_file import (
    LARGEST_BYTES,
    read_report,
)
from odoo.addons.bank_crm_client.domain.individual.bureau_report import ReportError

TODAY = date(2026, 11, 20)
GOOD = {
    "format": "bank-crm-bureau-report",
    "version": "1",
    "date": "2026-11-01",
    "tax_number": "3012345678",
    "currency": "UAH",
    "score": {"value": "640", "low": "300", "high": "850"},
    "loans": [
        {
            "lender": "Банк «Схід»",
            "kind": "Cash loan",
            "opened": "2025-03-10",
            "limit": "50000.00",
            "owed": "31000.50",
            "overdue": "1200.00",
            "days_overdue": "12",
            "worst_days_overdue": "45",
        },
        {
            "lender": "Credit union & Co",
            "kind": "Card",
            "opened": "2020-01-05",
            "closed": "2024-02-01",
            "owed": "0",
            "worst_days_overdue": "95",
        },
    ],
    "totals": {"open_loans": "1", "owed": "31000.50"},
}


def as_json(told):
    return json.dumps(told, ensure_ascii=False).encode()


def as_xml(told, name="report"):
    if isinstance(told, dict):
        inner = "".join(as_xml(value, key) for key, value in told.items())
    elif isinstance(told, list):
        inner = "".join(as_xml(value, "loan") for value in told)
    else:
        inner = escape(str(told))
    return f"<{name}>{inner}</{name}>"


def changed(path, value):
    """The good report with one place changed; None takes it out."""
    told = copy.deepcopy(GOOD)
    *way, last = path
    group = told
    for step in way:
        group = group[step]
    if value is None:
        del group[last]
    else:
        group[last] = value
    return told


@pytest.mark.parametrize("content", [as_json(GOOD), as_xml(GOOD).encode()])
def test_both_forms_tell_the_same(content):
    report = read_report(content, TODAY)
    assert report.day == date(2026, 11, 1)
    assert (report.score, report.score_low, report.score_high) == (640, 300, 850)
    assert report.open_loans == 1
    assert report.owed == Decimal("31000.50")
    assert report.overdue == Decimal("1200.00")
    assert report.worst_days_overdue == 95
    assert report.loans[0].lender == "Банк «Схід»"
    assert report.loans[1].closed == date(2024, 2, 1)


def test_a_report_may_have_no_score_and_no_loans():
    told = changed(["score"], None) | {
        "loans": [],
        "totals": {"open_loans": "0", "owed": "0.00"},
    }
    report = read_report(as_json(told), TODAY)
    assert (report.score, report.owed, report.worst_days_overdue) == (None, 0, 0)


@pytest.mark.parametrize(
    ("path", "value", "reason", "place"),
    [
        (["format"], "else", "unknown_format", "format"),
        (["version"], "2", "unknown_format", "format"),
        (["date"], "2026-11-21", "of_the_future", "date"),
        (["date"], "1989-12-31", "too_old", "date"),
        (["date"], "2026-02-30", "wrong_value", "date"),
        (["tax_number"], None, "missing", "tax_number"),
        (["currency"], "hryvnia", "wrong_value", "currency"),
        (["more"], "1", "unknown", "more"),
        (["score", "value"], "851", "score_off_scale", "score"),
        (["score", "value"], "6e2", "wrong_value", "score/value"),
        (["score", "low"], None, "missing", "score/low"),
        (["loans", 0, "owed"], "-5.00", "wrong_value", "loan 1/owed"),
        (["loans", 0, "owed"], "5.005", "wrong_value", "loan 1/owed"),
        (["loans", 0, "owed"], "1000.00", "overdue_above_owed", "loan 1"),
        (["loans", 0, "worst_days_overdue"], "3", "worst_below_current", "loan 1"),
        (["loans", 0, "opened"], "2026-11-02", "after_the_report", "loan 1"),
        (["loans", 1, "closed"], "2019-01-01", "closed_before_opened", "loan 2"),
        (["loans", 1, "owed"], "7.00", "closed_and_owed", "loan 2"),
        (["loans", 0, "lender"], " ", "wrong_value", "loan 1/lender"),
        (["totals", "open_loans"], "2", "total_differs", "totals/open_loans"),
        (["totals", "owed"], "31000.51", "total_differs", "totals/owed"),
        (["totals"], "31000.50", "not_a_group", "totals"),
    ],
)
@pytest.mark.parametrize("form", [as_json, lambda told: as_xml(told).encode()])
def test_a_wrong_place_is_named(path, value, reason, place, form):
    with pytest.raises(ReportError) as caught:
        read_report(form(changed(path, value)), TODAY)
    assert (caught.value.reason, caught.value.place) == (reason, place)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"PK\x03\x04", "neither_json_nor_xml"),
        (b"{", "broken"),
        (b'{"date": "1", "date": "2"}', "told_twice"),
        (b'{"a": ' + b"[" * 200_000, "broken"),
        (b'{"a": "\xff"}', "broken"),
        (b"<report><date>1</date>", "broken"),
        (b"<other/>", "unknown"),
        (b"<report><date>1</date><date>2</date></report>", "told_twice"),
        (b'<report version="1"/>', "attribute"),
        (b"<report>" * 9, "too_deep"),
        (b"<report>word<date>1</date></report>", "wrong_value"),
        (b'<?xml version="1.0" encoding="none-such"?><report/>', "broken"),
        (b"<report>" + b"x" * LARGEST_BYTES, "too_large"),
    ],
)
def test_what_is_no_report_is_refused(content, reason):
    with pytest.raises(ReportError) as caught:
        read_report(content, TODAY)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "document_type",
    [
        b'<!DOCTYPE report [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE report SYSTEM "http://127.0.0.1:9/x.dtd">',
        b'<!DOCTYPE report [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE report [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>',
    ],
)
def test_nothing_outside_the_file_is_read(document_type):
    content = document_type + b"<report><lender>&x;</lender></report>"
    with pytest.raises(ReportError) as caught:
        read_report(content, TODAY)
    assert caught.value.reason == "document_type"


def test_a_loan_too_many_is_refused():
    loan = GOOD["loans"][1]
    told = GOOD | {"loans": [loan] * 501, "totals": {"open_loans": "0", "owed": "0"}}
    with pytest.raises(ReportError) as caught:
        read_report(as_json(told), TODAY)
    assert caught.value.reason == "too_many_loans"


def test_what_is_repeated_of_a_file_can_be_shown():
    told = changed(["currency"], "\ud800\x00" + "x" * 500)
    with pytest.raises(ReportError) as caught:
        read_report(json.dumps(told).encode(), TODAY)
    assert caught.value.told.isprintable()
    assert len(caught.value.told) <= 120


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_with_a_reason(content):
    for start in (b"", b"{", b"<report>", b'{"date":'):
        with pytest.raises(ReportError):
            read_report(start + content, TODAY)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*GOOD, "value", "owed"]), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(st.sampled_from(sorted(GOOD)), json_values)
def test_a_place_of_any_value_is_read_or_refused(key, value):
    try:
        report = read_report(json.dumps(GOOD | {key: value}).encode(), TODAY)
    except ReportError:
        return
    assert report.owed == Decimal("31000.50")


@given(st.data())
def test_a_damaged_byte_never_changes_a_sum_in_silence(data):
    content = bytearray(as_json(GOOD))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255))
    try:
        report = read_report(bytes(content), TODAY)
    except ReportError:
        return
    # The total stands in the file twice: as loans and as their sum.
    assert report.owed == Decimal("31000.50")
    assert report.open_loans == 1
