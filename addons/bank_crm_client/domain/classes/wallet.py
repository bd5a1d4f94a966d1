"""What a client keeps in other banks beside what he keeps in ours."""

from decimal import Decimal
from enum import StrEnum

# A fixed-term product elsewhere is spoken about so many days before its end.
NOTICE_DAYS = 30


class Side(StrEnum):
    """What a product is to the client: something he has, or something he owes."""

    ASSETS = "assets"
    DEBTS = "debts"
    NEITHER = "neither"


class ProductKind(StrEnum):
    """Kinds of products that clients hold in other banks."""

    ACCOUNT = "account"
    DEPOSIT = "deposit"
    INVESTMENT = "investment"
    LOAN = "loan"
    CARD = "card"
    LEASING = "leasing"
    INSURANCE = "insurance"
    OTHER = "other"


SIDE_OF = {
    ProductKind.ACCOUNT: Side.ASSETS,
    ProductKind.DEPOSIT: Side.ASSETS,
    ProductKind.INVESTMENT: Side.ASSETS,
    ProductKind.LOAN: Side.DEBTS,
    ProductKind.CARD: Side.DEBTS,
    ProductKind.LEASING: Side.DEBTS,
    ProductKind.INSURANCE: Side.NEITHER,
    ProductKind.OTHER: Side.NEITHER,
}


class WalletError(ValueError):
    """Amounts that no wallet can hold."""


def kinds_of(side: Side) -> list[str]:
    """Return the kinds on one side, in a steady order.

    >>> kinds_of(Side.DEBTS)
    ['loan', 'card', 'leasing']
    """
    return [str(kind) for kind, its_side in SIDE_OF.items() if its_side is side]


def share_of_wallet(ours: Decimal, elsewhere: Decimal) -> Decimal | None:
    """Return our part of all that is known, as a fraction; None where nothing is.

    >>> share_of_wallet(Decimal(30_000), Decimal(90_000))
    Decimal('0.25')
    >>> share_of_wallet(Decimal(0), Decimal(0)) is None
    True
    """
    if ours < 0 or elsewhere < 0:
        raise WalletError("a wallet holds no negative amounts")
    whole = ours + elsewhere
    return ours / whole if whole else None
