"""Sentences about tables, in pieces that the screens translate and format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from .arithmetic import as_json
from .model import Kind, Value
from .syntax import Operator


class Words(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    LESS = "less"
    AT_MOST = "at_most"
    GREATER = "greater"
    AT_LEAST = "at_least"
    BEFORE = "before"
    UNTIL = "until"
    AFTER = "after"
    FROM = "from"
    BETWEEN = "between"
    EMPTY = "empty"
    FILLED = "filled"
    NOT = "not"
    AND = "and"
    OR = "or"
    GROUP = "group"
    ALWAYS = "always"
    GIVES = "gives"
    RULE = "rule"
    TRUE = "true"
    FALSE = "false"
    NOTHING = "nothing"


TEMPLATES: Mapping[Words, str] = MappingProxyType(
    {
        Words.IS: "%(what)s is %(value)s",
        Words.IS_NOT: "%(what)s is not %(value)s",
        Words.LESS: "%(what)s is less than %(value)s",
        Words.AT_MOST: "%(what)s is at most %(value)s",
        Words.GREATER: "%(what)s is greater than %(value)s",
        Words.AT_LEAST: "%(what)s is at least %(value)s",
        Words.BEFORE: "%(what)s is before %(value)s",
        Words.UNTIL: "%(what)s is not after %(value)s",
        Words.AFTER: "%(what)s is after %(value)s",
        Words.FROM: "%(what)s is not before %(value)s",
        Words.BETWEEN: "%(what)s is from %(low)s to %(high)s",
        Words.EMPTY: "%(what)s is empty",
        Words.FILLED: "%(what)s is not empty",
        Words.NOT: "it is not so that %(condition)s",
        Words.AND: "%(first)s and %(second)s",
        Words.OR: "%(first)s or %(second)s",
        Words.GROUP: "(%(condition)s)",
        Words.ALWAYS: "always",
        Words.GIVES: "%(what)s is %(value)s",
        Words.RULE: "%(condition)s: %(outcome)s",
        Words.TRUE: "true",
        Words.FALSE: "false",
        Words.NOTHING: "empty",
    }
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A template and what stands in it: phrases, values and names of columns."""

    code: Words
    params: Mapping[str, Phrase | Value] = field(default_factory=dict)

    def render(
        self,
        translate: Callable[[Words], str] = TEMPLATES.__getitem__,
        show: Callable[[Value], str] | None = None,
    ) -> str:
        """Return the text, in English unless the caller translates and formats.

        >>> Phrase(Words.IS, {"what": "Risk", "value": "Low"}).render()
        'Risk is Low'
        """
        shown = {
            name: part.render(translate, show)
            if isinstance(part, Phrase)
            else (show or plain)(part)
            for name, part in self.params.items()
        }
        return translate(self.code) % shown

    def __str__(self) -> str:
        return self.render()


def plain(value: Value) -> str:
    """Return a value as English shows it.

    >>> plain("Low")
    'Low'
    """
    return str(as_json(value))


_SIGNS = {
    Operator.EQUAL: Words.IS,
    Operator.NOT_EQUAL: Words.IS_NOT,
    Operator.LESS: Words.LESS,
    Operator.AT_MOST: Words.AT_MOST,
    Operator.GREATER: Words.GREATER,
    Operator.AT_LEAST: Words.AT_LEAST,
}
_DATE_SIGNS = {
    Operator.LESS: Words.BEFORE,
    Operator.AT_MOST: Words.UNTIL,
    Operator.GREATER: Words.AFTER,
    Operator.AT_LEAST: Words.FROM,
}


def joined(word: Words, parts: Sequence[Phrase | Value]) -> Phrase | Value:
    """Join two at a time, from the left: each language in its own way.

    >>> joined(Words.OR, ["a", "b", "c"]).render()
    'a or b or c'
    """
    if word is Words.AND and len(parts) > 1:
        parts = [_grouped(part) for part in parts]
    whole = parts[0]
    for part in parts[1:]:
        whole = Phrase(word, {"first": whole, "second": part})
    return whole


def _grouped(part: Phrase | Value) -> Phrase | Value:
    if isinstance(part, Phrase) and part.code is Words.OR:
        return Phrase(Words.GROUP, {"condition": part})
    return part


def between(
    what: str,
    kind: Kind,
    low: tuple[Phrase | Value, bool],
    high: tuple[Phrase | Value, bool],
) -> Phrase:
    """Return that a value lies between two ends, each with whether it belongs.

    >>> str(between("Age", Kind.NUMBER, (1, True), (5, False)))
    'Age is at least 1 and Age is less than 5'
    """
    if low[1] and high[1]:
        params = {"what": what, "low": low[0], "high": high[0]}
        return Phrase(Words.BETWEEN, params)
    first = Operator.AT_LEAST if low[1] else Operator.GREATER
    last = Operator.AT_MOST if high[1] else Operator.LESS
    return joined(
        Words.AND,
        [
            compared(first, what, low[0], kind),
            compared(last, what, high[0], kind),
        ],
    )


def compared(
    operator: Operator, what: str, value: Phrase | Value, kind: Kind
) -> Phrase:
    """Return a comparison; days are before and after, not less and greater.

    >>> str(compared(Operator.LESS, "Due", "2026-01-31", Kind.DATE))
    'Due is before 2026-01-31'
    """
    code = _SIGNS[operator]
    if kind is Kind.DATE:
        code = _DATE_SIGNS.get(operator, code)
    return Phrase(code, {"what": what, "value": value})


def literal(value: Value) -> Phrase | Value:
    """Return a value that needs translation as a phrase.

    >>> str(literal(True)), literal("Low")
    ('true', 'Low')
    """
    if isinstance(value, bool):
        return Phrase(Words.TRUE if value else Words.FALSE)
    return Phrase(Words.NOTHING) if value is None else value
