"""A gap between the rules in a clerk's words."""

from __future__ import annotations

from .analysis import Gap, Side
from .model import Kind
from .phrases import Phrase, Words, between, compared, joined, literal
from .regions import runs
from .syntax import Operator


def gap_words(gap: Gap) -> Phrase:
    """Return the condition under which no rule fires.

    >>> from .analysis import gaps
    >>> from .model import HitPolicy, Input, Output, Rule, Table
    >>> rules = (Rule(1, ("< 18",), ("1",)), Rule(2, (">= 21, null",), ("2",)))
    >>> table = Table("T", HitPolicy.UNIQUE, (Input("age", "Age", Kind.NUMBER),),
    ...     (Output("x", kind=Kind.NUMBER),), rules)
    >>> [str(gap_words(gap)) for gap in gaps(table).gaps]
    ['Age is at least 18 and Age is less than 21']
    """
    if not gap.sides:
        return Phrase(Words.ALWAYS)
    return joined(Words.AND, [_side(side) for side in gap.sides])


def _side(side: Side) -> Phrase:
    axis, what = side.dimension, side.dimension.title
    is_empty = side.regions & 1
    filled = side.regions & ~1
    every = (1 << axis.number) - 2
    # The regions of the values that no cell names.
    others = sum(1 << region for region in range(1, axis.number, 2))
    phrases: list[Phrase] = []
    if filled == every:
        phrases.append(Phrase(Words.FILLED, {"what": what}))
    elif axis.kind in (Kind.TEXT, Kind.FLAG) and filled & others in (0, others):
        phrases.append(_listed(side, filled, bool(filled & others)))
    else:
        phrases += [_run(side, first, last) for first, last in runs(filled)]
    if is_empty:
        phrases.append(Phrase(Words.EMPTY, {"what": what}))
    return joined(Words.OR, [phrase for phrase in phrases if phrase])


def _listed(side: Side, filled: int, has_others: bool) -> Phrase | None:
    """Which of the named values it is, or which it is not."""
    axis, what = side.dimension, side.dimension.title
    values = [
        literal(point)
        for place, point in enumerate(axis.points)
        if bool(filled >> (2 * place + 2) & 1) is not has_others
    ]
    if not values:
        return None
    if axis.kind is Kind.FLAG and len(values) == len(axis.points):
        return Phrase(Words.FILLED, {"what": what})
    code = Words.IS_NOT if has_others else Words.IS
    return Phrase(code, {"what": what, "value": joined(Words.OR, values)})


def _run(side: Side, first: int, last: int) -> Phrase:
    """Neighbouring regions as one condition: odd regions are between two points."""
    axis, what = side.dimension, side.dimension.title
    kind, points = axis.kind, axis.points
    low = (points[(first - 1) // 2 - first % 2], first % 2 == 0) if first > 1 else None
    is_last = last == axis.number - 1
    high = None if is_last else (points[(last - 1) // 2], last % 2 == 0)
    if low and high and first == last and low[1]:
        return Phrase(Words.IS, {"what": what, "value": low[0]})
    if low and high:
        return between(what, kind, low, high)
    if low:
        operator = Operator.AT_LEAST if low[1] else Operator.GREATER
        return compared(operator, what, low[0], kind)
    if high:
        operator = Operator.AT_MOST if high[1] else Operator.LESS
        return compared(operator, what, high[0], kind)
    return Phrase(Words.FILLED, {"what": what})
