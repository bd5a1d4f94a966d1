"""Conditions of segments: reading, refusing, dates, the order of calculation, totals."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_rules.domain.segment_dates import anniversary_days, date_range
from odoo.addons.bank_crm_rules.domain.segment_match import matches
from odoo.addons.bank_crm_rules.domain.segment_parse import (
    MAX_CONDITIONS,
    MAX_LINES,
    Problem,
    SegmentError,
    Words,
    calculation_order,
    parse,
)
from odoo.addons.bank_crm_rules.domain.segment_reasons import lines_that_failed
from odoo.addons.bank_crm_rules.domain.segment_totals import told_total
from odoo.addons.bank_crm_rules.domain.segment_tree import (
    Group,
    InSegment,
    Kind,
    Match,
    Op,
    Period,
    Span,
    Unit,
    to_json,
)

TODAY = date(2026, 11, 20)
WORDS = Words(
    {
        "city": Kind.TEXT,
        "class": Kind.CHOICE,
        "funds": Kind.MONEY,
        "born": Kind.DATE,
        "vip": Kind.FLAG,
    },
    {"cards": {"state": Kind.CHOICE, "issued": Kind.DATE, "limit": Kind.MONEY}},
    frozenset({7}),
)


def read(*items, match="all"):
    return parse({"match": match, "items": list(items)}, WORDS)


def fact(code, op, value=None):
    return {"fact": code, "op": op, "value": value}


def cards(op="at_least", value=1, where=(), **rest):
    return {
        "list": "cards", "measure": "count", "op": op, "value": value,
        "where": {"match": "all", "items": list(where)}, **rest,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("item", "problem", "place"),
    [
        (fact("shoes", "is", "x"), Problem.FACT, (1,)),
        (fact(None, "is", "x"), Problem.FACT, (1,)),
        (fact(["funds"], "is", "x"), Problem.FACT, (1,)),
        (fact("funds", "contains", "5"), Problem.OPERATOR, (1,)),
        (fact("funds", "drop table", "5"), Problem.OPERATOR, (1,)),
        (fact("funds", "more", "a lot"), Problem.VALUE, (1,)),
        (fact("funds", "more", True), Problem.VALUE, (1,)),
        (fact("funds", "more", "NaN"), Problem.VALUE, (1,)),
        (fact("funds", "more", "1e99"), Problem.VALUE, (1,)),
        (fact("funds", "more", ""), Problem.NO_VALUE, (1,)),
        (fact("funds", "between", [5, 1]), Problem.ORDER, (1,)),
        (fact("funds", "between", [5]), Problem.VALUE, (1,)),
        (fact("born", "is", "yesterday"), Problem.VALUE, (1,)),
        (fact("born", "last", {"count": 0, "unit": "day"}), Problem.VALUE, (1,)),
        (fact("born", "last", {"count": 2, "unit": "aeon"}), Problem.VALUE, (1,)),
        (fact("born", "anniversary", 400), Problem.VALUE, (1,)),
        (fact("class", "one_of", "affluent"), Problem.VALUE, (1,)),
        (fact("class", "one_of", []), Problem.NO_VALUE, (1,)),
        (fact("city", "is", "x\0"), Problem.VALUE, (1,)),
        (fact("city", "is", "x" * 1_000), Problem.VALUE, (1,)),
        (fact("vip", "is", "yes"), Problem.VALUE, (1,)),
        ({"match": "any", "items": []}, Problem.EMPTY_GROUP, (1,)),
        ({"match": "some", "items": [cards()]}, Problem.SHAPE, (1,)),
        ({"segment": 8}, Problem.SEGMENT, (1,)),
        ({"segment": True}, Problem.SEGMENT, (1,)),
        ({"list": "shoes"}, Problem.LIST, (1,)),
        (cards(measure="sum"), Problem.MEASURE, (1,)),
        (cards(measure="sum", fact="issued"), Problem.MEASURE, (1,)),
        (cards(op="empty"), Problem.OPERATOR, (1,)),
        (cards(where=[fact("funds", "more", 1)]), Problem.FACT, (1, 1)),
        (cards(where=[cards()]), Problem.FACT, (1, 1)),
        ("funds > 5", Problem.SHAPE, (1,)),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(item, problem, place):
    with pytest.raises(SegmentError) as caught:
        read(item)
    assert (caught.value.problem, caught.value.place) == (problem, place)


@pytest.mark.parametrize("data", [None, [], "x", {"match": "all"}, {"items": 5}])
def test_what_is_no_group_is_refused(data):
    with pytest.raises(SegmentError):
        parse(data, WORDS)


def test_depth_lines_and_conditions_are_limited():
    deep = fact("vip", "is", True)
    for _level in range(6):
        deep = {"match": "all", "items": [deep]}
    with pytest.raises(SegmentError) as caught:
        read(deep)
    assert caught.value.problem is Problem.TOO_DEEP
    line = fact("vip", "is", True)
    with pytest.raises(SegmentError) as caught:
        read(*[line] * (MAX_LINES + 1))
    assert caught.value.problem is Problem.TOO_MANY_LINES
    with pytest.raises(SegmentError) as caught:
        read({"match": "any", "items": [line] * MAX_CONDITIONS})
    assert caught.value.problem is Problem.TOO_MANY


def test_what_was_read_is_written_the_same():
    tree = read(
        fact("funds", "between", ["1.50", 2]),
        fact("born", "last", {"count": 3, "unit": "month"}),
        cards(where=[fact("state", "none_of", ["closed", "lost"])]),
        {"match": "none", "items": [{"segment": 7}, fact("city", "empty")]},
    )
    assert parse(to_json(tree), WORDS) == tree


def test_an_empty_fact_meets_only_is_empty():
    for op, value in [
        ("is", "x"),
        ("is_not", "x"),
        ("none_of", ["x"]),
        ("filled", None),
    ]:
        assert not matches(read(fact("city", op, value)), {"city": None}, TODAY)
    assert matches(read(fact("city", "empty")), {"city": None}, TODAY)
    assert matches(read(fact("city", "is", "x"), match="none"), {"city": None}, TODAY)


def test_at_least_two_cards_that_are_active():
    tree = read(cards(value=2, where=[fact("state", "is", "active")]))
    active, closed = {"state": "active"}, {"state": "closed"}
    assert matches(tree, {"cards": [active, closed, active]}, TODAY)
    assert not matches(tree, {"cards": [active, closed]}, TODAY)


def test_nothing_sums_to_zero_and_has_no_greatest():
    total = read(cards(measure="sum", fact="limit", op="at_most", value=0))
    greatest = read(cards(measure="max", fact="limit", op="at_most", value=0))
    assert matches(total, {"cards": []}, TODAY)
    assert not matches(greatest, {"cards": []}, TODAY)


@pytest.mark.parametrize(
    ("op", "value", "expected"),
    [
        (Op.NEXT, Span(1, Unit.MONTH), (TODAY, date(2026, 12, 20))),
        (Op.LAST, Span(1, Unit.YEAR), (date(2025, 11, 20), TODAY)),
        (Op.THIS, Period.QUARTER, (date(2026, 10, 1), date(2026, 12, 31))),
        (Op.THIS, Period.WEEK, (date(2026, 11, 16), date(2026, 11, 22))),
        (Op.THIS, Period.YEAR, (date(2026, 1, 1), date(2026, 12, 31))),
        (Op.LESS, TODAY, (None, date(2026, 11, 19))),
        (Op.MORE, TODAY, (date(2026, 11, 21), None)),
        (Op.LONGER_AGO, Span(1_200, Unit.YEAR), (None, date(826, 11, 19))),
    ],
)
def test_relative_dates(op, value, expected):
    assert date_range(op, value, TODAY) == expected


def test_a_leap_day_has_its_anniversary_on_the_first_of_march():
    assert 229 in anniversary_days(date(2026, 3, 1), 0)
    assert 229 not in anniversary_days(date(2028, 3, 1), 0)
    assert 229 in anniversary_days(date(2028, 2, 29), 0)


@given(st.dates(date(1, 1, 1), date(9990, 1, 1)), st.integers(1, 1_200))
def test_no_span_leaves_the_calendar(today, count):
    for unit in Unit:
        for op in (Op.LAST, Op.NEXT, Op.LONGER_AGO):
            first, last = date_range(op, Span(count, unit), today)
            assert first is None or last is None or first <= last


def test_segments_come_after_those_that_they_ask_for():
    assert calculation_order({1: {3}, 2: set(), 3: {2}}) == [2, 3, 1]
    assert calculation_order({1: {9}}) == [1]  # 9 is static: found by itself
    with pytest.raises(SegmentError):
        calculation_order({1: {1}})


def test_few_clients_unseen_are_not_told():
    assert told_total(total=10, visible=10, walled=0) == 10
    assert told_total(total=14, visible=10, walled=0) == 10
    assert told_total(total=15, visible=10, walled=0) == 15
    # Four behind the wall among many others: subtracting would be an answer.
    assert told_total(total=34, visible=10, walled=4) == 30
    assert told_total(total=35, visible=10, walled=5) == 35


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_what_is_told_lies_between_what_is_seen_and_the_truth(seen, walled, others):
    told = told_total(seen + walled + others, seen, walled)
    assert seen <= told <= seen + walled + others
    assert told - seen not in (1, 2, 3, 4)


def test_why_somebody_left():
    lines = (InSegment(1), InSegment(2))
    assert lines_that_failed(Group(Match.ALL, lines), entered=3, now=1) == 2
    assert lines_that_failed(Group(Match.ANY, lines), entered=2, now=0) == 2
    assert lines_that_failed(Group(Match.NONE, lines), entered=0, now=2) == 2


def test_money_is_read_exactly():
    assert read(fact("funds", "is", 0.1)).items[0].value == Decimal("0.1")
