"""An amount of money in words, in the language of the paper."""

from decimal import Decimal

from num2words.lang_EN import Num2Word_EN
from num2words.lang_UK import Num2Word_UK

from ..domain import currency_forms
from ..domain.chinese_amounts import AmountError, financial_amount
from ..domain.language_forms import CHINESE, UKRAINIAN

LARGEST = Decimal(10) ** 15
_CENT = Decimal("0.01")


class _English(Num2Word_EN):
    CURRENCY_FORMS = {**Num2Word_EN.CURRENCY_FORMS, **currency_forms.ENGLISH}


class _Ukrainian(Num2Word_UK):
    CURRENCY_FORMS = {**Num2Word_UK.CURRENCY_FORMS, **currency_forms.UKRAINIAN}


_ENGLISH, _UKRAINIAN = _English(), _Ukrainian()


def amount_words(amount, currency, language):
    """`1409.50`, `UAH` -> "one thousand, four hundred and nine hryvnias, fifty kopiykas"."""
    amount = Decimal(amount).quantize(_CENT)
    if abs(amount) >= LARGEST:
        raise AmountError("the amount is too large to be written in words")
    if language == CHINESE:
        return financial_amount(amount, currency)
    converter = _UKRAINIAN if language == UKRAINIAN else _ENGLISH
    if currency not in converter.CURRENCY_FORMS:
        raise AmountError(f"no words for {currency}")
    words = converter.to_currency(amount, currency=currency)
    return " ".join(words.split()).replace(" ,", ",")
