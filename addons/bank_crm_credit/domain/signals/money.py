"""Signs in the movement of money: turnover, salary, outflow, returned payments, overdraft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

from ..money import EXACT, ZERO
from .signal import Code, Signal, SignalError, days_of, share_of


@dataclass(frozen=True, slots=True)
class TurnoverDrop:
    """The last `recent` months are lower, on average, than the `base` ones before.

    By `share` or more; a base below `least` a month says nothing.
    """

    share: Decimal = Decimal("0.3")
    recent: int = 3
    base: int = 6
    least: Decimal = ZERO

    def __post_init__(self) -> None:
        share_of(self.share)
        days_of(min(self.recent, self.base))


def turnover_drop(
    months: Sequence[Decimal], day: date, threshold: TurnoverDrop
) -> Signal | None:
    """Look at credits of full months, the oldest first; None with too short a history.

    Transfers between a client's own accounts are no turnover and not among them.

    >>> months = [Decimal(100)] * 6 + [Decimal(70)] * 3
    >>> turnover_drop(months, date(2026, 3, 1), TurnoverDrop()).figure("drop")
    Decimal('0.3')
    """
    needed = threshold.recent + threshold.base
    if len(months) < needed:
        return None
    looked = months[-needed:]
    before = EXACT.divide(sum(looked[: threshold.base], ZERO), Decimal(threshold.base))
    now = EXACT.divide(sum(looked[threshold.base :], ZERO), Decimal(threshold.recent))
    if before <= 0 or before < threshold.least:
        return None
    drop = EXACT.divide(before - now, before)
    if drop < threshold.share:
        return None
    figures = (("before", before), ("now", now), ("drop", drop))
    return Signal(Code.TURNOVER_DROP, day, figures)


@dataclass(frozen=True, slots=True)
class SalaryStopped:
    """A salary came `regular` times or more and is late by over `grace_days`."""

    grace_days: int = 10
    regular: int = 3

    def __post_init__(self) -> None:
        if self.grace_days < 0 or self.regular < 2:
            raise SignalError("a salary is regular from its second time")


def salary_stopped(
    paid_on: Iterable[date], day: date, threshold: SalaryStopped
) -> Signal | None:
    """Look at the days on which a salary came; the usual distance is the median.

    >>> paid = [date(2025, 11, 5), date(2025, 12, 5), date(2026, 1, 5)]
    >>> salary_stopped(paid, date(2026, 2, 20), SalaryStopped()).figure("expected")
    datetime.date(2026, 2, 4)
    """
    came = sorted({one for one in paid_on if one <= day})
    if len(came) < threshold.regular:
        return None
    gaps = [(later - one).days for one, later in pairwise(came)]
    expected = came[-1] + timedelta(int(median(gaps)))
    late = (day - expected).days
    if late <= threshold.grace_days:
        return None
    figures = (("last", came[-1]), ("expected", expected), ("days_late", late))
    return Signal(Code.SALARY_STOPPED, day, figures)


@dataclass(frozen=True, slots=True)
class ReturnedPayments:
    """So many payments came back unpaid within so many days."""

    least: int = 3
    days: int = 30

    def __post_init__(self) -> None:
        days_of(min(self.least, self.days))


def returned_payments(
    returned: Iterable[tuple[date, Decimal]], day: date, threshold: ReturnedPayments
) -> Signal | None:
    """Look at payments returned for want of money, each with day and sum.

    The window is of `days` with today the last of them.

    >>> returned = [(date(2026, 3, 1), Decimal(5)), (date(2026, 3, 2), Decimal(7))]
    >>> returned_payments(returned, date(2026, 3, 2), ReturnedPayments(2)).figure("amount")
    Decimal('12')
    """
    after = day - timedelta(threshold.days)
    amounts = [amount for one, amount in returned if after < one <= day]
    if len(amounts) < threshold.least:
        return None
    figures = (("count", len(amounts)), ("amount", sum(amounts, ZERO)))
    return Signal(Code.RETURNED_PAYMENTS, day, figures)


@dataclass(frozen=True, slots=True)
class OverdraftAtLimit:
    """Used by `share` of the limit or more, on so many days one after another."""

    share: Decimal = Decimal("0.95")
    days: int = 10

    def __post_init__(self) -> None:
        share_of(self.share)
        days_of(self.days)


def overdraft_at_limit(
    used: Mapping[date, tuple[Decimal, Decimal]], day: date, threshold: OverdraftAtLimit
) -> Signal | None:
    """Look at used sum and limit of each day, back from today; a day not told ends it.

    A limit of nought that is used is used up.

    >>> used = {date(2026, 3, one): (Decimal(95), Decimal(100)) for one in (1, 2)}
    >>> overdraft_at_limit(used, date(2026, 3, 2), OverdraftAtLimit(days=2)).figure("days")
    2
    """
    days, at = 0, day
    while at in used:
        drawn, limit = used[at]
        if drawn <= 0 or drawn < limit * threshold.share:
            break
        days += 1
        at -= timedelta(1)
    if days < threshold.days:
        return None
    drawn, limit = used[day]
    figures = (("days", days), ("used", drawn), ("limit", limit))
    return Signal(Code.OVERDRAFT_AT_LIMIT, day, figures)


@dataclass(frozen=True, slots=True)
class LargeOutflow:
    """What went out within `days` is `share` or more of what was there, and over `least`.

    From `retention` on it opens a task to keep the client, the same morning.
    """

    share: Decimal = Decimal("0.3")
    least: Decimal = Decimal(0)
    retention: Decimal = Decimal(0)
    days: int = 1

    def __post_init__(self) -> None:
        share_of(self.share)
        days_of(self.days)


def large_outflow(
    outgoing: Iterable[tuple[date, Decimal]],
    average: Decimal,
    day: date,
    threshold: LargeOutflow,
) -> Signal | None:
    """Look at sums that left the bank, against the average balance of the time before.

    Both in the base currency; moves between own accounts, and loans repaid, are not
    among them.

    >>> large_outflow([(date(2026, 3, 1), Decimal(40))], Decimal(100), date(2026, 3, 1),
    ...               LargeOutflow()).figure("share")
    Decimal('0.4')
    """
    after = day - timedelta(threshold.days)
    gone = sum((amount for one, amount in outgoing if after < one <= day), ZERO)
    if average <= 0 or gone <= 0 or gone < threshold.least:
        return None
    share = EXACT.divide(gone, average)
    if share < threshold.share:
        return None
    figures = (("amount", gone), ("average", average), ("share", share))
    return Signal(Code.LARGE_OUTFLOW, day, figures)


def opens_retention(signal: Signal, threshold: LargeOutflow) -> bool:
    """Whether an outflow is one to keep the client by, the same morning.

    >>> signal = Signal(Code.LARGE_OUTFLOW, date(2026, 3, 1), (("amount", Decimal(40)),))
    >>> opens_retention(signal, LargeOutflow(retention=Decimal(41)))
    False
    """
    if signal.code is not Code.LARGE_OUTFLOW:
        return False
    amount = signal.figure("amount")
    return isinstance(amount, Decimal) and amount >= threshold.retention
