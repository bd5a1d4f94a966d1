"""Puts the movements of a day in the order in which they were booked.

Within a day the file has no order, but each row tells the balance after it. The order is
the one in which every balance follows from the one before. The bank kept hundredths and
published tenths, so a step may be off by a tenth; a step off by more is a gap.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from .rows import Transaction

TOLERANCE = 10  # hundredths: the published figures are rounded to tenths

Cost = tuple[int, int]  # gaps, then hundredths lost in rounding


@dataclass(frozen=True, slots=True)
class Chain:
    """The movements of one account in booking order, and where they do not follow."""

    rows: tuple[Transaction, ...]

    @property
    def last_balance(self) -> int:
        """What the file says was left after the last movement."""
        return self.rows[-1].balance if self.rows else 0

    @property
    def total(self) -> int:
        """The sum of the movements, which is the balance when nothing was there before."""
        return sum(row.change for row in self.rows)

    def steps(self) -> Iterator[tuple[Transaction, int]]:
        """Each row that does not follow exactly, and by how much it is off."""
        balance = 0
        for row in self.rows:
            if off := row.balance - balance - row.change:
                yield row, off
            balance = row.balance

    @property
    def roundings(self) -> int:
        """How many steps are off by no more than published rounding."""
        return sum(abs(off) <= TOLERANCE for _row, off in self.steps())

    @property
    def gaps(self) -> list[date]:
        """The days on which something is missing."""
        return sorted({row.day for row, off in self.steps() if abs(off) > TOLERANCE})


@dataclass(frozen=True, slots=True)
class _Way:
    """A possible course of the account up to the end of a day."""

    cost: Cost
    rows: tuple[Transaction, ...]
    before: "_Way | None" = None


def chain(transactions: Iterable[Transaction]) -> Chain:
    """The movements of one account in booking order; the account opens at nothing.

    The last balance of a day is left open until the next days have settled it.
    """
    ordered = sorted(transactions, key=attrgetter("day"))
    ways = {0: _Way((0, 0), ())}
    for _day, rows in groupby(ordered, attrgetter("day")):  # pylint: disable=bad-builtin-groupby
        ways = _next_ways(ways, tuple(rows))
    way = min(ways.values(), key=attrgetter("cost")) if ways else None
    days = []
    while way:
        days.append(way.rows)
        way = way.before
    return Chain(tuple(row for rows in reversed(days) for row in rows))


def _next_ways(ways: dict[int, _Way], rows: tuple[Transaction, ...]) -> dict[int, _Way]:
    """The cheapest way to each balance that the day may end with."""
    for gaps in range(len(rows) + 1):
        found: dict[int, _Way] = {}
        for balance, way in ways.items():
            for cost, order in _orders(balance, rows, gaps):
                total = (way.cost[0] + cost[0], way.cost[1] + cost[1])
                end = order[-1].balance
                if end not in found or total < found[end].cost:
                    found[end] = _Way(total, order, way)
        if found:
            return found
    raise AssertionError("a gap before every row is always a way")


def _orders(
    balance: int, rows: tuple[Transaction, ...], gaps: int
) -> Iterator[tuple[Cost, tuple[Transaction, ...]]]:
    """Every order of the rows with at most so many gaps."""
    if not rows:
        yield (0, 0), ()
        return
    tried = set()
    for place, row in enumerate(rows):
        off = abs(row.balance - balance - row.change)
        is_gap = off > TOLERANCE
        if is_gap > gaps or (row.change, row.balance) in tried:
            continue
        tried.add((row.change, row.balance))
        rest = rows[:place] + rows[place + 1 :]
        for cost, order in _orders(row.balance, rest, gaps - is_gap):
            yield (cost[0] + is_gap, cost[1] + off), (row, *order)
