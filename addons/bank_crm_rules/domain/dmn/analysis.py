"""Which rules overlap and which values no rule covers, found without any data.

The regions of `regions` make the table a set of boxes. A cell that compares with another
input has no place among them: its rule may overlap with others and covers nothing for sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .check import ParsedTable, parse
from .kinds import literals
from .model import Table, Value
from .regions import EMPTY, Dimension, dimensions, members
from .syntax import is_constant

# Regions looked at before a search gives up: about two seconds.
MAX_STEPS = 2_000_000
MAX_OVERLAPS = 200
MAX_GAPS = 50


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


@dataclass(frozen=True, slots=True)
class Side:
    """The values of one input in a gap, as regions of its dimension."""

    dimension: Dimension
    regions: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Values that no rule covers; inputs that do not matter are not among `sides`."""

    sides: tuple[Side, ...]
    example: Mapping[str, Value]

    @property
    def needs_empty(self) -> bool:
        """Whether the gap is met only where some value is empty."""
        return any(side.regions == 1 << EMPTY for side in self.sides)


@dataclass(frozen=True, slots=True)
class Gaps:
    """Gaps, those with values first; rules in `unclear` may cover some of them."""

    gaps: tuple[Gap, ...]
    unclear: tuple[int, ...]
    is_complete: bool


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
    unclear = set(_unclear(parsed))
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
            return Overlaps(shown, _numbers(parsed, unclear), False, False)
    return Overlaps(tuple(pairs), _numbers(parsed, unclear), True, not may_overlap)


class _Neighbours:
    """Which rules share a region of one input with a rule."""

    def __init__(self, axis: Dimension, masks: list[int]) -> None:
        self.code = axis.code
        self.steps = 0
        self._axis = axis
        self._masks = masks
        self._possible = _possible(axis)
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
        return self._axis.example(_preferred(regions))[1]


def _numbers(parsed: ParsedTable, places: set[int]) -> tuple[int, ...]:
    return tuple(parsed.rules[place].number for place in sorted(places))


def _unclear(parsed: ParsedTable) -> Iterator[int]:
    for place, rule in enumerate(parsed.rules):
        if not all(map(is_constant, rule.cells)):
            yield place


def _possible(axis: Dimension) -> int:
    """The regions that have a value at all: no day lies between two neighbours."""
    return sum(1 << region for region in range(axis.number) if axis.example(region)[0])


def _preferred(regions: int) -> int:
    """The region that shows best: a value the table names, then any, then none."""
    return min(members(regions), key=lambda region: (region == EMPTY, region % 2))


def gaps(table: Table) -> Gaps:
    """Return the values that no rule of the table covers.

    >>> from .model import HitPolicy, Input, Kind, Output, Rule
    >>> rules = (Rule(1, ("< 18",), ("1",)), Rule(2, (">= 21",), ("2",)))
    >>> table = Table("T", HitPolicy.UNIQUE, (Input("age", kind=Kind.NUMBER),),
    ...     (Output("x", kind=Kind.NUMBER),), rules)
    >>> [gap.example for gap in gaps(table).gaps]
    [{'age': Decimal('18')}, {'age': None}]
    """
    parsed = parse(table)
    unclear = set(_unclear(parsed))
    axes = [(axis, _asked(parsed, axis), axis.masks()) for axis in dimensions(parsed)]
    found: list[Gap] = []
    is_complete = True
    steps = MAX_STEPS
    # Values first; then for each input what happens where it alone is empty.
    for empty in (None, *(axis for axis, _asked, _masks in axes)):
        search = _Search(parsed, unclear, empty, MAX_GAPS - len(found), steps)
        known = tuple(found)
        found += [
            gap
            for gap in search.run(axes)
            if not any(_is_within(gap, other) for other in known)
        ]
        steps = search.steps
        is_complete = is_complete and search.is_complete
    return Gaps(tuple(found), _numbers(parsed, unclear), is_complete)


def _is_within(gap: Gap, other: Gap) -> bool:
    """Whether the other gap is told already and is the wider one."""
    regions = {side.dimension.code: side.regions for side in gap.sides}
    return all(
        regions.get(side.dimension.code, -1) & ~side.regions == 0
        for side in other.sides
    )


_Axis = tuple[Dimension, int, list[int]]


@dataclass(slots=True)
class _Search:
    """Walks the inputs one after the other, with the rules that are still satisfied."""

    parsed: ParsedTable
    unclear: set[int]
    empty: Dimension | None
    limit: int
    steps: int
    is_complete: bool = True
    _axes: list[_Axis] = field(default_factory=list)
    _free: list[int] = field(default_factory=list)
    _covered: set[tuple[int, int]] = field(default_factory=set)

    def run(self, axes: list[_Axis]) -> list[Gap]:
        parsed = self.parsed
        sure = sum(
            1 << place
            for place in range(len(parsed.rules))
            if place not in self.unclear
        )
        for axis, asked, masks in axes:
            regions = 1 << EMPTY if axis is self.empty else asked
            self._axes.append((axis, regions, masks))
        # For each depth the rules that ask for nothing from there on.
        free = sure
        self._free = [free]
        for axis, possible, _masks in reversed(self._axes):
            for place in members(free):
                if possible & ~axis.rules[place]:
                    free ^= 1 << place
            self._free.insert(0, free)
        found: list[Gap] = []
        for sides in self._walk(0, sure):
            if len(found) >= self.limit:
                self.is_complete = False
                break
            found.append(Gap(tuple(sides), self._example(sides)))
        return found

    def _walk(self, depth: int, rules: int) -> Iterator[list[Side]]:
        """Yield the sides, from `depth` on, of the gaps among `rules`."""
        if not rules:
            # An input that is to be empty is part of the gap wherever it comes.
            yield [
                Side(axis, regions)
                for axis, regions, _masks in self._axes[depth:]
                if axis is self.empty
            ]
            return
        if rules & self._free[depth] or (depth, rules) in self._covered:
            return
        axis, possible, masks = self._axes[depth]
        self.steps -= possible.bit_count()
        if self.steps < 0:
            self.is_complete = False
            return
        alike: dict[int, int] = {}
        for region in members(possible):
            left = masks[region] & rules
            alike[left] = alike.get(left, 0) | 1 << region
        is_covered = True
        for left, regions in alike.items():
            matters = regions != possible or axis is self.empty
            side = [Side(axis, regions)] if matters else []
            for rest in self._walk(depth + 1, left):
                is_covered = False
                yield side + rest
        if is_covered:
            self._covered.add((depth, rules))

    def _example(self, sides: list[Side]) -> dict[str, Value]:
        chosen = {side.dimension.code: side.regions for side in sides}
        return {
            axis.code: axis.example(_preferred(chosen.get(axis.code, possible)))[1]
            for axis, possible, _masks in self._axes
        }


def _asked(parsed: ParsedTable, axis: Dimension) -> int:
    """The regions to be covered: of the allowed values only, where they are listed."""
    possible = _possible(axis) & ~(1 << EMPTY)
    allowed = literals(parsed.table.inputs[axis.columns[0]].values)
    if not allowed:
        return possible
    listed = {axis.locate(value) for value in allowed}
    return possible & sum(1 << region for region in listed)
