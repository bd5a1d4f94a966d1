"""Reading a segment's conditions from plain data, and refusing what makes no sense."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from .segment_tree import (
    COUNTED,
    MEASURED,
    OPERATORS,
    Condition,
    Group,
    InSegment,
    Item,
    Kind,
    ListCondition,
    Match,
    Measure,
    Op,
    Period,
    Span,
    Unit,
    Value,
)  # fmt: skip

MAX_DEPTH = 5
MAX_CONDITIONS = 100
# Why a client came or went is kept as a bit a line.
MAX_LINES = 30
MAX_VALUES = 200
MAX_TEXT_LENGTH = 200
MAX_NUMBER = Decimal(10) ** 15
MAX_SPAN = 1_200
DAYS_A_YEAR = 366


class Problem(StrEnum):
    """What is wrong with a condition."""

    SHAPE = "shape"
    FACT = "fact"
    LIST = "list"
    OPERATOR = "operator"
    VALUE = "value"
    NO_VALUE = "no_value"
    ORDER = "order"
    MEASURE = "measure"
    EMPTY_GROUP = "empty_group"
    TOO_DEEP = "too_deep"
    TOO_MANY = "too_many"
    TOO_MANY_LINES = "too_many_lines"
    SEGMENT = "segment"
    CIRCLE = "circle"


class SegmentError(ValueError):
    """A condition that cannot be used: which problem, on which line, about what."""

    def __init__(self, problem: Problem, place: tuple[int, ...] = (), about: str = ""):
        self.problem, self.place, self.about = problem, place, about
        where = ".".join(map(str, place)) or "the whole"
        super().__init__(f"{problem} at {where}: {about}")


@dataclass(frozen=True, slots=True)
class Words:
    """The facts and lists that conditions may use: code -> kind, list -> its facts."""

    facts: Mapping[str, Kind]
    lists: Mapping[str, Mapping[str, Kind]] = field(default_factory=dict)
    segments: frozenset[int] = frozenset()


def parse(data: object, words: Words) -> Group:
    """Make the tree of plain data; raise SegmentError naming the line that is wrong.

    >>> words = Words({"funds": Kind.MONEY})
    >>> tree = parse({"match": "all",
    ...               "items": [{"fact": "funds", "op": "more", "value": 1000}]}, words)
    >>> tree.items[0].value
    Decimal('1000')
    >>> wrong = {"match": "all", "items": [{"fact": "shoes"}]}
    >>> parse(wrong, words)  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ...
    SegmentError: fact at 1: shoes
    """
    reader = _Reader(words)
    group = reader.group(data, (), words.facts, is_inner=False)
    if len(group.items) > MAX_LINES:
        raise SegmentError(Problem.TOO_MANY_LINES, (), str(MAX_LINES))
    return group


class _Reader:
    def __init__(self, words: Words):
        self.words = words
        self.count = 0

    def group(self, data, place, facts, *, is_inner, rows_of=None) -> Group:
        if not isinstance(data, Mapping) or not isinstance(data.get("items"), list):
            raise SegmentError(Problem.SHAPE, place)
        if len(place) > MAX_DEPTH:
            raise SegmentError(Problem.TOO_DEEP, place, str(MAX_DEPTH))
        match = _one_of(Match, data.get("match"), Problem.SHAPE, place)
        if not data["items"]:
            if is_inner:
                raise SegmentError(Problem.EMPTY_GROUP, place)
            # Nothing is asked yet, so nobody is left out, whichever word stands above.
            return Group(Match.ALL)
        return Group(
            match,
            tuple(
                self.item(row, (*place, number), facts, rows_of)
                for number, row in enumerate(data["items"], 1)
            ),
        )

    def item(self, data, place, facts, rows_of) -> Item:
        if not isinstance(data, Mapping):
            raise SegmentError(Problem.SHAPE, place)
        self.count += 1
        if self.count > MAX_CONDITIONS:
            raise SegmentError(Problem.TOO_MANY, place, str(MAX_CONDITIONS))
        if "items" in data:
            return self.group(data, place, facts, is_inner=True, rows_of=rows_of)
        if "list" in data and rows_of is None:
            return self.rows(data, place)
        if "segment" in data and rows_of is None:
            segment = data["segment"]
            if not _is_whole(segment) or segment not in self.words.segments:
                raise SegmentError(Problem.SEGMENT, place)
            return InSegment(segment)
        return self.condition(data, place, facts)

    def condition(self, data, place, facts) -> Condition:
        code = data.get("fact")
        kind = facts.get(code) if isinstance(code, str) else None
        if kind is None:
            about = code if isinstance(code, str) else ""
            raise SegmentError(Problem.FACT, place, about)
        op = self.operator(data, OPERATORS[kind], place, code)
        return Condition(code, kind, op, read_value(data, kind, op, place, code))

    def rows(self, data, place) -> ListCondition:
        code = data["list"]
        facts = self.words.lists.get(code) if isinstance(code, str) else None
        if facts is None:
            raise SegmentError(
                Problem.LIST, place, code if isinstance(code, str) else ""
            )
        measure = _one_of(Measure, data.get("measure"), Problem.MEASURE, place, code)
        fact, kind, operators = None, Kind.NUMBER, COUNTED
        if measure is not Measure.COUNT:
            fact = data.get("fact")
            kind = facts.get(fact) if isinstance(fact, str) else None
            if kind not in MEASURED[measure]:
                raise SegmentError(Problem.MEASURE, place, code)
            if measure is not Measure.SUM:
                operators = OPERATORS[kind]
        op = self.operator(data, operators, place, code)
        value = read_value(data, kind, op, place, code)
        where = data.get("where") or {"match": "all", "items": []}
        return ListCondition(
            code, measure, fact, kind, op, value,
            self.group(where, place, facts, is_inner=False, rows_of=code),
        )  # fmt: skip

    def operator(self, data, allowed, place, about) -> Op:
        op = _one_of(Op, data.get("op"), Problem.OPERATOR, place, about)
        if op not in allowed:
            raise SegmentError(Problem.OPERATOR, place, about)
        return op


def read_value(data, kind: Kind, op: Op, place, about: str) -> Value:
    """What a fact of `kind` is compared with by `op`."""
    if op in (Op.EMPTY, Op.FILLED):
        return None
    raw = data.get("value")
    if raw is None or raw in ("", []):
        raise SegmentError(Problem.NO_VALUE, place, about)
    bad = SegmentError(Problem.VALUE, place, about)
    if op in (Op.ONE_OF, Op.NONE_OF):
        if not isinstance(raw, list) or len(raw) > MAX_VALUES:
            raise bad
        return tuple(_single(one, kind, bad) for one in raw)
    if op is Op.BETWEEN:
        if not isinstance(raw, list) or len(raw) != 2:
            raise bad
        least, greatest = (_single(one, kind, bad) for one in raw)
        if least > greatest:
            raise SegmentError(Problem.ORDER, place, about)
        return (least, greatest)
    if op in (Op.LAST, Op.NEXT, Op.LONGER_AGO):
        return _span(raw, bad)
    if op is Op.THIS:
        return _one_of(Period, raw, Problem.VALUE, place, about)
    if op is Op.ANNIVERSARY:
        if not _is_whole(raw) or not 0 <= raw < DAYS_A_YEAR:
            raise bad
        return raw
    return _single(raw, kind, bad)


def _single(raw, kind: Kind, bad: SegmentError):
    if kind in (Kind.TEXT, Kind.CHOICE):
        if not isinstance(raw, str) or not raw or len(raw) > MAX_TEXT_LENGTH:
            raise bad
        if "\0" in raw:
            raise bad
        return raw
    if kind is Kind.FLAG:
        if not isinstance(raw, bool):
            raise bad
        return raw
    if kind is Kind.DATE:
        try:
            return date.fromisoformat(raw)
        except (TypeError, ValueError):
            raise bad from None
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise bad
    try:
        number = Decimal(str(raw))
    except InvalidOperation:
        raise bad from None
    if not number.is_finite() or abs(number) > MAX_NUMBER:
        raise bad
    return number


def _span(raw, bad: SegmentError) -> Span:
    if not isinstance(raw, Mapping):
        raise bad
    count = raw.get("count")
    if not _is_whole(count) or not 0 < count <= MAX_SPAN:
        raise bad
    return Span(
        count, _one_of(Unit, raw.get("unit"), Problem.VALUE, bad.place, bad.about)
    )


def _is_whole(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _one_of(kinds, value, problem: Problem, place, about=""):
    try:
        return kinds(value)
    except ValueError:
        raise SegmentError(problem, place, about) from None


def calculation_order(uses: Mapping[int, set[int]]) -> list[int]:
    """Return segments so that each stands after those it asks for; refuse a circle.

    >>> calculation_order({1: {2}, 2: set(), 3: {1}})
    [2, 1, 3]
    >>> calculation_order({1: {2}, 2: {1}})  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ...
    SegmentError: circle at the whole: 1
    """
    order, done, open_ones = [], set(), set()

    def visit(segment):
        if segment in done or segment not in uses:
            return
        if segment in open_ones:
            raise SegmentError(Problem.CIRCLE, (), str(segment))
        open_ones.add(segment)
        for needed in sorted(uses[segment]):
            visit(needed)
        done.add(segment)
        order.append(segment)

    for segment in sorted(uses):
        visit(segment)
    return order
