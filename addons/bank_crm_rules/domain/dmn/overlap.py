"""Which rules overlap, found without any data: their boxes of regions meet.

A cell that compares with another input has no place among the regions: its rule may
overlap with any other whose box its remaining cells meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .check import ParsedTable, parse
from .model import Table, Value
from .regions import EMPTY, Dimension, dimensions, members
from .syntax import is_constant

# Regions looked at before a search gives up: about two seconds.
MAX_STEPS = 2_000_000
MAX_OVERLAPS = 200


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that fire together, for instance on the values of `example`."""

    first: int
    second: int
    example: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Overlaps:
    """`pairs` are certain; `unclear` rules compare inputs and may overlap as well.

    `is_disjoint` is a proof that no two rules ever fire together.
    """

    pairs: tuple[Overlap, ...]
    unclear: tuple[int, ...]
    is_complete: bool
    is_disjoint: bool


def overlaps(table: Table) -> Overlaps:
    """Return the pairs of rules that can fire together.

    >>> from .model import HitPolicy, Input, Kind, Output, Rule
    >>> rules = (Rule(1, ("< 18",), ("1",)), Rule(2, ("[17..20]",), ("2",)))
    >>> table = Table("T", HitPolicy.UNIQUE, (Input("age", kind=Kind.NUMBER),),
    ...     (Output("x", kind=Kind.NUMBER),), rules)
    >>> [(pair.first, pair.second, pair.example) for pair in overlaps(table).pairs]
    [(1, 2, {'age': Decimal('17')})]
    """
    return overlaps_of(parse(table))


def overlaps_of(parsed: ParsedTable) -> Overlaps:
    """Return the overlaps of a table that is parsed already.

    >>> from .model import HitPolicy, Output
    >>> overlaps_of(parse(Table("T", HitPolicy.UNIQUE, (), (Output("x"),), ()))).is_disjoint
    True
    """
    axes = [_Neighbours(axis, axis.masks()) for axis in dimensions(parsed)]
    unclear = set(unclear_places(parsed))
    numbers = [rule.number for rule in parsed.rules]
    pairs: list[Overlap] = []
    may_overlap = False
    for second in range(len(numbers)):
        rules = (1 << second) - 1
        for axis in axes:
            rules &= axis.of(second)
        for first in members(rules):
            may_overlap = True
            if not unclear & {first, second}:
                example = {axis.code: axis.common(first, second) for axis in axes}
                pairs.append(Overlap(numbers[first], numbers[second], example))
        is_over = sum(axis.steps for axis in axes) > MAX_STEPS
        if is_over or len(pairs) >= MAX_OVERLAPS:
            shown = tuple(pairs[:MAX_OVERLAPS])
            return Overlaps(shown, numbers_of(parsed, unclear), False, False)
    return Overlaps(tuple(pairs), numbers_of(parsed, unclear), True, not may_overlap)


def later_overlaps(parsed: ParsedTable) -> frozenset[int]:
    """Return the numbers of the rules that may fire together with an earlier one.

    >>> from .model import HitPolicy, Output, Rule
    >>> rules = (Rule(1, (), ('"a"',)), Rule(2, (), ('"b"',)))
    >>> later_overlaps(parse(Table("T", HitPolicy.UNIQUE, (), (Output("x"),), rules)))
    frozenset({2})
    """
    axes = [_Neighbours(axis, axis.masks()) for axis in dimensions(parsed)]
    later = set()
    for place, rule in enumerate(parsed.rules):
        rules = (1 << place) - 1
        if sum(axis.steps for axis in axes) <= MAX_STEPS:
            for axis in axes:
                rules &= axis.of(place)
        if rules:
            later.add(rule.number)
    return frozenset(later)


class _Neighbours:
    """Which rules share a region of one input with a rule."""

    def __init__(self, axis: Dimension, masks: list[int]) -> None:
        self.code = axis.code
        self.steps = 0
        self._axis = axis
        self._masks = masks
        self._possible = possible_regions(axis)
        self._found: dict[int, int] = {}

    def of(self, place: int) -> int:
        regions = self._axis.rules[place] & self._possible
        if regions not in self._found:
            rules = 0
            for region in members(regions):
                rules |= self._masks[region]
                self.steps += 1
            self._found[regions] = rules
        return self._found[regions]

    def common(self, first: int, second: int) -> Value:
        rules = self._axis.rules
        regions = rules[first] & rules[second] & self._possible
        return self._axis.example(preferred_region(regions))[1]


def numbers_of(parsed: ParsedTable, places: set[int]) -> tuple[int, ...]:
    return tuple(parsed.rules[place].number for place in sorted(places))


def unclear_places(parsed: ParsedTable) -> Iterator[int]:
    for place, rule in enumerate(parsed.rules):
        if not all(map(is_constant, rule.cells)):
            yield place


def possible_regions(axis: Dimension) -> int:
    """The regions that have a value at all: no day lies between two neighbours."""
    return sum(1 << region for region in range(axis.number) if axis.example(region)[0])


def preferred_region(regions: int) -> int:
    """The region that shows best: a value the table names, then any, then none."""
    return min(
        members(regions), key=lambda region: (region == EMPTY, region % 2, -region)
    )
