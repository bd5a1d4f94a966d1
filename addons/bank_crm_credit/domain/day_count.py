"""Day count conventions: what part of a year lies between two dates.

A fraction is exact (`Fraction`, years). Sources: 2006 ISDA Definitions 4.16; ISDA memo of
1998 on ACT/ACT ("EMU and market conventions"); ICMA rule 251; SIFMA/PSA Standard Formulas;
Directive 2008/48/EC, Annex I, part I, remark (c). docs/concepts/day-counts.md explains each.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from .due_dates import FEBRUARY, Unit, add_months, days_of_month

MONTHS_A_YEAR = 12
WEEKS_A_YEAR = 52


class DayCountError(ValueError):
    """A convention asked for without what it needs, or dates the wrong way round."""


class DayCount(StrEnum):
    """The conventions a loan agreement may name, by their names in the market."""

    THIRTY_360_US = "30/360 US"
    THIRTY_360_ISDA = "30/360 ISDA"
    THIRTY_360_PSA = "30/360 PSA"
    THIRTY_E_360 = "30E/360"
    THIRTY_E_360_ISDA = "30E/360 ISDA"
    THIRTY_E_PLUS_360 = "30E+/360"
    ACT_360 = "ACT/360"
    ACT_364 = "ACT/364"
    ACT_365F = "ACT/365F"
    ACT_365_25 = "ACT/365.25"
    ACT_365A = "ACT/365A"
    NL_360 = "NL/360"
    NL_365 = "NL/365"
    ACT_ACT_ISDA = "ACT/ACT ISDA"
    ACT_ACT_ICMA = "ACT/ACT ICMA"
    ACT_ACT_AFB = "ACT/ACT AFB"
    EU_2008_48 = "EU 2008/48"


def day_count_days(
    convention: DayCount, start: date, end: date, maturity: date | None = None
) -> int:
    """Return the days that `convention` counts from `start` to `end`.

    `maturity`, the last date of the loan, matters to 30E/360 ISDA only. Raises
    `DayCountError` where `end` is before `start`.

    >>> day_count_days(DayCount.THIRTY_E_360, date(2024, 1, 31), date(2024, 2, 29))
    29
    >>> day_count_days(DayCount.ACT_360, date(2024, 1, 31), date(2024, 2, 29))
    29
    """
    _check(start, end)
    if start == end:
        # By its letter 30/360 PSA counts -1 day from 29 February to itself.
        return 0
    if counted := _COUNTED.get(convention):
        return counted(start, end, maturity)
    return (end - start).days


def year_fraction(
    convention: DayCount,
    start: date,
    end: date,
    *,
    maturity: date | None = None,
    reference: tuple[date, date] | None = None,
    unit: Unit = Unit.MONTH,
) -> Fraction:
    """Return the exact part of a year from `start` to `end`.

    `reference` is the regular interest period around the dates (ACT/ACT ICMA only);
    `unit` the period in which instalments are counted (EU 2008/48 only); `maturity` as in
    `day_count_days`. Raises `DayCountError` for dates in the wrong order and for ICMA
    without a reference period of whole months.

    >>> year_fraction(DayCount.ACT_365F, date(2024, 1, 1), date(2024, 2, 1))
    Fraction(31, 365)
    >>> year_fraction(DayCount.EU_2008_48, date(2013, 2, 25), date(2013, 3, 28))
    Fraction(67, 732)
    """
    if length := _FIXED.get(convention):
        return _part(day_count_days(convention, start, end, maturity), *length)
    _check(start, end)
    if convention is DayCount.EU_2008_48:
        return _eu_2008_48(start, end, unit)
    if convention is DayCount.ACT_ACT_ICMA:
        return _act_act_icma(start, end, reference)
    return _VARIABLE[convention](start, end)


@lru_cache(maxsize=4096)
def _part(days: int, year: int, times: int) -> Fraction:
    return Fraction(days * times, year)


def _check(start: date, end: date) -> None:
    if end < start:
        raise DayCountError("a period ends before it begins")


def _is_last_of_february(day: date) -> bool:
    return day.month == FEBRUARY and day.day == days_of_month(day.year, FEBRUARY)


def _is_last_of_month(day: date) -> bool:
    return day.day == days_of_month(day.year, day.month)


def _by_thirty(start: date, end: date, first: int, last: int) -> int:
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first


def _thirty_us(start: date, end: date, _maturity: date | None) -> int:
    first, last = start.day, end.day
    if _is_last_of_february(start):
        if _is_last_of_february(end):
            last = 30
        first = 30
    if last == 31 and first >= 30:
        last = 30
    return _by_thirty(start, end, min(first, 30), last)


def _thirty_isda(start: date, end: date, _maturity: date | None) -> int:
    first, last = min(start.day, 30), end.day
    return _by_thirty(start, end, first, 30 if last == 31 and first == 30 else last)


def _thirty_psa(start: date, end: date, _maturity: date | None) -> int:
    first, last = min(start.day, 30), end.day
    if _is_last_of_february(start):
        first = 30
    return _by_thirty(start, end, first, 30 if last == 31 and first == 30 else last)


def _thirty_e(start: date, end: date, _maturity: date | None) -> int:
    return _by_thirty(start, end, min(start.day, 30), min(end.day, 30))


def _thirty_e_isda(start: date, end: date, maturity: date | None) -> int:
    first = 30 if _is_last_of_month(start) else start.day
    last = min(end.day, 30)
    if _is_last_of_february(end) and end != maturity:
        last = 30
    return _by_thirty(start, end, first, last)


def _thirty_e_plus(start: date, end: date, _maturity: date | None) -> int:
    # The 31st becomes the 1st of the month after: 30 days further than the 1st.
    return _by_thirty(start, end, min(start.day, 30), end.day)


def _leap_days(start: date, end: date) -> int:
    """Return how many 29ths of February lie after `start` and up to `end`."""
    return sum(
        start < date(year, FEBRUARY, 29) <= end
        for year in range(start.year, end.year + 1)
        if isleap(year)
    )


def _no_leap(start: date, end: date, _maturity: date | None) -> int:
    return (end - start).days - _leap_days(start, end)


def _act_act_isda(start: date, end: date) -> Fraction:
    if start.year == end.year:
        return _part((end - start).days, 366 if isleap(end.year) else 365, 1)
    total, day = Fraction(0), start
    while day.year < end.year:
        new_year = date(day.year + 1, 1, 1)
        total += Fraction((new_year - day).days, 366 if isleap(day.year) else 365)
        day = new_year
    return total + Fraction((end - day).days, 366 if isleap(end.year) else 365)


def _act_365a(start: date, end: date) -> Fraction:
    return Fraction((end - start).days, 366 if _leap_days(start, end) else 365)


def _act_act_afb(start: date, end: date) -> Fraction:
    years, rest = 0, end
    while (earlier := _years_before(end, years + 1)) >= start:
        years, rest = years + 1, earlier
    # The year is long if a 29th of February lies in [start, rest).
    is_long = (
        _leap_days(start - timedelta(1), rest - timedelta(1)) if rest > start else 0
    )
    return years + Fraction((rest - start).days, 366 if is_long else 365)


def _years_before(day: date, years: int) -> date:
    """Counting back from the last of February comes to the last of February."""
    if _is_last_of_february(day):
        return date(
            day.year - years, FEBRUARY, days_of_month(day.year - years, FEBRUARY)
        )
    return day.replace(year=day.year - years)


def _act_act_icma(
    start: date, end: date, reference: tuple[date, date] | None
) -> Fraction:
    if reference is None or reference[1] <= reference[0]:
        raise DayCountError("ACT/ACT ICMA needs the regular period around the dates")
    first, last = reference
    months = round((last - first).days * MONTHS_A_YEAR / 365)
    if months < 1:
        raise DayCountError("ACT/ACT ICMA needs a regular period of whole months")
    count = 0
    while first > start:
        count -= 1
        first = add_months(reference[0], count * months, reference[0].day)
    total = Fraction(0)
    while first < end:
        count += 1
        last = add_months(reference[0], count * months, reference[0].day)
        inside = (min(end, last) - max(start, first)).days
        if inside > 0:
            total += Fraction(inside * months, (last - first).days * MONTHS_A_YEAR)
        first = last
    return total


def _eu_2008_48(start: date, end: date, unit: Unit) -> Fraction:
    """Whole periods back from the later date, then days of the year that ends there."""
    if unit in (Unit.DAY, Unit.WEEK):
        length = 7 if unit is Unit.WEEK else 1
        count = (end - start).days // length if unit is Unit.WEEK else 0
        whole, rest = Fraction(count, WEEKS_A_YEAR), end - timedelta(count * length)
    else:
        step = MONTHS_A_YEAR if unit is Unit.YEAR else 1
        months = (end.year - start.year) * MONTHS_A_YEAR + end.month - start.month
        if start.day == end.day and not months % step:
            return _part(months, MONTHS_A_YEAR, 1)
        # From a last day of a month one counts back to last days.
        anchor = max(start.day, end.day) if _is_last_of_month(end) else end.day
        count = months // step
        while (rest := add_months(end, -count * step, anchor)) < start:
            count -= 1
        whole = _part(count * step, MONTHS_A_YEAR, 1)
    if rest == start:
        return whole
    year_before = add_months(rest, -MONTHS_A_YEAR, rest.day)
    return whole + Fraction((rest - start).days, (rest - year_before).days)


_THIRTY: dict[DayCount, Callable[[date, date, date | None], int]] = {
    DayCount.THIRTY_360_US: _thirty_us,
    DayCount.THIRTY_360_ISDA: _thirty_isda,
    DayCount.THIRTY_360_PSA: _thirty_psa,
    DayCount.THIRTY_E_360: _thirty_e,
    DayCount.THIRTY_E_360_ISDA: _thirty_e_isda,
    DayCount.THIRTY_E_PLUS_360: _thirty_e_plus,
}
_COUNTED = _THIRTY | {DayCount.NL_360: _no_leap, DayCount.NL_365: _no_leap}
# The length of a year, and how many times both are multiplied to be whole.
_FIXED: dict[DayCount, tuple[int, int]] = {
    **dict.fromkeys(_THIRTY, (360, 1)),
    DayCount.ACT_360: (360, 1),
    DayCount.ACT_364: (364, 1),
    DayCount.ACT_365F: (365, 1),
    DayCount.ACT_365_25: (1461, 4),
    DayCount.NL_360: (360, 1),
    DayCount.NL_365: (365, 1),
}
_VARIABLE: dict[DayCount, Callable[[date, date], Fraction]] = {
    DayCount.ACT_365A: _act_365a,
    DayCount.ACT_ACT_ISDA: _act_act_isda,
    DayCount.ACT_ACT_AFB: _act_act_afb,
}
