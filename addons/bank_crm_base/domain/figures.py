"""The arithmetic behind the figures of a client's card. Decimal in, Decimal out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)
ONE = Decimal(1)
FLAT_BELOW = Decimal("0.01")


class FigureError(ValueError):
    """Inputs from which the figure cannot be made."""


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class Trend:
    """A small chart: heights between 0 and 1, and where the series goes."""

    points: tuple[Decimal, ...]
    change: Decimal | None
    direction: Direction


@dataclass(frozen=True, slots=True)
class Growth:
    """Growth in base currency, parted into what clients did and what the rate did."""

    volume: Decimal
    revaluation: Decimal

    @property
    def total(self) -> Decimal:
        return self.volume + self.revaluation


@dataclass(frozen=True, slots=True)
class Penetration:
    """How much of what the bank offers this client he has."""

    held: int
    offered: int

    @property
    def fraction(self) -> Decimal:
        return Decimal(self.held) / self.offered if self.offered else ZERO


def change_fraction(before: Decimal, after: Decimal) -> Decimal | None:
    """Return the change as a fraction of the former size; None from nothing.

    >>> change_fraction(Decimal(200), Decimal(208))
    Decimal('0.04')
    >>> change_fraction(Decimal(-100), Decimal(-50))
    Decimal('0.5')
    """
    return (after - before) / abs(before) if before else None


def trend(series: Sequence[Decimal]) -> Trend:
    """Scale a monthly series for a small chart and say where it goes.

    The direction compares the last month with the mean of those before it.

    >>> trend([Decimal(10), Decimal(20), Decimal(30)]).points
    (Decimal('0'), Decimal('0.5'), Decimal('1'))
    """
    if not series:
        return Trend((), None, Direction.FLAT)
    low, high = min(series), max(series)
    span = high - low
    points = tuple((value - low) / span if span else ZERO for value in series)
    former = series[:-1]
    change = (
        change_fraction(sum(former, ZERO) / len(former), series[-1]) if former else None
    )
    return Trend(points, change, _direction(change, series[-1]))


def split_growth(
    opening: Mapping[str, Decimal],
    closing: Mapping[str, Decimal],
    opening_rates: Mapping[str, Decimal],
    closing_rates: Mapping[str, Decimal],
) -> Growth:
    """Split the growth of balances by currency into volume and revaluation.

    Volume is the change in currency at the old rate, revaluation the new balance times
    the change of the rate: together exactly the growth in base currency.

    >>> growth = split_growth(
    ...     {"USD": Decimal(100)}, {"USD": Decimal(150)},
    ...     {"USD": Decimal(40)}, {"USD": Decimal(46)},
    ... )
    >>> growth.volume, growth.revaluation, growth.total
    (Decimal('2000'), Decimal('900'), Decimal('2900'))
    """
    volume = revaluation = ZERO
    for currency in sorted({*opening, *closing}):
        try:
            old_rate, new_rate = opening_rates[currency], closing_rates[currency]
        except KeyError:
            raise FigureError(f"no rate of {currency} on both dates") from None
        before, after = opening.get(currency, ZERO), closing.get(currency, ZERO)
        volume += (after - before) * old_rate
        revaluation += after * (new_rate - old_rate)
    return Growth(volume, revaluation)


def average_balance(
    opening: Decimal,
    movements: Iterable[tuple[date, Decimal]],
    first: date,
    last: date,
) -> Decimal:
    """Return the mean of the end-of-day balances over the calendar days, unrounded.

    `opening` is the balance before `first`; a movement counts from its own day on.

    >>> moves = [(date(2026, 4, 16), Decimal(300))]
    >>> average_balance(Decimal(100), moves, date(2026, 4, 1), date(2026, 4, 30))
    Decimal('250')
    """
    days = (last - first).days + 1
    if days < 1:
        raise FigureError("the period ends before it begins")
    total = opening * days
    for day, amount in movements:
        if not first <= day <= last:
            raise FigureError("a movement lies outside the period")
        total += amount * ((last - day).days + 1)
    return total / days


def penetration(held: Collection[str], offered: Collection[str]) -> Penetration:
    """Count the product families the client has among those offered to his kind.

    >>> penetration({"card", "loan", "vault"}, {"card", "loan", "deposit", "payroll"})
    Penetration(held=2, offered=4)
    """
    return Penetration(len(set(held) & set(offered)), len(set(offered)))


def _direction(change: Decimal | None, last: Decimal) -> Direction:
    if change is None:
        return Direction.UP if last > 0 else Direction.FLAT
    if abs(change) < FLAT_BELOW:
        return Direction.FLAT
    return Direction.UP if change > 0 else Direction.DOWN
