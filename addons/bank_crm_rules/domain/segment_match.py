"""Whether a client meets the conditions of a segment, for one client and in words' order.

The whole bank is asked by one SQL statement; a property test holds the two equal.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from .segment_dates import anniversary_days, date_range
from .segment_tree import (
    Group,
    InSegment,
    Item,
    Kind,
    ListCondition,
    Match,
    Measure,
    Op,
    Value,
)  # fmt: skip

# Under this name the facts of a client hold the segments that he is in.
SEGMENTS = "__segments__"


def matches(item: Item, facts: Mapping, today: date) -> bool:
    """Whether the facts of a client meet the item.

    `facts` holds plain values by code, lists as lists of such facts, and under SEGMENTS
    the segments that the client is in.

    >>> matches(InSegment(3), {SEGMENTS: {3, 5}}, date(2026, 11, 20))
    True
    >>> matches(Group(Match.NONE, (InSegment(3),)), {}, date(2026, 11, 20))
    True
    """
    if isinstance(item, Group):
        held = [matches(inner, facts, today) for inner in item.items]
        if item.match is Match.ALL:
            return all(held)
        return any(held) if item.match is Match.ANY else not any(held)
    if isinstance(item, InSegment):
        return item.segment in facts.get(SEGMENTS, ())
    if isinstance(item, ListCondition):
        rows = [row for row in facts[item.list] if matches(item.where, row, today)]
        value = _measured(item, rows)
    else:
        value = facts.get(item.fact)
    return holds(item.kind, item.op, item.value, value, today)


def _measured(item: ListCondition, rows: list[Mapping]):
    if item.measure is Measure.COUNT:
        return Decimal(len(rows))
    values = [row[item.fact] for row in rows if row.get(item.fact) is not None]
    if item.measure is Measure.SUM:
        return sum(values, Decimal(0))
    if not values:
        return None
    if item.measure is Measure.LEAST:
        return min(values)
    if item.measure is Measure.GREATEST:
        return max(values)
    return sum(values, Decimal(0)) / len(values)


def holds(kind: Kind, op: Op, wanted: Value, value, today: date) -> bool:
    """Whether a value compares so with what is wanted.

    >>> holds(Kind.TEXT, Op.CONTAINS, "LVIV", "Lviv region", date(2026, 11, 20))
    True
    """
    if kind is Kind.FLAG:
        return bool(value) is wanted
    if value is None or value == "":
        return op is Op.EMPTY
    if op in (Op.EMPTY, Op.FILLED):
        return op is Op.FILLED
    if kind is Kind.DATE:
        if op is Op.ANNIVERSARY:
            return value.month * 100 + value.day in anniversary_days(today, wanted)
        first, last = date_range(op, wanted, today)
        return (first is None or first <= value) and (last is None or value <= last)
    if kind is Kind.TEXT:
        value = value.lower()
        wanted = (
            tuple(one.lower() for one in wanted)
            if isinstance(wanted, tuple)
            else wanted.lower()
        )
    return _compare(op, wanted, value)


def _compare(op: Op, wanted, value) -> bool:
    match op:
        case Op.IS:
            return value == wanted
        case Op.IS_NOT:
            return value != wanted
        case Op.ONE_OF:
            return value in wanted
        case Op.NONE_OF:
            return value not in wanted
        case Op.CONTAINS:
            return wanted in value
        case Op.STARTS:
            return value.startswith(wanted)
        case Op.LESS:
            return value < wanted
        case Op.AT_MOST:
            return value <= wanted
        case Op.MORE:
            return value > wanted
        case Op.AT_LEAST:
            return value >= wanted
        case Op.BETWEEN:
            return wanted[0] <= value <= wanted[1]
    raise ValueError(f"{op} compares nothing")


def holding_lines(group: Group, facts: Mapping, today: date) -> int:
    """Return the lines that hold as bits: line 1 is the lowest.

    >>> group = Group(Match.ANY, (InSegment(1), InSegment(2)))
    >>> holding_lines(group, {SEGMENTS: {2}}, date(2026, 11, 20))
    2
    """
    return sum(
        1 << place
        for place, line in enumerate(group.items)
        if matches(line, facts, today)
    )
