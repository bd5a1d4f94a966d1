"""How often a client is to be met or called: when the next contact is due, how many norms hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from dateutil.relativedelta import relativedelta

HUNDRED = Decimal(100)


class NormError(ValueError):
    """A norm that asks for nothing."""


class Contact(StrEnum):
    """What counts: a visit or meeting, a call."""

    VISIT = "visit"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Norm:
    """One contact of a kind in so many months."""

    kind: Contact
    months: int

    def __post_init__(self) -> None:
        if self.months < 1:
            raise NormError("a norm asks for a contact in a month or more")


def due_date(norm: Norm, last: date | None, since: date) -> date:
    """Return the day by which the next contact is due.

    `since` is the day from which the norm binds for who was never contacted: when he became a
    client, or when the norm came into force.

    >>> norm = Norm(Contact.VISIT, 3)
    >>> due_date(norm, date(2026, 8, 27), date(2020, 1, 1))
    datetime.date(2026, 11, 27)
    >>> due_date(norm, None, date(2026, 11, 30))
    datetime.date(2027, 2, 28)
    """
    return (last or since) + relativedelta(months=norm.months)


def strictest(norms: Iterable[Norm]) -> dict[Contact, Norm]:
    """Return the one norm of each kind that binds: the shortest.

    >>> found = strictest([Norm(Contact.CALL, 3), Norm(Contact.CALL, 1)])
    >>> found[Contact.CALL].months
    1
    """
    found: dict[Contact, Norm] = {}
    for norm in norms:
        if norm.kind not in found or norm.months < found[norm.kind].months:
            found[norm.kind] = norm
    return found


def fulfilment(kept: int, asked: int) -> Decimal:
    """Return how many of the norms are kept, in per cent; nothing asked is all kept.

    >>> fulfilment(7, 9), fulfilment(0, 0)
    (Decimal('77.8'), Decimal('100'))
    """
    if not 0 <= kept <= asked:
        raise NormError("what is kept was asked for")
    if not asked:
        return HUNDRED
    return (HUNDRED * kept / asked).quantize(Decimal("0.1"), ROUND_HALF_UP)
