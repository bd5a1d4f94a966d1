"""Relative dates of segments: a period of calendar days, seen from today."""

from datetime import date, timedelta
from math import ceil, floor

from dateutil.relativedelta import relativedelta

from .segment_tree import Op, Period, Span, Unit, Value

_LEAP_DAY = 229
_FIRST_OF_MARCH = 301


def _shift(today: date, span: Span, direction: int) -> date:
    count = direction * span.count
    try:
        if span.unit in (Unit.DAY, Unit.WEEK):
            return today + timedelta(days=count * (7 if span.unit is Unit.WEEK else 1))
        if span.unit is Unit.MONTH:
            return today + relativedelta(months=count)
        return today + relativedelta(years=count)
    except (OverflowError, ValueError):
        return date.min if direction < 0 else date.max


def _this(period: Period, today: date) -> tuple[date, date]:
    if period is Period.WEEK:
        first = today - timedelta(days=today.weekday())
        return first, first + timedelta(days=6)
    if period is Period.MONTH:
        first, months = today.replace(day=1), 1
    elif period is Period.QUARTER:
        first, months = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), 3
    else:
        first, months = today.replace(month=1, day=1), 12
    return first, first + relativedelta(months=months, days=-1)


def date_range(op: Op, value: Value, today: date) -> tuple[date | None, date | None]:
    """Return the first and last day that meet the condition; None where it has no end.

    >>> date_range(Op.LAST, Span(1, Unit.MONTH), date(2026, 3, 31))
    (datetime.date(2026, 2, 28), datetime.date(2026, 3, 31))
    >>> date_range(Op.LONGER_AGO, Span(2, Unit.WEEK), date(2026, 11, 20))
    (None, datetime.date(2026, 11, 5))
    """
    day = timedelta(days=1)
    if op is Op.IS:
        return value, value
    if op is Op.LESS:
        return None, value - day if value > date.min else date.min
    if op is Op.MORE:
        return value + day if value < date.max else date.max, None
    if op is Op.BETWEEN:
        return value
    if op is Op.LAST:
        return _shift(today, value, -1), today
    if op is Op.NEXT:
        return today, _shift(today, value, 1)
    if op is Op.LONGER_AGO:
        oldest = _shift(today, value, -1)
        return None, oldest - day if oldest > date.min else date.min
    if op is Op.THIS:
        return _this(value, today)
    raise ValueError(f"{op} is no period")


def since_range(
    op: Op, value: Value, unit: Unit, today: date
) -> tuple[date | None, date | None]:
    """Return the days since which so many whole units have passed by today.

    >>> since_range(Op.BETWEEN, (18, 30), Unit.YEAR, date(2026, 11, 20))
    (datetime.date(1995, 11, 21), datetime.date(2008, 11, 20))
    """
    least = most = None
    if op is Op.BETWEEN:
        least, most = ceil(value[0]), floor(value[1])
    elif op in (Op.AT_LEAST, Op.MORE):
        least = ceil(value) if op is Op.AT_LEAST else floor(value) + 1
    elif op in (Op.AT_MOST, Op.LESS):
        most = floor(value) if op is Op.AT_MOST else ceil(value) - 1
    else:
        raise ValueError(f"{op} has no order")
    first = None if most is None else _before(today, unit, most + 1)
    if first is not None and first < date.max:
        first += timedelta(days=1)
    return first, None if least is None else _before(today, unit, least)


def _before(today: date, unit: Unit, count: int) -> date:
    direction = -1 if count >= 0 else 1
    return _shift(today, Span(abs(count), unit), direction)


def anniversary_days(today: date, days: int) -> list[int]:
    """Return month * 100 + day of whom it is the anniversary within so many days.

    Who was born on 29 February has it on 1 March of other years.

    >>> anniversary_days(date(2026, 2, 27), 2)
    [227, 228, 229, 301]
    """
    found = set()
    for ahead in range(days + 1):
        day = today + timedelta(days=ahead)
        number = day.month * 100 + day.day
        found.add(number)
        if number == _FIRST_OF_MARCH and (day - timedelta(days=1)).day != 29:
            found.add(_LEAP_DAY)
    return sorted(found)
