"""Goals of a client's plan: how far the fact has come from where it began."""

from decimal import ROUND_HALF_UP, Decimal

HUNDRED = Decimal(100)
PERCENT = Decimal("0.1")


class GoalError(ValueError):
    """A goal that says nothing."""


def progress(base: Decimal, plan: Decimal, fact: Decimal) -> Decimal:
    """Return in per cent how much of the way from `base` to `plan` is gone.

    More than the plan is over 100, a step back is under 0; a goal to keep what there is
    (`plan` = `base`) is reached while the fact is not below it.

    >>> progress(Decimal(100), Decimal(200), Decimal(160))
    Decimal('60.0')
    >>> progress(Decimal(50), Decimal(20), Decimal(35))
    Decimal('50.0')
    >>> progress(Decimal(3), Decimal(3), Decimal(2))
    Decimal('0.0')
    """
    if plan == base:
        done = HUNDRED if fact >= plan else Decimal(0)
    else:
        done = HUNDRED * (fact - base) / (plan - base)
    return done.quantize(PERCENT, ROUND_HALF_UP)
