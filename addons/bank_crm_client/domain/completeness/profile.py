"""How much of a client's file is there, by the weights that the bank gives to its parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

WHOLE = 100
LOW_UNDER = 50
HIGH_OVER = 80


class ProfileError(ValueError):
    """Weights that make no sense."""


class Band(StrEnum):
    """In which of three parts of the list a client stands."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the file of this client should hold, and whether it does."""

    code: str
    weight: int
    is_there: bool
    is_required: bool = False

    def __post_init__(self) -> None:
        if self.weight < 1:
            raise ProfileError("a part weighs at least one")


@dataclass(frozen=True, slots=True)
class Profile:
    """Whole percent, and the codes of what is missing, in the order asked."""

    percent: int
    missing: tuple[str, ...]
    required: tuple[str, ...]


def profile(parts: Iterable[Part]) -> Profile:
    """Return how complete a file is: rounded down, so that 100 means nothing is missing.

    Of whom nothing is asked the file is complete.

    >>> profile([Part("phone", 10, True), Part("address", 20, False)]).percent
    33
    """
    asked = there = 0
    missing, required = [], []
    for part in parts:
        asked += part.weight
        if part.is_there:
            there += part.weight
            continue
        missing.append(part.code)
        if part.is_required:
            required.append(part.code)
    percent = there * WHOLE // asked if asked else WHOLE
    return Profile(percent, tuple(missing), tuple(required))


def band(percent: int) -> Band:
    """Return the part of the list: under 50, 50 to 80, over 80.

    >>> [str(band(percent)) for percent in (49, 50, 80, 81)]
    ['low', 'middle', 'middle', 'high']
    """
    if not 0 <= percent <= WHOLE:
        raise ProfileError("a percent is between 0 and 100")
    if percent < LOW_UNDER:
        return Band.LOW
    return Band.HIGH if percent > HIGH_OVER else Band.MIDDLE
