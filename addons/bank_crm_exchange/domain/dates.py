"""The ways in which core systems write a day; ours is ISO.

A day is read by looking its text up in a calendar, never by trying: 31.02 is not in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class DateFormat:
    """How a day is written, and the years that are understood."""

    code: str
    label: str
    pattern: str
    first_year: int = 1900
    last_year: int = 2199


# Two digits of a year say 1950 to 2049: a bank that needs more writes four.
FORMATS: dict[str, DateFormat] = {
    item.code: item
    for item in (
        DateFormat("iso", "2026-01-31", "%Y-%m-%d"),
        DateFormat("dmy_dot", "31.01.2026", "%d.%m.%Y"),
        DateFormat("dmy_slash", "31/01/2026", "%d/%m/%Y"),
        DateFormat("mdy_slash", "01/31/2026", "%m/%d/%Y"),
        DateFormat("ymd", "20260131", "%Y%m%d"),
        DateFormat("ymd_slash", "2026/01/31", "%Y/%m/%d"),
        DateFormat("yymmdd", "260131", "%y%m%d", 1950, 2049),
    )
}


def calendar(code: str) -> Iterator[tuple[str, date]]:
    """Yield every day that a format can tell, as it is written.

    >>> next(calendar("dmy_dot"))
    ('01.01.1900', datetime.date(1900, 1, 1))
    >>> dict(calendar("yymmdd"))["491231"]
    datetime.date(2049, 12, 31)
    """
    item = FORMATS[code]
    day, end = date(item.first_year, 1, 1), date(item.last_year, 12, 31)
    while day <= end:
        yield day.strftime(item.pattern), day
        day += timedelta(days=1)
