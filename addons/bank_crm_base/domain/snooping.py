"""Looks at clients that somebody should ask about: what makes them so, and how much."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from statistics import median

from .folding import fold


class SnoopingError(ValueError):
    """Working hours that end before they begin, or a measure below one."""


class Sign(StrEnum):
    """What makes a look worth asking about, from the gravest."""

    SAME_SURNAME = "same_surname"
    NO_REASON = "no_reason"
    PRIVATE_BANKING = "private_banking"
    VIP = "vip"
    MANY_LOOKS = "many_looks"
    OFF_HOURS = "off_hours"


WEIGHTS: dict[Sign, int] = {
    Sign.SAME_SURNAME: 3,
    Sign.NO_REASON: 2,
    Sign.PRIVATE_BANKING: 2,
    Sign.VIP: 2,
    Sign.MANY_LOOKS: 2,
    Sign.OFF_HOURS: 1,
}
# These only make another sign graver: late work and a famous client are no fault alone.
ONLY_ADD = frozenset({Sign.OFF_HOURS})


@dataclass(frozen=True, slots=True)
class Rules:
    """When the bank works, and how many looks a day are many beside the unit's median."""

    opens: time = time(8)
    closes: time = time(20)
    working_weekdays: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    many_times_median: int = 3
    many_at_least: int = 30

    def __post_init__(self) -> None:
        if self.closes <= self.opens or self.many_times_median < 1:
            raise SnoopingError("hours in order, and a measure of one or more")


@dataclass(frozen=True, slots=True)
class Look:
    """One employee's looks at one client on one day.

    `has_business` says that he had a task with the client or wrote about him that week.
    """

    employee_surname: str
    client_surname: str
    first_at: time
    last_at: time
    weekday: int
    is_own: bool = False
    is_of_unit: bool = False
    is_granted: bool = False
    has_business: bool = False
    is_private_banking: bool = False
    is_vip: bool = False
    looks_of_day: int = 0
    unit_median: float = 0


def is_same_surname(employee: str, client: str) -> bool:
    """Say whether two surnames are one, whatever the alphabet and the gender's ending.

    >>> is_same_surname("Коваленко", "Kovalenko"), is_same_surname("Мельник", "Бондар")
    (True, False)
    >>> is_same_surname("Яворський", "Яворська")
    True
    """
    one, other = _stem(employee), _stem(client)
    return bool(one) and one == other


def is_many(looks: int, unit_median: float, rules: Rules) -> bool:
    """Say whether so many looks a day stand out beside the unit's median.

    >>> is_many(60, 15, Rules()), is_many(20, 1, Rules())
    (True, False)
    """
    return (
        looks >= rules.many_at_least and looks >= unit_median * rules.many_times_median
    )


def unit_median(looks_of_employees: list[int]) -> float:
    """Return the middle number of looks a day of a unit's employees; none: 0.

    >>> unit_median([3, 60, 9]), unit_median([])
    (9, 0)
    """
    return median(looks_of_employees) if looks_of_employees else 0


def signs(look: Look, rules: Rules) -> tuple[Sign, ...]:
    """Return what makes the look worth asking about, the gravest first; empty: nothing.

    An own client raises no question. A client of the unit raises one only by his surname,
    the wall or his class, and none of the two latter where there was business with him.

    >>> late = dict(first_at=time(21), last_at=time(21), weekday=1)
    >>> signs(Look("Мельник", "Бондар", **late), Rules())
    (<Sign.NO_REASON: 'no_reason'>, <Sign.OFF_HOURS: 'off_hours'>)
    >>> signs(Look("Мельник", "Бондар", is_of_unit=True, **late), Rules())
    ()
    """
    if look.is_own:
        return ()
    excused = look.has_business or look.is_granted
    found = {
        Sign.SAME_SURNAME: is_same_surname(look.employee_surname, look.client_surname),
        Sign.NO_REASON: not (excused or look.is_of_unit),
        Sign.PRIVATE_BANKING: look.is_private_banking and not excused,
        Sign.VIP: look.is_vip and not excused,
        Sign.MANY_LOOKS: not excused
        and is_many(look.looks_of_day, look.unit_median, rules),
        Sign.OFF_HOURS: not _is_within_hours(look, rules),
    }
    seen = tuple(sign for sign in Sign if found[sign])
    return seen if set(seen) - ONLY_ADD else ()


def weight(seen: tuple[Sign, ...]) -> int:
    """Return how grave the signs are together.

    >>> weight((Sign.NO_REASON, Sign.OFF_HOURS))
    3
    """
    return sum(WEIGHTS[sign] for sign in seen)


def _is_within_hours(look: Look, rules: Rules) -> bool:
    return (
        look.weekday in rules.working_weekdays
        and rules.opens <= look.first_at
        and look.last_at <= rules.closes
    )


def _stem(surname: str) -> str:
    """Folded, without the endings in which a wife's surname differs from a husband's."""
    word = fold(surname)
    for ending in ("skyi", "skyy", "ska", "skaia", "skii"):
        if word.endswith(ending):
            return word.removesuffix(ending) + "sk"
    for male in ("ov", "ev", "in", "yn"):
        if word.endswith(male + "a"):
            return word.removesuffix("a")
    return word
