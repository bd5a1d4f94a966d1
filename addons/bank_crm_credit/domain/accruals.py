"""Interest as it grows inside the current period, on what is really owed.

Nothing is rounded before the period ends or a payment asks for it, and a look at the
balance leaves no trace: however often it is asked, the same interest falls due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from .interest import InterestRule, Period, RateChange, pieces
from .money import ZERO
from .postings import Share
from .terms import Roundings


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which the same balance bore interest; `own` of it is not yet due."""

    start: date
    end: date
    bearing: Decimal
    own: Decimal


@dataclass(slots=True)
class Accrual:
    """The current interest period. `since` is the day from which nothing is noted yet."""

    rule: InterestRule
    roundings: Roundings
    since: date
    stretches: list[Stretch] = field(default_factory=list)
    charged: Decimal = ZERO  # what of this period is due already
    adjustment: Decimal = ZERO

    def fork(self) -> Accrual:
        return replace(self, stretches=list(self.stretches))

    @property
    def has_grown(self) -> bool:
        """Whether something bore interest in the period, paid since or not."""
        return any(one.bearing for one in self.stretches)

    def note(self, day: date, bearing: Decimal, own: Decimal) -> None:
        """Note the balance from `since` to `day`; equal neighbours are one stretch."""
        if day <= self.since:
            return
        last = self.stretches[-1] if self.stretches else None
        if last and (last.end, last.bearing, last.own) == (self.since, bearing, own):
            self.stretches[-1] = Stretch(last.start, day, bearing, own)
        else:
            self.stretches.append(Stretch(self.since, day, bearing, own))
        self.since = day

    def close(self, day: date, paid: Decimal) -> None:
        """End the period on `day`; what was noted after it is of the next.

        A due date moved off a closed day without its interest: `paid`, the principal of
        the instalment, bears none for these days.
        """
        self.stretches = [
            Stretch(
                max(one.start, day),
                one.end,
                max(ZERO, one.bearing - paid),
                max(ZERO, one.own - paid),
            )
            for one in self.stretches
            if one.end > day
        ]
        self.charged = self.adjustment = ZERO

    def shares(
        self, period: Period, rates: Sequence[RateChange], *, own: bool = False
    ) -> list[Share]:
        """Return the parts of the interest of `period`, from what is noted."""
        shares = []
        for stretch in self.stretches:
            balance = stretch.own if own else stretch.bearing
            start, end = max(stretch.start, period.start), min(stretch.end, period.end)
            if not balance or end <= start:
                continue
            shares += [
                Share(one, other, balance, rate)
                for one, other, rate in pieces(Period(start, end), rates)
            ]
        return shares

    def interest(self, period: Period, shares: Sequence[Share]) -> Decimal:
        """Return the interest of the parts, their sum unrounded."""
        if not shares:
            return ZERO
        return self.roundings.interest_of(
            self.rule,
            [
                (
                    share.balance,
                    share.annual_rate,
                    self.rule.years(share.start, share.end, period),
                )
                for share in shares
            ],
        )
