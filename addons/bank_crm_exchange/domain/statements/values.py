"""Dates, amounts and currencies as statement files write them."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from decimal import Decimal

from .errors import ValueFormatError

# SWIFT user handbook: two-digit years 80-99 are 19xx, 00-79 are 20xx.
FIRST_YEAR_OF_1900S = 80

_CURRENCY = re.compile(r"[A-Z]{3}")
_MT_AMOUNT = re.compile(r"[0-9]{1,15}(?:[,.][0-9]{0,14})?")
_ISO_AMOUNT = re.compile(r"([+-]?)([0-9]{1,18}(?:\.[0-9]{0,17})?|\.[0-9]{1,17})")


def parse_currency(text: str | None) -> str:
    """Read a currency code.

    >>> parse_currency("UAH")
    'UAH'
    """
    if not text or not _CURRENCY.fullmatch(text):
        raise ValueFormatError("the currency is not three capital letters")
    return text


def parse_mt_amount(text: str) -> Decimal:
    """Read a SWIFT amount: decimal comma, decimals may be missing.

    >>> parse_mt_amount("000012,5"), parse_mt_amount("9,")
    (Decimal('12.5'), Decimal('9'))
    """
    if not _MT_AMOUNT.fullmatch(text):
        raise ValueFormatError("the amount is not a number")
    return Decimal(text.replace(",", "."))


def parse_iso_amount(text: str | None) -> Decimal:
    """Read an ISO 20022 amount.

    >>> parse_iso_amount("8.850")
    Decimal('8.850')
    """
    match = _ISO_AMOUNT.fullmatch(text.strip()) if text else None
    if not match:
        raise ValueFormatError("the amount is not a number")
    return Decimal(match.group(0))


def parse_mt_date(text: str) -> date:
    """Read YYMMDD.

    >>> parse_mt_date("991231"), parse_mt_date("250131")
    (datetime.date(1999, 12, 31), datetime.date(2025, 1, 31))
    """
    if not (len(text) == 6 and text.isascii() and text.isdigit()):
        raise ValueFormatError("the date is not six digits")
    year = int(text[:2])
    year += 1900 if year >= FIRST_YEAR_OF_1900S else 2000
    return _day(year, int(text[2:4]), int(text[4:]))


def parse_mt_entry_date(text: str, value_date: date) -> date:
    """Read MMDD in the year that brings it nearest to the value date.

    >>> parse_mt_entry_date("1231", date(2025, 1, 2))
    datetime.date(2024, 12, 31)
    """
    if not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise ValueFormatError("the entry date is not four digits")
    month, day = int(text[:2]), int(text[2:])
    years = (value_date.year - 1, value_date.year, value_date.year + 1)
    candidates = [_day(year, month, day) for year in years]
    return min(candidates, key=lambda candidate: abs(candidate - value_date))


def parse_iso_date(text: str | None) -> date:
    """Read an ISO date, a zone after it ignored.

    >>> parse_iso_date("2025-01-31+02:00")
    datetime.date(2025, 1, 31)
    """
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        raise ValueFormatError("the date is not a date") from None


def parse_iso_moment(text: str | None) -> datetime:
    """Read an ISO date and time.

    >>> parse_iso_moment("2025-01-31T10:00:00.000Z").hour
    10
    """
    try:
        return datetime.fromisoformat((text or "").strip())
    except ValueError:
        raise ValueFormatError("the date and time is not one") from None


def _day(year: int, month: int, day: int) -> date:
    # Banks that count 30 days to a month write 30 February: its last day is meant.
    if month == 2 and day in (29, 30):
        day = min(day, calendar.monthrange(year, month)[1])
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueFormatError("the date is not a day of the calendar") from None
