"""Roots of present values, in binary floating point, each proven by a change of sign.

A present value is a sum of amount x exp(-y t), y the logarithm of one plus the rate: a
loan has one root, money that changes sides several times may have none or many.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, expm1, fsum, log, log1p
from operator import mul

# Proven on either side of a root: a ten-millionth of a basis point.
TOLERANCE = 1e-9
_LOW, _HIGH = -14.0, 9.0  # from -99.9999 % to 810 000 % a year
_STEPS = 230
_START = log1p(0.1)
_ROUNDS = 60
# Newton squares the error: after a step of a billionth nothing is left to gain.
_STEP = 1e-9

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Root:
    """A rate (fraction a year) at which the present value is zero."""

    rate: float


def log_roots(points: Points, *, is_single: bool = True) -> list[Root]:
    """Return the rates, rising, at which amounts (years, money) have no present value.

    `is_single`: of money that goes out and comes back, as a loan does, only the one rate
    above zero.

    >>> [round(root.rate, 6) for root in log_roots([(0.0, 100.0), (1.0, -110.0)])]
    [0.1]
    """
    points = sorted(point for point in points if point[1])
    changes = sum(
        (before[1] > 0) != (after[1] > 0)
        for before, after in itertools.pairwise(points)
    )
    if not changes:
        return []
    if is_single and _is_loan(points):
        y = _single(points)
        if y is not None:
            return [Root(expm1(y))]
    return [Root(expm1(root)) for root in _scan(points)]


def _is_loan(points: Points) -> bool:
    """Tell whether the running sum of the ordered money changes its sign once.

    Norstrom (1972): then one rate above zero balances it; a scan is not needed.
    """
    total, signs = 0.0, []
    for _years, amount in points:
        total += amount
        if total and (not signs or (total > 0) != signs[-1]):
            signs.append(total > 0)
    return len(signs) == 2


def _value(points: Points, y: float) -> tuple[float, float]:
    """Return the value and its slope, both scaled by one factor.

    Time is counted from the end where the exponents stay below zero: no overflow.
    """
    begins = points[-1][0] if y < 0 else points[0][0]
    times = [years for years, _amount in points]
    parts = [amount * exp(y * (begins - years)) for years, amount in points]
    slope = begins * sum(parts) - sum(map(mul, times, parts))
    return fsum(parts), slope


def _single(points: Points) -> float | None:
    """Newton from a first guess, kept inside a bracket; None where it finds no root.

    The guess: what comes back over what went out, over the time between their middles.
    """
    total = fsum(amount for _years, amount in points)
    went = [point for point in points if (point[1] > 0) != (total > 0)]
    came = [point for point in points if (point[1] > 0) == (total > 0)]
    out, back = (fsum(amount for _years, amount in one) for one in (went, came))
    between = _middle(came, back) - _middle(went, out)
    low, high = 0.0, _HIGH
    y = min(log(-back / out) / between, _HIGH / 2) if between > 0 else _START
    for _round in range(_ROUNDS):
        value, slope = _value(points, y)
        if (value > 0) == (total > 0):
            low = y
        else:
            high = y
        following = y - value / slope if slope else -1.0
        if not low <= following <= high:
            following = (low + high) / 2
        step, y = following - y, following
        if abs(step) < _STEP:
            break
    return y if y < _HIGH - _STEP else None


def _middle(points: Points, total: float) -> float:
    return fsum(years * amount for years, amount in points) / total


def _scan(points: Points) -> list[float]:
    step = (_HIGH - _LOW) / _STEPS
    grid = [_LOW + number * step for number in range(_STEPS + 1)]
    signs = [_value(points, y)[0] for y in grid]
    found = [y for y, sign in zip(grid, signs, strict=True) if sign == 0]
    found += [
        _bisect(lambda y: _value(points, y)[0], grid[place], grid[place + 1])
        for place in range(_STEPS)
        if signs[place] * signs[place + 1] < 0
    ]
    return sorted(found)


def _bisect(value: Callable[[float], float], low: float, high: float) -> float:
    sign = value(low) > 0
    for _round in range(_ROUNDS):
        middle = (low + high) / 2
        if (value(middle) > 0) == sign:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def unit_root(terms: Sequence[tuple[int, float, float]]) -> float | None:
    """Return the rate a unit-period that balances (whole, odd, money); None if none does.

    >>> round(unit_root([(0, 0.0, 1000.0), (1, 0.5, -1015.05)]), 4)
    0.01
    """

    def value(rate: float) -> float:
        return fsum(
            amount / ((1 + odd * rate) * (1 + rate) ** whole)
            for whole, odd, amount in terms
        )

    low, high = 0.0, 1.0
    while value(low) * value(high) > 0 and high < 1e6:
        high *= 2
    if value(low) * value(high) > 0:
        return None
    return _bisect(value, low, high)


def is_proven(points: Points, rate: float) -> bool:
    """Tell whether the present value changes its sign within the tolerance of a rate.

    >>> is_proven([(0.0, 100.0), (1.0, -110.0)], 0.1)
    True
    """
    below, above = log1p(rate - TOLERANCE), log1p(rate + TOLERANCE)
    ordered = sorted(points)
    return _value(ordered, below)[0] * _value(ordered, above)[0] <= 0
