"""Which values no rule covers, found without any data; overlaps are in `overlap`.

The regions of `regions` make the table a set of boxes. A rule with a cell that compares
with another input covers nothing for sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .check import ParsedTable, parse
from .kinds import literals
from .model import Table, Value
from .overlap import (
    MAX_STEPS,
    Overlap,
    Overlaps,
    numbers_of,
    overlaps,
    possible_regions,
    preferred_region,
    unclear_places,
)
from .regions import EMPTY, Dimension, dimensions, members

__all__ = ["Gap", "Gaps", "Overlap", "Overlaps", "Side", "gaps", "overlaps"]

MAX_GAPS = 50


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
    unclear = set(unclear_places(parsed))
    axes = [(axis, _asked(parsed, axis), axis.masks()) for axis in dimensions(parsed)]
    # Which input is cut first decides how many pieces a gap falls into.
    by_size = sorted(axes, key=lambda axis: axis[0].number)
    orders = [axes] if by_size == axes else [axes, by_size]
    found: list[Gap] = []
    is_complete = True
    steps = MAX_STEPS
    # Values first; then for each input what happens where it alone is empty.
    for empty in (None, *(axis for axis, _asked, _masks in axes)):
        tries = []
        for order in orders:
            search = _Search(parsed, unclear, empty, MAX_GAPS - len(found), steps)
            tries.append((search.run(order), search.is_complete))
            steps = search.steps
        pieces, is_whole = min(tries, key=lambda one: (not one[1], len(one[0])))
        known = tuple(found)
        found += [
            gap for gap in pieces if not any(_is_within(gap, other) for other in known)
        ]
        is_complete = is_complete and is_whole
    return Gaps(tuple(found), numbers_of(parsed, unclear), is_complete)


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
            sides.sort(key=lambda side: side.dimension.columns)
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
            axis.code: axis.example(preferred_region(chosen.get(axis.code, possible)))[
                1
            ]
            for axis, possible, _masks in self._axes
        }


def _asked(parsed: ParsedTable, axis: Dimension) -> int:
    """The regions to be covered: of the allowed values only, where they are listed."""
    possible = possible_regions(axis) & ~(1 << EMPTY)
    allowed = literals(parsed.table.inputs[axis.columns[0]].values)
    if not allowed:
        return possible
    listed = {axis.locate(value) for value in allowed}
    return possible & sum(1 << region for region in listed)
