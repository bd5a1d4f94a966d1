"""What decision tables say, in the reader's language: faults, rules, overlaps, gaps."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from odoo.tools import format_date

from ..domain.dmn.analysis import gaps
from ..domain.dmn.check import parse
from ..domain.dmn.gap_words import gap_words
from ..domain.dmn.model import HitPolicy
from ..domain.dmn.overlap import overlaps
from ..domain.dmn.phrases import TEMPLATES
from ..domain.dmn.problems import PLACES, Problem
from ..domain.dmn.regions import EMPTY
from ..domain.dmn.words import condition_words

LINES_SHOWN = 10
# More choices than this are codes that people know, such as of branches.
CHOICES_NAMED = 100
PARSED_KEPT = 64
_EMPTY = 1 << EMPTY


@lru_cache(PARSED_KEPT)
def _parsed(table):
    return parse(table)


@lru_cache(PARSED_KEPT)
def _gaps(table):
    return gaps(table)


@lru_cache(PARSED_KEPT)
def _overlaps(table):
    return overlaps(table)


def problem_words(env, problem):
    """A fault of a table with its cell, or why the file is no table."""
    if not isinstance(problem, Problem):
        return env._(problem.template) % problem.params  # pylint: disable=translation-not-lazy
    params = {
        name: env._(str(value))
        if name in ("kind", "wanted", "left", "right")
        else value
        for name, value in problem.params.items()
    }
    what = env._(problem.template) % params  # pylint: disable=translation-not-lazy
    return env._(PLACES[problem.place]) % {  # pylint: disable=translation-not-lazy
        "rule": problem.rule,
        "column": problem.column,
        "what": what,
    }


class _Speaker:
    """Renders phrases of one table: values as people write them, choices by their names."""

    def __init__(self, env, entries):
        self.env = env
        self.names = {}
        for entry in entries:
            choices = entry._choices()
            if len(choices) <= CHOICES_NAMED:
                self.names.update(choices)

    def say(self, phrase):
        text = phrase.render(self._translate, self._show)
        return text[:1].upper() + text[1:]

    def _translate(self, code):
        return self.env._(TEMPLATES[code])

    def _show(self, value):
        if isinstance(value, Decimal):
            return f"{value.normalize():,f}"
        if isinstance(value, date):
            return format_date(self.env, value)
        return self.names.get(value, value)


def rule_words(env, table, entries):
    """Rule number -> what it asks for, in words; `entries` are the catalogue's of the inputs."""
    parsed, speaker = _parsed(table), _Speaker(env, entries)
    return {
        rule.number: speaker.say(condition_words(parsed, rule.number))
        for rule in table.rules
    }


def overlap_lines(env, table, entries):
    """Pairs of rules that may apply to one client, where the table does not allow it."""
    if table.hit_policy is not HitPolicy.UNIQUE:
        return []
    found, speaker = _overlaps(table), _Speaker(env, entries)
    lines = [
        env._(
            "Rules %(first)s and %(second)s, for instance: %(example)s",
            first=pair.first,
            second=pair.second,
            example=_example(env, speaker, table, pair.example),
        )
        for pair in found.pairs[:LINES_SHOWN]
    ]
    left = len(found.pairs) - LINES_SHOWN
    if left > 0:
        lines.append(env._("and %s more", left))
    if not found.is_complete:
        lines.append(env._("The table is too large to look at every pair: test it."))
    return lines


def gap_lines(env, table, entries):
    """Values for which no rule applies; that a fact may be empty is told in one line."""
    found, speaker = _gaps(table), _Speaker(env, entries)
    full = [_with_values(gap) for gap in found.gaps if not gap.needs_empty]
    lines = [speaker.say(gap_words(gap)) for gap in full[:LINES_SHOWN]]
    if len(full) > LINES_SHOWN:
        lines.append(env._("and %s more", len(full) - LINES_SHOWN))
    if any(side.regions & _EMPTY for gap in found.gaps for side in gap.sides):
        lines.append(env._("A fact is empty (a test with “null” or “-” covers it)"))
    return lines


def _with_values(gap):
    """The gap among clients of whom all its facts are known."""
    sides = tuple(replace(side, regions=side.regions & ~_EMPTY) for side in gap.sides)
    return replace(gap, sides=sides)


def _example(env, speaker, table, values):
    titles = {one.code: one.title for one in table.inputs}
    return ", ".join(
        f"{titles[code]} = {env._('empty') if value is None else speaker._show(value)}"
        for code, value in values.items()
    )
