"""The values of an input cut where a cell of the table makes a difference.

Between two neighbouring values that the cells name, nothing can tell two values apart. So
the values fall into few regions, and which rules a region satisfies is known beforehand:
an empty value is region 0, the values below the first named one are region 1, that one is
region 2, those up to the next 3, and so on. A set of regions is the bits of an integer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from .arithmetic import EXACT
from .check import ParsedTable
from .kinds import literals
from .model import Kind, Value
from .syntax import (
    Cell,
    Comparison,
    IsEmpty,
    Literal,
    Operator,
    Test,
    is_constant,
    operands,
)

EMPTY = 0
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One tested value, over all columns that test it.

    `rules` has for each rule the regions that satisfy its cells. A cell that compares with
    another input counts as satisfied everywhere; whoever uses `rules` looks at it again.
    """

    code: str
    title: str
    kind: Kind
    columns: tuple[int, ...]
    points: tuple[Any, ...]
    rules: tuple[int, ...]

    @property
    def number(self) -> int:
        """How many regions there are."""
        return 2 * len(self.points) + 2

    def locate(self, value: Value) -> int:
        """Return the region of a value.

        >>> dimension = Dimension("age", "Age", Kind.NUMBER, (0,), (18, 65), ())
        >>> [dimension.locate(age) for age in (None, 3, 18, 40, 65, 90)]
        [0, 1, 2, 3, 4, 5]
        """
        if value is None:
            return EMPTY
        place = bisect_left(self.points, value)
        is_point = place < len(self.points) and self.points[place] == value
        return 2 * place + (2 if is_point else 1)

    def example(self, region: int) -> tuple[bool, Value]:
        """Return whether the region has any value, and one of them.

        >>> dimension = Dimension("age", "Age", Kind.NUMBER, (0,), (Decimal(18),), ())
        >>> dimension.example(1), dimension.example(0)
        ((True, Decimal('17')), (True, None))
        """
        if region == EMPTY:
            return True, None
        if region % 2 == 0:
            return True, self.points[region // 2 - 1]
        place = region // 2
        low = self.points[place - 1] if place else None
        high = self.points[place] if place < len(self.points) else None
        between = _BETWEEN[self.kind](low, high)
        return between is not None, between

    def masks(self) -> list[int]:
        """Return for each region the rules it satisfies: bit 0 is the first rule."""
        # Each rule is switched on and off where its runs of regions begin and end.
        switches = [0] * (self.number + 1)
        for place, regions in enumerate(self.rules):
            for first, last in runs(regions):
                switches[first] ^= 1 << place
                switches[last + 1] ^= 1 << place
        masks, mask = [], 0
        for switch in switches[:-1]:
            mask ^= switch
            masks.append(mask)
        return masks


def runs(regions: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of neighbouring regions.

    >>> list(runs(0b1101))
    [(0, 0), (2, 3)]
    """
    while regions:
        first = (regions & -regions).bit_length() - 1
        carried = regions + (1 << first)
        last = (carried & -carried).bit_length() - 2
        yield first, last
        regions &= carried


def members(bits: int) -> Iterator[int]:
    """Yield the places of the bits that are set.

    >>> list(members(0b1010))
    [1, 3]
    """
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def dimensions(parsed: ParsedTable) -> tuple[Dimension, ...]:
    """Cut every input of the table into its regions.

    >>> from .check import parse
    >>> from .model import HitPolicy, Input, Output, Rule, Table
    >>> rules = (Rule(1, (">= 18",), ("1",)), Rule(2, ("null",), ("2",)))
    >>> table = Table("T", HitPolicy.FIRST, (Input("age", kind=Kind.NUMBER),),
    ...     (Output("x", kind=Kind.NUMBER),), rules)
    >>> (found,) = dimensions(parse(table))
    >>> found.points, [bin(regions) for regions in found.rules]
    ((Decimal('18'),), ['0b1100', '0b1'])
    """
    columns: dict[str, list[int]] = {}
    for index, entry in enumerate(parsed.table.inputs):
        columns.setdefault(entry.code, []).append(index)
    return tuple(
        _dimension(parsed, code, tuple(places)) for code, places in columns.items()
    )


def _dimension(parsed: ParsedTable, code: str, columns: tuple[int, ...]) -> Dimension:
    entry = parsed.table.inputs[columns[0]]
    cells = [[rule.cells[index] for index in columns] for rule in parsed.rules]
    named = {point for row in cells for point in _points(row)}
    named.update(value for value in literals(entry.values) if value is not None)
    points = tuple(sorted(named))
    if entry.kind is Kind.FLAG:
        points = (False, True)
    places = {point: 2 * place + 2 for place, point in enumerate(points)}
    every = (1 << (2 * len(points) + 2)) - 1
    rules = []
    for row in cells:
        regions = every
        for cell in row:
            regions &= _regions(cell, places, every)
        rules.append(regions)
    return Dimension(code, entry.title, entry.kind, columns, points, tuple(rules))


def _points(cells: Sequence[Cell]) -> Iterator[Value]:
    for cell in cells:
        if is_constant(cell):
            for operand in operands(cell):
                if isinstance(operand, Literal):
                    yield operand.value


def _regions(cell: Cell, places: dict[Value, int], every: int) -> int:
    if cell.tests is None or not is_constant(cell):
        return every
    found = 0
    for test in cell.tests:
        found |= _test_regions(test, places, every)
    if not cell.is_negated:
        return found
    # On an empty value only a question about emptiness can be answered with no.
    answers_no = all(
        isinstance(test, IsEmpty) and not test.wanted for test in cell.tests
    )
    return every & ~1 & ~found | answers_no


def _test_regions(test: Test, places: dict[Value, int], every: int) -> int:
    match test:
        case IsEmpty(wanted):
            return 1 if wanted else every & ~1
        case Comparison(operator, Literal(value)):
            return _compared(operator, places[value], every)
    low = Operator.AT_LEAST if test.has_low else Operator.GREATER
    high = Operator.AT_MOST if test.has_high else Operator.LESS
    return _compared(low, places[test.low.value], every) & _compared(
        high, places[test.high.value], every
    )


def _compared(operator: Operator, place: int, every: int) -> int:
    below = (1 << place) - 2
    match operator:
        case Operator.EQUAL:
            return 1 << place
        case Operator.NOT_EQUAL:
            return every & ~1 & ~(1 << place)
        case Operator.LESS:
            return below
        case Operator.AT_MOST:
            return below | 1 << place
        case Operator.GREATER:
            return every & ~1 & ~below & ~(1 << place)
    return every & ~1 & ~below


def _number_between(low: Decimal | None, high: Decimal | None) -> Value:
    if low is None:
        return Decimal(0) if high is None else EXACT.subtract(high, Decimal(1))
    whole = EXACT.add(low.to_integral_value(ROUND_FLOOR, EXACT), Decimal(1))
    if high is None or whole < high:
        return whole
    return EXACT.divide(EXACT.add(low, high), Decimal(2))


def _date_between(low: date | None, high: date | None) -> Value:
    if low is None:
        if high is None:
            return date(2000, 1, 1)
        return high - _DAY if high > date.min else None
    if low == date.max or (high and high - low == _DAY):
        return None
    return low + _DAY


def _text_between(low: str | None, high: str | None) -> Value:
    # The last one follows the text directly: beyond it nothing lies between.
    for tail in ("…", "a", " ", "\t", "\x01"):
        text = (low or "") + tail
        if high is None or text < high:
            return text
    return "" if low is None and high else None


def _flag_between(low: bool | None, high: bool | None) -> Value:
    return None


_BETWEEN = {
    Kind.NUMBER: _number_between,
    Kind.DATE: _date_between,
    Kind.TEXT: _text_between,
    Kind.FLAG: _flag_between,
}
