"""Conditions of a segment, and what is wrong with them, in the reader's language."""

from datetime import date
from decimal import Decimal

from odoo.tools import format_date, formatLang

from ..domain.segment_parse import Problem
from ..domain.segment_tree import (
    Group,
    InSegment,
    Kind,
    ListCondition,
    Match,
    Measure,
    Op,
    Span,
)  # fmt: skip
from .segment_labels import measure_labels, operator_labels, period_labels, span_words


class SegmentWords:
    """Says a tree as a person would."""

    def __init__(self, env, catalogue):
        self.env, self.catalogue = env, catalogue
        self._choices = {}

    def whole(self, tree):
        if not tree.items:
            return self.env._("All clients of the unit.")
        if len(tree.items) == 1 and tree.match is not Match.NONE:
            text = self.item(tree.items[0])
        else:
            text = self.item(tree)
        return f"{text[:1].upper()}{text[1:]}."

    def item(self, item, columns=None):
        if isinstance(item, Group):
            return self._group(item, columns)
        if isinstance(item, InSegment):
            segment = self.env["bank.segment"].sudo().browse(item.segment)
            return self.env._("is in the segment “%(name)s”", name=segment.name)
        if isinstance(item, ListCondition):
            return self._list(item)
        entry = (columns or self.catalogue.facts)[item.fact]
        return self._condition(entry.name, entry, item)

    def _group(self, group, columns):
        if columns is not None:
            return self._rows_group(group, columns)
        inner = [
            f"({self.item(item, columns)})"
            if isinstance(item, Group)
            else self.item(item, columns)
            for item in group.items
        ]
        if group.match is Match.NONE:
            return self.env._("none of: %(lines)s", lines="; ".join(inner))
        if len(inner) == 1:
            return inner[0].strip("()")
        if group.match is Match.ANY:
            return self.env._("any of: %(lines)s", lines="; ".join(inner))
        return self.env._("all of: %(lines)s", lines="; ".join(inner))

    def _rows_group(self, group, columns):
        """The conditions on a list's rows, within a line."""
        inner = [
            f"({self.item(item, columns)})"
            if isinstance(item, Group)
            else self.item(item, columns)
            for item in group.items
        ]
        word = self.env._("and") if group.match is Match.ALL else self.env._("or")
        text = f" {word} ".join(inner)
        if group.match is Match.NONE:
            return self.env._("not: %(where)s", where=text)
        return text

    def _condition(self, name, entry, item):
        if item.kind is Kind.FLAG:
            return name if item.value else self.env._("not %(fact)s", fact=name)
        compared = operator_labels(self.env, item.kind)[item.op]
        value = self._value(entry, item)
        return " ".join(part for part in (name, compared, value) if part)

    def _list(self, item):
        entry = self.catalogue.lists[item.list]
        columns = self.catalogue.columns[item.list]
        if item.measure is Measure.COUNT:
            text = self._count(entry.name, item)
        else:
            name = self.env._(
                "%(measure)s of “%(fact)s” over %(list)s",
                measure=measure_labels(self.env)[item.measure],
                fact=columns[item.fact].name,
                list=entry.name.lower(),
            )
            text = self._condition(name, columns[item.fact], item)
        if not item.where.items:
            return text
        return self.env._(
            "%(count)s with %(where)s",
            count=text,
            where=self.item(item.where, columns),
        )

    def _count(self, name, item):
        if item.op is Op.IS and not item.value:
            return self.env._("%(list)s: none", list=name)
        compared = operator_labels(self.env, item.kind)[item.op]
        if item.op is Op.IS:
            compared = self.env._("exactly")
        return f"{name}: {compared} {self._value(None, item)}"

    def _value(self, entry, item):
        value = item.value
        if value is None:
            return ""
        if isinstance(value, tuple):
            words = [self._single(entry, item.kind, one) for one in value]
            if item.op is Op.BETWEEN:
                return self.env._(
                    "%(least)s and %(greatest)s", least=words[0], greatest=words[1]
                )
            return ", ".join(words)
        if item.op is Op.ANNIVERSARY:
            return self.env._("%(count)s days", count=value)
        if item.op is Op.THIS:
            return period_labels(self.env)[value]
        return self._single(entry, item.kind, value)

    def _single(self, entry, kind, value):
        if isinstance(value, Span):
            return span_words(self.env, value)
        if isinstance(value, date):
            return format_date(self.env, value)
        if isinstance(value, Decimal):
            digits = 0 if value == value.to_integral_value() else 2
            return formatLang(self.env, float(value), digits=digits)
        if kind is Kind.CHOICE and entry is not None:
            if entry.id not in self._choices:
                self._choices[entry.id] = dict(entry._choices())
            return self._choices[entry.id].get(value, value)
        return f"“{value}”"


def problem_words(env, error, catalogue=None):
    """What is wrong with a condition, for the person who draws it."""
    about = error.about
    if catalogue is not None:
        entry = catalogue.facts.get(about) or catalogue.lists.get(about)
        about = entry.name if entry else about
    texts = {
        Problem.SHAPE: env._("These conditions cannot be read."),
        Problem.FACT: env._("There is no fact “%(about)s”.", about=about),
        Problem.LIST: env._("There is no list “%(about)s”.", about=about),
        Problem.OPERATOR: env._("“%(about)s” cannot be compared so.", about=about),
        Problem.VALUE: env._("The value for “%(about)s” does not fit.", about=about),
        Problem.NO_VALUE: env._("Say a value for “%(about)s”.", about=about),
        Problem.ORDER: env._(
            "“%(about)s”: the first of the two values must be the smaller.", about=about
        ),
        Problem.MEASURE: env._("Choose what is counted of “%(about)s”.", about=about),
        Problem.EMPTY_GROUP: env._("The group is empty: add a condition or remove it."),
        Problem.TOO_DEEP: env._("Groups go at most %(about)s deep.", about=about),
        Problem.TOO_MANY: env._("At most %(about)s conditions.", about=about),
        Problem.TOO_MANY_LINES: env._(
            "At most %(about)s lines; put some into a group.", about=about
        ),
        Problem.SEGMENT: env._("Choose a segment that you may see."),
        Problem.CIRCLE: env._(
            "The segments ask for each other in a circle: none could be found first."
        ),
    }
    text = texts[error.problem]
    if not error.place:
        return text
    return env._(
        "Line %(place)s: %(problem)s",
        place=".".join(map(str, error.place)),
        problem=text,
    )
