"""Bank days of the demo bank: Monday to Friday, no public holidays."""

from collections.abc import Iterator
from datetime import date, timedelta

MONTHS_OF_HISTORY = 24
SATURDAY = 5


def is_bank_day(day: date) -> bool:
    """Whether the bank books on `day`."""
    return day.weekday() < SATURDAY


def on_or_before(day: date) -> date:
    """The bank day itself, or the last one before a weekend.

    >>> on_or_before(date(2025, 6, 15))
    datetime.date(2025, 6, 13)
    """
    while not is_bank_day(day):
        day -= timedelta(1)
    return day


def on_or_after(day: date) -> date:
    """The bank day itself, or the first one after a weekend.

    >>> on_or_after(date(2025, 6, 15))
    datetime.date(2025, 6, 16)
    """
    while not is_bank_day(day):
        day += timedelta(1)
    return day


def next_bank_day(day: date) -> date:
    """The bank day that follows `day`."""
    return on_or_after(day + timedelta(1))


def back(day: date, count: int) -> date:
    """The bank day `count` bank days before the bank day `day`."""
    for _step in range(count):
        day = on_or_before(day - timedelta(1))
    return day


def bank_days(first: date, last: date) -> Iterator[date]:
    """Every bank day from `first` to `last`."""
    day = on_or_after(first)
    while day <= last:
        yield day
        day = next_bank_day(day)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month.

    >>> add_months(date(2025, 1, 31), 1)
    datetime.date(2025, 2, 28)
    """
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, days_in_month(year, month)))


def days_in_month(year: int, month: int) -> int:
    """How many days the month has."""
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return (first_of_next - timedelta(1)).day


def month_end(day: date) -> date:
    """The last calendar day of the month of `day`."""
    return day.replace(day=days_in_month(day.year, day.month))


def history_start(business_day: date) -> date:
    """First day of the first of the 24 months that end in the month of today."""
    return add_months(business_day.replace(day=1), 1 - MONTHS_OF_HISTORY)
