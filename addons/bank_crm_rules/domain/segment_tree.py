"""What a segment asks of a client: a tree of conditions over facts and lists of facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a fact is."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    FLAG = "flag"


class Match(StrEnum):
    """How many lines of a group must hold."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


class Op(StrEnum):
    """What a fact is compared by."""

    IS = "is"
    IS_NOT = "is_not"
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    CONTAINS = "contains"
    STARTS = "starts"
    LESS = "less"
    AT_MOST = "at_most"
    MORE = "more"
    AT_LEAST = "at_least"
    BETWEEN = "between"
    LAST = "last"
    NEXT = "next"
    LONGER_AGO = "longer_ago"
    THIS = "this"
    ANNIVERSARY = "anniversary"
    EMPTY = "empty"
    FILLED = "filled"


class Unit(StrEnum):
    """Units of relative dates."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Period(StrEnum):
    """Calendar periods that hold today."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Measure(StrEnum):
    """What is taken of the rows of a list."""

    COUNT = "count"
    SUM = "sum"
    LEAST = "min"
    GREATEST = "max"
    AVERAGE = "average"


_NUMBERS = (
    Op.IS, Op.IS_NOT, Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST, Op.BETWEEN, Op.EMPTY,
    Op.FILLED,
)  # fmt: skip
OPERATORS: dict[Kind, tuple[Op, ...]] = {
    Kind.TEXT: (
        Op.IS, Op.IS_NOT, Op.ONE_OF, Op.NONE_OF, Op.CONTAINS, Op.STARTS, Op.EMPTY,
        Op.FILLED,
    ),
    Kind.CHOICE: (Op.IS, Op.IS_NOT, Op.ONE_OF, Op.NONE_OF, Op.EMPTY, Op.FILLED),
    Kind.NUMBER: _NUMBERS,
    Kind.MONEY: _NUMBERS,
    Kind.DATE: (
        Op.IS, Op.LESS, Op.MORE, Op.BETWEEN, Op.LAST, Op.NEXT, Op.LONGER_AGO, Op.THIS,
        Op.ANNIVERSARY, Op.EMPTY, Op.FILLED,
    ),
    Kind.FLAG: (Op.IS,),
}  # fmt: skip
# A count or a sum is never empty.
COUNTED = tuple(op for op in _NUMBERS if op not in (Op.EMPTY, Op.FILLED))
# Which facts of a row a measure can be taken of.
MEASURED: dict[Measure, tuple[Kind, ...]] = {
    Measure.COUNT: (),
    Measure.SUM: (Kind.NUMBER, Kind.MONEY),
    Measure.LEAST: (Kind.NUMBER, Kind.MONEY, Kind.DATE),
    Measure.GREATEST: (Kind.NUMBER, Kind.MONEY, Kind.DATE),
    Measure.AVERAGE: (Kind.NUMBER, Kind.MONEY),
}


@dataclass(frozen=True, slots=True)
class Span:
    """So many days, weeks, months or years."""

    count: int
    unit: Unit


Value = str | bool | Decimal | date | Span | Period | int | tuple | None


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact compared with a value. An empty fact meets nothing but "is empty"."""

    fact: str
    kind: Kind
    op: Op
    value: Value = None


@dataclass(frozen=True, slots=True)
class ListCondition:
    """A measure of those rows of a list that meet `where`, compared with a value."""

    list: str
    measure: Measure
    fact: str | None
    kind: Kind
    op: Op
    value: Value
    where: "Group"


@dataclass(frozen=True, slots=True)
class InSegment:
    """The client is now a member of another segment."""

    segment: int


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of which all, any or none must hold. No lines: all hold, and none."""

    match: Match
    items: tuple["Item", ...] = ()


Item = Condition | ListCondition | InSegment | Group


def walk(item: Item) -> Iterator[Item]:
    """Yield the item and everything inside it, the rows' conditions of lists too.

    >>> [type(item).__name__ for item in walk(Group(Match.ALL, (InSegment(3),)))]
    ['Group', 'InSegment']
    """
    yield item
    if isinstance(item, Group):
        for inner in item.items:
            yield from walk(inner)
    elif isinstance(item, ListCondition):
        yield from walk(item.where)


def segments_in(group: Group) -> set[int]:
    """Return the segments that the tree asks for.

    >>> segments_in(Group(Match.ANY, (InSegment(3), Group(Match.NONE, (InSegment(5),)))))
    {3, 5}
    """
    return {item.segment for item in walk(group) if isinstance(item, InSegment)}


def to_json(item: Item) -> dict:
    """Return plain data from which `parse` makes the same tree.

    >>> to_json(Group(Match.ALL, (Condition("funds", Kind.MONEY, Op.MORE, Decimal(5)),)))
    {'match': 'all', 'items': [{'fact': 'funds', 'op': 'more', 'value': '5'}]}
    """
    if isinstance(item, Group):
        return {"match": str(item.match), "items": [to_json(row) for row in item.items]}
    if isinstance(item, InSegment):
        return {"segment": item.segment}
    compared = {"op": str(item.op), "value": _plain(item.value)}
    if isinstance(item, Condition):
        return {"fact": item.fact, **compared}
    data = {"list": item.list, "measure": str(item.measure), **compared}
    if item.fact:
        data["fact"] = item.fact
    return {**data, "where": to_json(item.where)}


def _plain(value: Value):
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Span):
        return {"count": value.count, "unit": str(value.unit)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, StrEnum):
        return str(value)
    return value
