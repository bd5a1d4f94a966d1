"""A household: who is in it and what its people have together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ADULT_YEARS = 18


class FamilyError(ValueError):
    """A household that cannot be."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the household. Money is of whom the reader may see; else None."""

    member_id: int
    born: date | None = None
    funds: Decimal | None = None
    owed: Decimal | None = None
    income: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the members in sight; `counted` is how many they are."""

    counted: int
    funds: Decimal
    owed: Decimal
    income: Decimal
    children: int


def age(born: date, today: date) -> int:
    """Return full years; who was born on 29 February turns a year older on 1 March.

    >>> age(date(2008, 2, 29), date(2026, 2, 28))
    17
    """
    if born > today:
        raise FamilyError("born after today")
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def is_minor(born: date | None, today: date) -> bool:
    """Whether a guardian must act for the person.

    >>> is_minor(date(2008, 11, 21), date(2026, 11, 20))
    True
    """
    return born is not None and born <= today and age(born, today) < ADULT_YEARS


def totals(members: Iterable[Member], today: date) -> Totals:
    """Return the sums of a household; a member named twice is counted once.

    >>> one = Member(1, date(1980, 1, 1), Decimal(10), Decimal(0), Decimal(5))
    >>> child = Member(2, date(2020, 1, 1))
    >>> totals([one, child, one], date(2026, 1, 1)).children
    1
    """
    seen = {member.member_id: member for member in members}
    zero = Decimal(0)
    in_sight = [one for one in seen.values() if one.funds is not None]
    return Totals(
        counted=len(in_sight),
        funds=sum((one.funds or zero for one in in_sight), zero),
        owed=sum((one.owed or zero for one in in_sight), zero),
        income=sum((one.income or zero for one in in_sight), zero),
        children=sum(is_minor(one.born, today) for one in seen.values()),
    )
