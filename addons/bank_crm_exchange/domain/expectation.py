"""Which bank day's file must be here by now."""

from collections.abc import Collection
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

SATURDAY = 5


class ExpectationError(ValueError):
    """A rhythm that no feed has."""


def due_day(
    rhythm: str,
    today: date,
    *,
    is_hour_over: bool = True,
    holidays: Collection[date] = frozenset(),
) -> date:
    """Return the newest bank day whose file is due; `holidays` are the bank's free days.

    A file of a day comes on the next day until the hour agreed. Before that hour the file of
    the day before is enough; on "workday" nothing is sent of weekends and holidays.

    >>> friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    >>> due_day("workday", monday) == friday
    True
    >>> due_day("day", monday)
    datetime.date(2026, 11, 22)
    >>> due_day("workday", date(2026, 11, 24), is_hour_over=False) == friday
    True
    >>> due_day("workday", monday, holidays={friday})
    datetime.date(2026, 11, 19)
    """
    if rhythm == "week":
        return today - timedelta(days=7)
    if rhythm == "month":
        return today - relativedelta(months=1)
    if rhythm not in ("day", "workday"):
        raise ExpectationError(f"no rhythm {rhythm!r}")
    due = _sent_before(today, rhythm, holidays)
    if is_hour_over or due + timedelta(days=1) < today:
        return due
    return _sent_before(due, rhythm, holidays)


def _sent_before(day: date, rhythm: str, holidays: Collection[date]) -> date:
    due = day - timedelta(days=1)
    while rhythm == "workday" and (due.weekday() >= SATURDAY or due in holidays):
        due -= timedelta(days=1)
    return due
