"""Amounts in words: published examples, and words read back to the number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odoo.addons.bank_crm_print.domain.chinese_amounts import (
    DIGITS,
    AmountError,
    financial_amount,
    financial_number,
)
from odoo.addons.bank_crm_print.domain.currency_forms import known_currencies
from odoo.addons.bank_crm_print.tools.amount_words import amount_words

PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(words: str) -> int:
    """The number that financial numerals say; written apart from what writes them."""
    total, section, digit = 0, 0, 0
    for sign in words:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in PLACES:
            section += digit * PLACES[sign]
            digit = 0
        elif sign == "万":
            total += (section + digit) * 10_000
            section = digit = 0
        else:
            assert sign == "亿"
            total = (total + section + digit) * 100_000_000
            section = digit = 0
    return total + section + digit


# Annex 1 of the payment and settlement rules of the People's Bank of China.
@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1409.50", "人民币壹仟肆佰零玖元伍角"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("1680.32", "人民币壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "人民币壹拾万柒仟元零伍角叁分"),
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("300", "人民币叁佰元整"),
        ("0.07", "人民币柒分"),
        ("0", "人民币零元整"),
    ],
)
def test_the_examples_of_the_peoples_bank(amount, words):
    assert financial_amount(Decimal(amount), "CNY") == words


@given(st.integers(0, 10**16 - 1))
def test_chinese_words_read_back_are_the_number(number):
    assert read_back(financial_number(number)) == number


@given(st.integers(0, 10**12))
def test_chinese_amounts_read_back_are_the_amount(cents):
    words = financial_amount(Decimal(cents) / 100, "CNY").removeprefix("人民币")
    whole, _yuan, rest = words.partition("元") if "元" in words else ("零", "", words)
    jiao = DIGITS.index(rest[rest.index("角") - 1]) if "角" in rest else 0
    fen = DIGITS.index(rest[rest.index("分") - 1]) if "分" in rest else 0
    assert read_back(whole) * 100 + jiao * 10 + fen == cents


def test_numbers_beyond_the_numerals_are_refused():
    with pytest.raises(AmountError):
        financial_number(10**16)
    with pytest.raises(AmountError):
        financial_amount(Decimal(1), "XAU")


@pytest.mark.parametrize(
    ("amount", "currency", "language", "words"),
    [
        ("1", "UAH", "uk", "одна гривня, нуль копійок"),
        ("2.02", "UAH", "uk", "дві гривні, дві копійки"),
        ("11.11", "UAH", "uk", "одинадцять гривень, одинадцять копійок"),
        ("21.01", "UAH", "uk", "двадцять одна гривня, одна копійка"),
        ("22", "USD", "uk", "двадцять два долари США, нуль центів"),
        ("5", "CZK", "uk", "п'ять чеських крон, нуль гелерів"),
        ("1.01", "UAH", "en", "one hryvnia, one kopiyka"),
        ("1409.50", "UAH", "en",
         "one thousand, four hundred and nine hryvnias, fifty kopiykas"),
        ("2", "CZK", "en", "two Czech korunas, zero halers"),
        ("100", "CNY", "en", "one hundred yuan, zero fen"),
        ("-3.5", "EUR", "en", "minus three euros, fifty cents"),
        ("21.07", "UAH", "zh", "贰拾壹格里夫纳柒戈比"),
    ],
)  # fmt: skip
def test_amounts_in_words(amount, currency, language, words):
    assert amount_words(Decimal(amount), currency, language) == words


@pytest.mark.parametrize("language", ["en", "uk", "zh"])
@pytest.mark.parametrize("currency", known_currencies())
def test_every_currency_has_words_in_every_language(currency, language):
    assert amount_words(Decimal("1234.56"), currency, language)


def test_a_currency_without_words_is_named():
    with pytest.raises(AmountError, match="XAU"):
        amount_words(Decimal(1), "XAU", "en")
