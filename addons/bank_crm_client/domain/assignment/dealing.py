"""How many clients each manager gets: by shares, or level by level up to a limit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class DealingError(ValueError):
    """Shares or loads that cannot be dealt by."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A manager as the rules see him: how many clients he has and may have."""

    key: int
    load: int = 0
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.load < 0 or (self.limit is not None and self.limit < 0):
            raise DealingError("loads and limits are not negative")

    def room(self, count: int) -> int:
        """How many of `count` he may still take."""
        if self.limit is None:
            return count
        return max(0, min(count, self.limit - self.load))


def share_out(count: int, shares: Sequence[int]) -> tuple[int, ...]:
    """Split `count` by shares; the greatest remainders get what is left.

    >>> share_out(10, [1, 1, 1])
    (4, 3, 3)
    >>> share_out(214, [50, 30, 20])
    (107, 64, 43)
    """
    if count < 0 or not shares or min(shares) < 1:
        raise DealingError("a share is at least one")
    whole = sum(shares)
    parts = [count * share // whole for share in shares]
    rest = count - sum(parts)
    by_remainder = sorted(
        range(len(shares)), key=lambda place: (-(count * shares[place] % whole), place)
    )
    for place in by_remainder[:rest]:
        parts[place] += 1
    return tuple(parts)


def fill_least_loaded(count: int, hands: Sequence[Hand]) -> dict[int, int]:
    """Each next client goes to whoever has fewest; nobody over his limit.

    >>> fill_least_loaded(5, [Hand(1, 10), Hand(2, 7), Hand(3, 9, limit=9)])
    {1: 1, 2: 4, 3: 0}
    """
    return _fill(count, hands, {hand.key: hand.load for hand in hands})


def fill_in_turn(count: int, hands: Sequence[Hand]) -> dict[int, int]:
    """Everybody gets one in turn, whatever he has; nobody over his limit.

    >>> fill_in_turn(5, [Hand(1, 10), Hand(2, 7), Hand(3, 9, limit=10)])
    {1: 2, 2: 2, 3: 1}
    """
    return _fill(count, hands, {hand.key: 0 for hand in hands})


def _fill(
    count: int, hands: Sequence[Hand], begins: Mapping[int, int]
) -> dict[int, int]:
    """Raise everybody to one level, as water does; what is left goes in their order."""
    if count < 0 or len(begins) != len(hands):
        raise DealingError("everybody is named once, and nobody gets less than nothing")
    rooms = {hand.key: hand.room(count) for hand in hands}
    count = min(count, sum(rooms.values()))

    def poured(level: int) -> dict[int, int]:
        return {
            key: max(0, min(level - begins[key], room)) for key, room in rooms.items()
        }

    low, high = 0, max(begins.values(), default=0) + count
    while low < high:
        middle = (low + high + 1) // 2
        if sum(poured(middle).values()) <= count:
            low = middle
        else:
            high = middle - 1
    quotas = poured(low)
    rest = count - sum(quotas.values())
    for hand in hands:
        key = hand.key
        if rest and quotas[key] < rooms[key] and begins[key] + quotas[key] <= low:
            quotas[key] += 1
            rest -= 1
    return quotas
