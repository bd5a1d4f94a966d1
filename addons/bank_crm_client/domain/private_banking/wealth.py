"""A family's wealth, ours and elsewhere, by class of asset and by currency; room for gifts."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class WealthError(ValueError):
    """Sums that make no wealth."""


class Where(StrEnum):
    """Whether the bank keeps it or another does."""

    OURS = "ours"
    ELSEWHERE = "elsewhere"


# Of debts the amounts are owed; they are told apart and not netted.
DEBTS = frozenset({"loan", "leasing", "card"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One account or product: where, class of asset, currency, amount and its base value."""

    where: Where
    kind: str
    currency: str
    amount: Decimal
    base: Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """A class or a currency: its sums in base currency, ours and elsewhere."""

    name: str
    ours: Decimal
    elsewhere: Decimal

    @property
    def total(self) -> Decimal:
        """Both together."""
        return self.ours + self.elsewhere


@dataclass(frozen=True, slots=True)
class Wealth:
    """Assets by class and by currency, the largest first, and debts apart, in base currency."""

    classes: tuple[Share, ...]
    currencies: tuple[Share, ...]
    ours: Decimal
    elsewhere: Decimal
    debts: Decimal


def wealth(pieces: Iterable[Piece]) -> Wealth:
    """Add up the pieces of a family.

    >>> found = wealth([
    ...     Piece(Where.OURS, "deposit", "UAH", Decimal(100), Decimal(100)),
    ...     Piece(Where.ELSEWHERE, "deposit", "USD", Decimal(2), Decimal(80)),
    ...     Piece(Where.ELSEWHERE, "loan", "UAH", Decimal(30), Decimal(30))])
    >>> found.ours, found.elsewhere, found.debts, found.classes[0].total
    (Decimal('100'), Decimal('80'), Decimal('30'), Decimal('180'))
    """
    assets, debts = [], Decimal(0)
    for piece in pieces:
        if piece.kind in DEBTS:
            debts += piece.base
        elif piece.base > 0:
            assets.append(piece)
    classes = _shares(assets, lambda piece: piece.kind)
    return Wealth(
        classes,
        _shares(assets, lambda piece: piece.currency),
        sum((share.ours for share in classes), Decimal(0)),
        sum((share.elsewhere for share in classes), Decimal(0)),
        debts,
    )


def _shares(pieces, name_of) -> tuple[Share, ...]:
    sums: dict[str, dict[Where, Decimal]] = {}
    for piece in pieces:
        both = sums.setdefault(
            name_of(piece), {Where.OURS: Decimal(0), Where.ELSEWHERE: Decimal(0)}
        )
        both[piece.where] += piece.base
    shares = (
        Share(name, both[Where.OURS], both[Where.ELSEWHERE])
        for name, both in sums.items()
    )
    return tuple(sorted(shares, key=lambda share: (-share.total, share.name)))


def room_for_gifts(limit: Decimal, given: Iterable[Decimal]) -> Decimal:
    """Return what may still be given to a client this year; under nought it is exceeded.

    >>> room_for_gifts(Decimal(5000), [Decimal(1200), Decimal(800)])
    Decimal('3000')
    """
    if limit < 0:
        raise WealthError("a limit is not negative")
    return limit - sum(given, Decimal(0))
