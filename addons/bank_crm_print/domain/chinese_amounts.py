"""Amounts in Chinese financial numerals (大写), as cheques and contracts write them.

The rules are those of the People's Bank of China, "Basic rules for filling in bills and
settlement vouchers" (支付结算办法, annex 1): 零 for skipped places, 整 after a sum that ends
in 元, nothing after 分.
"""

from decimal import ROUND_HALF_UP, Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
LARGEST = Decimal(10) ** 16
CENT = Decimal("0.01")
# What stands before the sum where it is written with 元, 角 and 分.
YUAN_PREFIXES = {"CNY": "人民币", "USD": "美元", "EUR": "欧元"}
# Whole unit and hundredth of currencies that have names of their own.
UNITS = {"UAH": ("格里夫纳", "戈比"), "CZK": ("捷克克朗", "赫勒")}


class AmountError(ValueError):
    """The amount cannot be written in words."""


def financial_number(number: int) -> str:
    """Write a whole number in financial numerals.

    >>> financial_number(107000), financial_number(16409), financial_number(6007)
    ('壹拾万柒仟', '壹万陆仟肆佰零玖', '陆仟零柒')
    >>> financial_number(0), financial_number(100000001), financial_number(20003000)
    ('零', '壹亿零壹', '贰仟万叁仟')
    """
    if not 0 <= number < LARGEST:
        raise AmountError("the number is negative or has more than sixteen digits")
    if number == 0:
        return DIGITS[0]
    words, is_gap = "", False
    for place in range(len(GROUPS) - 1, -1, -1):
        group = number // 10_000**place % 10_000
        if not group:
            is_gap = bool(words)
            if place == 2 and number // 10_000**3:
                words += GROUPS[2]  # 万亿 is said as 万 of 亿
            continue
        if words and (is_gap or group < 1_000):
            words += DIGITS[0]
        name = GROUPS[place]
        if place == 3:
            name = "万"
        words += _four_digits(group) + name
        is_gap = False
    return words


def _four_digits(group: int) -> str:
    words, is_gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if not digit:
            is_gap = bool(words)
            continue
        words += (DIGITS[0] if is_gap else "") + DIGITS[digit] + PLACES[place]
        is_gap = False
    return words


def financial_amount(amount: Decimal, currency: str) -> str:
    """Write an amount of money in financial numerals.

    >>> financial_amount(Decimal("1409.50"), "CNY")
    '人民币壹仟肆佰零玖元伍角'
    >>> financial_amount(Decimal("16409.02"), "CNY")
    '人民币壹万陆仟肆佰零玖元零贰分'
    >>> financial_amount(Decimal("300"), "USD")
    '美元叁佰元整'
    >>> financial_amount(Decimal("21.07"), "UAH")
    '贰拾壹格里夫纳柒戈比'
    """
    rounded = abs(amount).quantize(CENT, ROUND_HALF_UP)
    whole, cents = int(rounded), int(rounded * 100) % 100
    sign = "负" if amount < 0 and rounded else ""
    if currency in YUAN_PREFIXES:
        return YUAN_PREFIXES[currency] + sign + _yuan(whole, cents)
    if currency not in UNITS:
        raise AmountError(f"no Chinese words for {currency}")
    unit, hundredth = UNITS[currency]
    end = f"{financial_number(cents)}{hundredth}" if cents else "整"
    return f"{sign}{financial_number(whole)}{unit}{end}"


def _yuan(whole: int, cents: int) -> str:
    words = f"{financial_number(whole)}元" if whole or not cents else ""
    jiao, fen = divmod(cents, 10)
    if not cents:
        return f"{words}整"
    if words and (not jiao or whole % 10 == 0):
        words += DIGITS[0]
    if jiao:
        words += f"{DIGITS[jiao]}角"
    if fen:
        words += f"{DIGITS[fen]}分"
    return words
