"""Overlaps and gaps, found without data and told in words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_rules.domain.dmn import analysis, overlap
from odoo.addons.bank_crm_rules.domain.dmn.analysis import gaps, overlaps
from odoo.addons.bank_crm_rules.domain.dmn.check import check, parse
from odoo.addons.bank_crm_rules.domain.dmn.gap_words import gap_words
from odoo.addons.bank_crm_rules.domain.dmn.model import HitPolicy, Input, Kind
from odoo.addons.bank_crm_rules.domain.dmn.outcome import Violation
from odoo.addons.bank_crm_rules.domain.dmn.phrases import TEMPLATES, Words
from odoo.addons.bank_crm_rules.domain.dmn.python import compile_python
from odoo.addons.bank_crm_rules.domain.dmn.words import condition_words, rule_words

from tests.unit.rules.dmn_text import AGE, DUE, GRADE, RATE, RISK, VIP, table
from tests.unit.rules.test_dmn_python import STRATEGIES


def told(inputs, rows):
    return [str(gap_words(gap)) for gap in gaps(table(inputs, [RATE], rows)).gaps]


def test_an_overlap_has_an_example():
    rows = [("< 18", "-", "1"), ("-", '"Low"', "2"), (">= 18", 'not("Low")', "3")]
    found = overlaps(table([AGE, RISK], [RATE], rows))
    assert [(pair.first, pair.second) for pair in found.pairs] == [(1, 2)]
    assert found.pairs[0].example == {"age": Decimal(17), "risk": "Low"}
    assert (found.is_complete, found.is_disjoint) == (True, False)


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        (AGE, ["< 18", "[18..65)", ">= 65", "null"]),
        (RISK, ['"a"', '"b", null', 'not("a", "b")']),
        (VIP, ["true", "false", "null"]),
        (DUE, ['< @"2024-01-31"', '>= @"2024-01-31"']),
        # no day lies between two neighbours
        (DUE, ['> @"2024-01-30"', '< @"2024-01-31"']),
    ],
)
def test_rules_side_by_side_are_proven_disjoint(column, cells):
    found = overlaps(table([column], [RATE], [(cell, "1") for cell in cells]))
    assert found.is_disjoint


def test_texts_that_hardly_differ_still_have_texts_between():
    rows = [('> "a"', "1"), ('< "a\\t"', "2")]
    assert not overlaps(table([RISK], [RATE], rows)).is_disjoint


def test_a_rule_that_compares_inputs_may_overlap():
    other = Input("limit", "Limit", Kind.NUMBER)
    rows = [("> limit", "-", "1"), ("-", "> 5", "2"), ("-", "<= 5", "3")]
    found = overlaps(table([AGE, other], [RATE], rows))
    assert (found.pairs, found.unclear, found.is_disjoint) == ((), (1,), False)
    assert gaps(table([AGE, other], [RATE], rows)).unclear == (1,)


def test_a_search_that_takes_too_long_says_so(monkeypatch):
    rows = [(f"{age}", "-", "1") for age in range(20)]
    many = table([AGE, RISK], [RATE], rows)
    assert overlaps(many).is_complete
    for module in (analysis, overlap):
        monkeypatch.setattr(module, "MAX_STEPS", 20)
    assert not overlaps(many).is_complete
    assert not overlaps(many).is_disjoint
    assert not gaps(many).is_complete


def test_gaps_are_told_values_first():
    rows = [("< 18", "-", "1"), ("[18..65]", '"Low"', "2"), ("> 70", "-", "3")]
    assert told([AGE, RISK], rows) == [
        "Age is from 18 to 65 and Risk is not Low",
        "Age is greater than 65 and Age is at most 70",
        "Age is empty",
        "Age is from 18 to 70 and Risk is empty",
    ]


def test_gaps_are_cut_into_few_pieces():
    rows = [
        (f"[{low}..{low + 10})", f'"{risk}"', "1")
        for low in range(0, 100, 10)
        for risk in ("Low", "High")
    ]
    assert told([AGE, RISK], rows)[:2] == [
        "Risk is not High or Low",
        "(Age is less than 0 or Age is at least 100) and Risk is High",
    ]


def test_a_complete_table_has_no_gap():
    rows = [("< 18", "1"), (">= 18", "2"), ("null", "3")]
    assert told([AGE], rows) == []


def test_allowed_values_bound_the_gaps():
    risk = Input("risk", "Risk", Kind.TEXT, ('"Low"', '"High"', '"None"'))
    assert told([risk], [('"Low"', "1")]) == ["Risk is High or None", "Risk is empty"]


def test_gaps_of_days_and_flags():
    rows = [('< @"2024-01-31"', "true", "1")]
    assert told([DUE, VIP], rows) == [
        "Due is before 2024-01-31 and Private banking is false",
        "Due is not before 2024-01-31",
        "Due is empty",
        "Due is before 2024-01-31 and Private banking is empty",
    ]


def test_a_table_without_rules_is_one_gap():
    assert told([AGE], [])[0] == "always"


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        (AGE, "-", "always"),
        (AGE, ">= 18", "Age is at least 18"),
        (AGE, "[18..65]", "Age is from 18 to 65"),
        (AGE, "(18..65]", "Age is greater than 18 and Age is at most 65"),
        (AGE, "<18, >60", "Age is less than 18 or Age is greater than 60"),
        (AGE, "not(< 18)", "Age is at least 18"),
        (AGE, "not(18)", "Age is not 18"),
        (AGE, "null", "Age is empty"),
        (AGE, "not(null)", "Age is not empty"),
        (AGE, "not([1..2])", "it is not so that Age is from 1 to 2"),
        (AGE, "> age * 2 + 1", "Age is greater than ((Age * 2) + 1)"),
        (RISK, '"Medium","Low"', "Risk is Medium or Low"),
        (RISK, 'not("Medium","Low")', "Risk is not Medium or Low"),
        (RISK, '"Low", null', "Risk is Low or Risk is empty"),
        (DUE, '< date("2024-01-31")', "Due is before 2024-01-31"),
        (VIP, "false", "Private banking is false"),
    ],
)
def test_a_condition_is_told(column, cell, words):
    parsed = parse(table([column], [RATE], [(cell, "1")]))
    assert str(condition_words(parsed, 1)) == words


def test_a_rule_is_told_in_another_language():
    rows = [(">= 18", "-", '"A"')]
    phrase = rule_words(parse(table([AGE, VIP], [GRADE], rows)), 1)
    ukrainian = {
        Words.AT_LEAST: "%(what)s не менше %(value)s",
        Words.GIVES: "%(what)s — %(value)s",
        Words.RULE: "якщо %(condition)s, то %(outcome)s",
    }
    assert phrase.render(ukrainian.__getitem__, lambda value: f"«{value}»") == (
        "якщо «Age» не менше «18», то «Grade» — «A»"
    )


def test_every_word_has_a_template():
    assert set(TEMPLATES) == set(Words)


@given(st.data())
def test_what_the_analysis_shows_is_so(data):
    drawn = data.draw(STRATEGIES.tables())
    if check(drawn) or drawn.hit_policy is not HitPolicy.UNIQUE:
        return
    decide = compile_python(drawn)
    found = overlaps(drawn)
    for pair in found.pairs:
        assert {pair.first, pair.second} <= set(decide(pair.example).rules)
    for gap in gaps(drawn).gaps:
        assert set(decide(gap.example).rules) <= set(gaps(drawn).unclear)
        assert str(gap_words(gap))
    for rule in drawn.rules:
        assert str(rule_words(parse(drawn), rule.number))
    rows = data.draw(STRATEGIES.rows(drawn))
    if found.is_disjoint:
        assert all(decide(row).violation is not Violation.NOT_UNIQUE for row in rows)


DAYS = st.dates(date(2024, 1, 1), date(2024, 1, 6))


@given(st.lists(st.tuples(DAYS, DAYS), max_size=4), DAYS)
def test_without_gaps_every_day_is_decided(pairs, day):
    rows = [
        (f'[@"{min(pair)}"..@"{max(pair)}"]', str(place))
        for place, pair in enumerate(pairs)
    ] + [('< @"2024-01-03"', "0")]
    days = table([DUE], [RATE], rows)
    has_gap = any(not gap.needs_empty for gap in gaps(days).gaps)
    if not has_gap:
        assert compile_python(days)({"due": day}).rules
