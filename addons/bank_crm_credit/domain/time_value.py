"""Time value of money: the functions of a loan calculator, signs as in spreadsheets.

What one receives is above zero, what one pays below. `rate` is a fraction a period.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from .apr import irr
from .money import EXACT, ONE, ZERO


class TimeValueError(ValueError):
    """Arguments for which there is no such payment, number or rate."""


def payment(
    rate: Decimal,
    periods: int,
    present: Decimal,
    future: Decimal = ZERO,
    *,
    in_advance: bool = False,
) -> Decimal:
    """Return the level payment that repays `present` and leaves `future`.

    >>> round(payment(Decimal("0.01"), 2, Decimal(1000)), 2)
    Decimal('-507.51')
    """
    if periods < 1:
        raise TimeValueError("a loan has at least one period")
    if not rate:
        return EXACT.divide(-(present + future), Decimal(periods))
    growth = EXACT.power(ONE + rate, periods)
    annuity = EXACT.divide(growth - ONE, rate) * (ONE + rate if in_advance else ONE)
    return EXACT.divide(-(future + present * growth), annuity)


def future_value(
    rate: Decimal,
    periods: int,
    paid: Decimal,
    present: Decimal,
    *,
    in_advance: bool = False,
) -> Decimal:
    """Return what `present` and level payments come to after the periods.

    >>> round(future_value(Decimal("0.1"), 2, Decimal(-100), Decimal(0)))
    210
    """
    if not rate:
        return -(present + paid * periods)
    growth = EXACT.power(ONE + rate, periods)
    annuity = EXACT.divide(growth - ONE, rate) * (ONE + rate if in_advance else ONE)
    return -(present * growth + paid * annuity)


def interest_part(
    rate: Decimal,
    number: int,
    periods: int,
    present: Decimal,
    *,
    in_advance: bool = False,
) -> Decimal:
    """Return the interest inside level payment `number`.

    >>> round(interest_part(Decimal("0.01"), 1, 2, Decimal(1000)), 2)
    Decimal('-10.00')
    """
    if not 1 <= number <= periods:
        raise TimeValueError("there is no payment of this number")
    if in_advance and number == 1:
        return ZERO
    level = payment(rate, periods, present, in_advance=in_advance)
    owed = future_value(rate, number - 1, level, present, in_advance=in_advance)
    return EXACT.divide(owed * rate, ONE + rate) if in_advance else owed * rate


def principal_part(
    rate: Decimal,
    number: int,
    periods: int,
    present: Decimal,
    *,
    in_advance: bool = False,
) -> Decimal:
    """Return the principal inside level payment `number`.

    >>> round(principal_part(Decimal("0.01"), 1, 2, Decimal(1000)), 2)
    Decimal('-497.51')
    """
    return payment(rate, periods, present, in_advance=in_advance) - interest_part(
        rate, number, periods, present, in_advance=in_advance
    )


def number_of_periods(
    rate: Decimal, paid: Decimal, present: Decimal, future: Decimal = ZERO
) -> Decimal:
    """Return after how many payments, in parts too, `future` is reached.

    Raises `TimeValueError` where payments never reach it.

    >>> number_of_periods(Decimal(0), Decimal(-100), Decimal(1000))
    Decimal('10')
    """
    if not rate:
        if not paid:
            raise TimeValueError("nothing is paid")
        return EXACT.divide(-(present + future), paid)
    share = EXACT.divide(paid, rate)
    above, below = share - future, share + present
    if not below or EXACT.divide(above, below) <= 0:
        raise TimeValueError("these payments never get there")
    return EXACT.divide(EXACT.ln(EXACT.divide(above, below)), EXACT.ln(ONE + rate))


def net_present_value(rate: Decimal, amounts: Sequence[Decimal]) -> Decimal:
    """Return the present value of money at equal distances, the first undiscounted.

    >>> net_present_value(Decimal("0.1"), [Decimal(-100), Decimal(110)])
    Decimal('0')
    """
    value = ZERO
    for amount in reversed(amounts):
        value = EXACT.divide(value, ONE + rate) + amount
    return value


def rate_of(
    periods: int, paid: Decimal, present: Decimal, future: Decimal = ZERO
) -> Decimal:
    """Return the rate a period at which payments turn `present` into `future`.

    Raises `TimeValueError` where there is none.

    >>> rate_of(1, Decimal(0), Decimal(-100), Decimal(110))
    Decimal('0.100000000000')
    """
    amounts = [present, *[paid] * periods]
    amounts[-1] += future
    rate = irr(amounts)
    if rate is None:
        raise TimeValueError("no rate balances them")
    return rate
