"""Which of a manager's next steps comes first, and why: points that add up.

The importance of its source, how soon it is due, what it is worth and whose step it is. The
weights are the bank's: an administrator sets them.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

POINT = Decimal("0.1")
MOST_POINTS = Decimal(100)


class RankError(ValueError):
    """Weights that cannot rank."""


class Why(StrEnum):
    """What gave a step its points."""

    SOURCE = "source"
    OVERDUE = "overdue"
    URGENCY = "urgency"
    VALUE = "value"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Weights:
    """How many points each thing gives at most.

    `horizon_days`: a step due later than that is not urgent at all. `value_scale`: a step worth
    so much in base currency gets half of the points for value; ten times as much gets 10/11.
    """

    urgency: Decimal
    horizon_days: int
    value: Decimal
    value_scale: Decimal
    key: Decimal

    def __post_init__(self) -> None:
        if min(self.urgency, self.value, self.key) < 0:
            raise RankError("points are not negative")
        if self.horizon_days < 1 or self.value_scale <= 0:
            raise RankError("the horizon and the scale of value are positive")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is ranked: importance of the source (0 to 100), days until due (negative: late),
    value in base currency, and whether the client is a key one."""

    importance: Decimal
    days_left: int
    value: Decimal = Decimal(0)
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Points and what gave them."""

    why: Why
    points: Decimal


@dataclass(frozen=True, slots=True)
class Rank:
    """The points of a step and what they are made of, the most first."""

    points: Decimal
    parts: tuple[Part, ...]


def rank(facts: Facts, weights: Weights) -> Rank:
    """Return the points of a step; the parts add up to them exactly.

    >>> weights = Weights(Decimal(40), 20, Decimal(30), Decimal(100_000), Decimal(10))
    >>> found = rank(Facts(Decimal(20), 5, Decimal(100_000), is_key=True), weights)
    >>> found.points, [(str(part.why), str(part.points)) for part in found.parts]
    (Decimal('75.0'), [('urgency', '30.0'), ('source', '20.0'), ('value', '15.0'), ('key', '10.0')])
    """
    parts = [Part(Why.SOURCE, _points(facts.importance))]
    nearness = Decimal(weights.horizon_days - facts.days_left) / weights.horizon_days
    nearness = min(max(nearness, Decimal(0)), Decimal(1))
    parts.append(
        Part(
            Why.OVERDUE if facts.days_left < 0 else Why.URGENCY,
            _points(weights.urgency * nearness),
        )
    )
    value = max(facts.value, Decimal(0))
    parts.append(
        Part(Why.VALUE, _points(weights.value * value / (value + weights.value_scale)))
    )
    parts.append(Part(Why.KEY, _points(weights.key if facts.is_key else Decimal(0))))
    told = sorted(
        (part for part in parts if part.points), key=lambda part: -part.points
    )
    return Rank(sum((part.points for part in told), Decimal(0)), tuple(told))


def _points(value: Decimal) -> Decimal:
    return value.quantize(POINT, ROUND_HALF_UP)
