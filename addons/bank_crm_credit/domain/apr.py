"""Annual rates of dated money: EU 2008/48/EC, Regulation Z, internal rate of return.

The EU rate X solves: sum of amounts x (1 + X) ** -t = 0, t in years (Annex I, part I;
Ukraine's real annual rate is the same equation). A rate is printed with one or two
decimals, no money is counted from it: so it is solved in binary floating point, and each
root is proven by a change of sign within 1e-9 on either side (`roots.TOLERANCE`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from .day_count import DayCount, year_fraction
from .due_dates import Frequency, Unit, add_months
from .flows import Flow
from .roots import Root, log_roots, unit_root

DAYS_A_MONTH = 30
MONTHS_A_YEAR, WEEKS_A_YEAR, DAYS_A_YEAR = 12, 52, 365
_PLACES = Decimal(1).scaleb(-12)


class AnnualRateError(ValueError):
    """Money that has no annual rate."""


def effective_rate(points: Sequence[tuple[Fraction, Decimal]]) -> Decimal | None:
    """Return the yearly rate at which amounts (years from the start, money) balance.

    Without a change of sign there is none: None. Where several rates balance, the one
    nearest to zero. Twelve decimals, proven to 1e-9.

    >>> effective_rate([(Fraction(0), Decimal(1000)), (Fraction(1), Decimal(-1100))])
    Decimal('0.100000000000')
    """
    roots = log_roots([_in_binary(*point) for point in points])
    return _nearest(roots)


def _in_binary(years: Fraction, amount: Decimal) -> tuple[float, float]:
    return years.numerator / years.denominator, float(amount)


def all_rates(points: Sequence[tuple[Fraction, Decimal]]) -> list[Decimal]:
    """Return every yearly rate, from -99.9999 % to 810 000 %, that balances the amounts.

    >>> all_rates([(Fraction(0), Decimal(-1)), (Fraction(1), Decimal("2.3")),
    ...            (Fraction(2), Decimal("-1.32"))])
    [Decimal('0.100000000000'), Decimal('0.200000000000')]
    """
    roots = log_roots([_in_binary(*point) for point in points], is_single=False)
    return [Decimal(root.rate).quantize(_PLACES, ROUND_HALF_UP) + 0 for root in roots]


def _nearest(roots: Sequence[Root]) -> Decimal | None:
    if not roots:
        return None
    rate = min((root.rate for root in roots), key=abs)
    return Decimal(rate).quantize(_PLACES, ROUND_HALF_UP) + 0


def eu_apr(flows: Sequence[Flow], unit: Unit = Unit.MONTH) -> Decimal:
    """Return the annual percentage rate of charge of Directive 2008/48/EC, a fraction.

    Time runs from the first drawdown (money above zero); a cost before it counts with
    negative time. `unit` is the period of the instalments. Raises `AnnualRateError`
    where nothing is drawn or nothing is paid.

    >>> flows = [Flow(date(2024, 1, 1), Decimal(1000)), Flow(date(2025, 1, 1), Decimal(-1100))]
    >>> eu_apr(flows)
    Decimal('0.100000000000')
    """
    drawn = [flow.day for flow in flows if flow.amount > 0]
    if not drawn:
        raise AnnualRateError("nothing is drawn")
    rate = effective_rate(
        [(_eu_time(min(drawn), flow.day, unit), flow.amount) for flow in flows]
    )
    if rate is None:
        raise AnnualRateError("no annual rate balances what is drawn and what is paid")
    return rate


def _eu_time(begins: date, day: date, unit: Unit) -> Fraction:
    if day < begins:
        return -year_fraction(DayCount.EU_2008_48, day, begins, unit=unit)
    return year_fraction(DayCount.EU_2008_48, begins, day, unit=unit)


def xirr(
    flows: Sequence[Flow], day_count: DayCount = DayCount.ACT_365F
) -> Decimal | None:
    """Return the internal rate of return of dated money, a fraction a year.

    Time by `day_count` from the earliest flow; None and several roots as in
    `effective_rate`.

    >>> flows = [Flow(date(2023, 1, 1), Decimal(-100)), Flow(date(2024, 1, 1), Decimal(110))]
    >>> xirr(flows)
    Decimal('0.100000000000')
    """
    return effective_rate(flow_times(flows, day_count)) if flows else None


def flow_times(
    flows: Sequence[Flow], day_count: DayCount = DayCount.ACT_365F
) -> list[tuple[Fraction, Decimal]]:
    """Return the flows as years since the earliest of them, and money.

    >>> flow_times([Flow(date(2023, 1, 1), Decimal(5)), Flow(date(2024, 1, 1), Decimal(6))])
    [(Fraction(0, 1), Decimal('5')), (Fraction(1, 1), Decimal('6'))]
    """
    begins = min(flow.day for flow in flows)
    year = (begins, add_months(begins, MONTHS_A_YEAR))
    return [
        (year_fraction(day_count, begins, flow.day, reference=year), flow.amount)
        for flow in flows
    ]


def irr(amounts: Sequence[Decimal]) -> Decimal | None:
    """Return the rate a period of money at equal distances; None where there is none.

    >>> irr([Decimal(-100), Decimal(110)])
    Decimal('0.100000000000')
    """
    return effective_rate(
        [(Fraction(number), amount) for number, amount in enumerate(amounts)]
    )


@dataclass(frozen=True, slots=True)
class UnitPeriods:
    """Time as Regulation Z counts it: whole unit-periods and the odd part of one."""

    whole: int
    odd: Fraction = Fraction(0)


def unit_periods(begins: date, day: date, frequency: Frequency) -> UnitPeriods:
    """Return the unit-periods from `begins` to `day` (12 CFR 1026 Appendix J (b)(5)).

    Whole ones are counted back from the later date; odd days of a month are days/30.

    >>> unit_periods(date(1978, 2, 10), date(1978, 4, 1), Frequency())
    UnitPeriods(whole=1, odd=Fraction(19, 30))
    """
    if frequency.unit in (Unit.DAY, Unit.WEEK):
        length = frequency.every * (7 if frequency.unit is Unit.WEEK else 1)
        whole, odd = divmod((day - begins).days, length)
        return UnitPeriods(whole, Fraction(odd, length))
    months = frequency.every * (MONTHS_A_YEAR if frequency.unit is Unit.YEAR else 1)
    count = (day.year - begins.year) * MONTHS_A_YEAR + day.month - begins.month
    while (rest := add_months(day, -count)) < begins:
        count -= 1
    whole, odd_months = divmod(count, months)
    odd_days = odd_months * DAYS_A_MONTH + (rest - begins).days
    return UnitPeriods(whole, Fraction(odd_days, DAYS_A_MONTH * months))


def unit_periods_a_year(frequency: Frequency) -> Fraction:
    """Return how many unit-periods make a year.

    >>> unit_periods_a_year(Frequency(Unit.WEEK, 2))
    Fraction(26, 1)
    """
    units = {
        Unit.DAY: DAYS_A_YEAR,
        Unit.WEEK: WEEKS_A_YEAR,
        Unit.MONTH: MONTHS_A_YEAR,
        Unit.YEAR: 1,
    }
    return Fraction(units[frequency.unit], frequency.every)


def reg_z_apr(
    advances: Sequence[tuple[UnitPeriods, Decimal]],
    payments: Sequence[tuple[UnitPeriods, Decimal]],
    periods_a_year: Fraction,
) -> Decimal:
    """Return the annual percentage rate of Regulation Z, actuarial method, a fraction.

    Each sum is divided by (1 + odd x i) (1 + i) ** whole; the rate is i times the
    unit-periods of a year: nominal, not compounded. Raises `AnnualRateError` where
    nothing balances.

    >>> reg_z_apr(
    ...     [(UnitPeriods(0), Decimal(1000))], [(UnitPeriods(12), Decimal("1126.83"))],
    ...     Fraction(12)).quantize(Decimal("0.0001"))
    Decimal('0.1200')
    """
    terms = [
        (period.whole, float(period.odd), float(amount)) for period, amount in advances
    ]
    terms += [
        (period.whole, float(period.odd), -float(amount)) for period, amount in payments
    ]
    rate = unit_root(terms)
    if rate is None:
        raise AnnualRateError("no annual rate balances what is drawn and what is paid")
    return (
        Decimal(rate) * periods_a_year.numerator / periods_a_year.denominator
    ).quantize(_PLACES, ROUND_HALF_UP)


def as_percent(rate: Decimal, places: int = 2) -> Decimal:
    """Return a rate in per cent as it is printed, half up (Annex I: one decimal or more).

    >>> as_percent(Decimal("0.064344"), 1)
    Decimal('6.4')
    """
    return (rate * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
