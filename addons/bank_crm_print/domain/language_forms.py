"""Dates, amounts and yes or no as a paper in a language writes them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

ENGLISH, UKRAINIAN, CHINESE = "en", "uk", "zh"
SHIPPED = (ENGLISH, UKRAINIAN, CHINESE)
_NO_BREAK = "\N{NO-BREAK SPACE}"
_CENT = Decimal("0.01")
_MONTHS = {
    ENGLISH: (
        "January", "February", "March", "April", "May", "June", "July", "August",
        "September", "October", "November", "December",
    ),
    UKRAINIAN: (
        "січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня",
        "вересня", "жовтня", "листопада", "грудня",
    ),
}  # fmt: skip
_YES_NO = {ENGLISH: ("no", "yes"), UKRAINIAN: ("ні", "так"), CHINESE: ("否", "是")}


def language_of(code: str) -> str:
    """Return the language in which a paper for this locale is written.

    >>> language_of("uk_UA"), language_of("zh_CN"), language_of("pl_PL"), language_of("")
    ('uk', 'zh', 'en', 'en')
    """
    short = (code or "").replace("-", "_").partition("_")[0]
    return short if short in SHIPPED else ENGLISH


def short_date(day: date, language: str) -> str:
    """Write a date in figures, so that nobody takes the month for the day.

    >>> short_date(date(2026, 11, 5), "en"), short_date(date(2026, 11, 5), "uk")
    ('5 Nov 2026', '05.11.2026')
    >>> short_date(date(2026, 11, 5), "zh")
    '2026-11-05'
    """
    if language == UKRAINIAN:
        return f"{day:%d.%m.%Y}"
    if language == CHINESE:
        return f"{day:%Y-%m-%d}"
    return f"{day.day} {_MONTHS[ENGLISH][day.month - 1][:3]} {day.year}"


def long_date(day: date, language: str) -> str:
    """Write a date in words, as contracts do.

    >>> long_date(date(2026, 11, 5), "en"), long_date(date(2026, 11, 5), "uk")
    ('5 November 2026', '5 листопада 2026 року')
    >>> long_date(date(2026, 11, 5), "zh")
    '2026年11月5日'
    """
    if language == CHINESE:
        return f"{day.year}年{day.month}月{day.day}日"
    name = _MONTHS[language if language in _MONTHS else ENGLISH][day.month - 1]
    year = f"{day.year} року" if language == UKRAINIAN else str(day.year)
    return f"{day.day} {name} {year}"


def number(value: Decimal, language: str, places: int | None = None) -> str:
    """Write a number with its thousands apart.

    >>> number(Decimal("1234567.5"), "en", 2)
    '1,234,567.50'
    >>> number(Decimal("1234.5"), "uk").replace(chr(160), "_")
    '1_234,5'
    """
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    elif value == value.to_integral_value():
        value = value.quantize(Decimal(1))
    else:
        value = value.normalize()
    text = f"{value:,f}"
    if language == UKRAINIAN:
        text = text.replace(",", _NO_BREAK).replace(".", ",")
    return text.replace("-", "\N{MINUS SIGN}")


def money(value: Decimal, currency: str, language: str) -> str:
    """Write an amount of money with its currency.

    >>> money(Decimal("-1234.5"), "UAH", "en").replace(chr(160), "_")
    '−1,234.50_UAH'
    """
    amount = number(value.quantize(_CENT, ROUND_HALF_UP), language, 2)
    return f"{amount}{_NO_BREAK}{currency}" if currency else amount


def yes_or_no(flag: bool, language: str) -> str:
    """Write a fact that holds or does not.

    >>> yes_or_no(True, "uk"), yes_or_no(False, "zh")
    ('так', '否')
    """
    return _YES_NO.get(language, _YES_NO[ENGLISH])[bool(flag)]
