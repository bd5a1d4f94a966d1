"""Size of a company by staff and revenue."""

from decimal import Decimal
from enum import StrEnum

# Commission Recommendation 2003/361/EC, Annex, article 2: headcount below, and turnover up
# to, in euro. The balance-sheet alternative of the article is not used.
STAFF_BELOW = (10, 50, 250)
REVENUE_UP_TO = (Decimal(2_000_000), Decimal(10_000_000), Decimal(50_000_000))


class Size(StrEnum):
    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


def size(staff: int | None, revenue_eur: Decimal | None) -> Size | None:
    """Return the class of a company; where both are known, the larger of the two decides.

    >>> str(size(12, Decimal(1_500_000)))
    'small'
    >>> size(None, None) is None
    True
    """
    classes = tuple(Size)
    found = []
    if staff is not None:
        found.append(sum(staff >= limit for limit in STAFF_BELOW))
    if revenue_eur is not None:
        found.append(sum(revenue_eur > limit for limit in REVENUE_UP_TO))
    return classes[max(found)] if found else None
