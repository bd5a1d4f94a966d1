"""Values that a template receives: plain, read-only, and knowing what they are."""

from decimal import Decimal
from typing import Self


class CurrencyMixError(ValueError):
    """Amounts in different currencies were added."""


class Money(Decimal):
    """An amount with its currency; sums keep it, and never mix two.

    >>> Money("2.50", "UAH") + Money("1", "UAH")
    Money('3.50', 'UAH')
    >>> sum([Money("1", "USD"), Money("2", "USD")])
    Money('3', 'USD')
    >>> Money("1", "USD") + Money("1", "EUR")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    CurrencyMixError: USD and EUR
    """

    currency: str

    def __new__(cls, value: "Decimal | int | str" = 0, currency: str = "") -> Self:
        money = super().__new__(cls, value)
        money.currency = currency
        return money

    def __repr__(self) -> str:
        return f"Money('{Decimal(self)}', '{self.currency}')"

    def _with(self, other: object) -> str:
        theirs = getattr(other, "currency", "")
        if self.currency and theirs and theirs != self.currency:
            raise CurrencyMixError(f"{self.currency} and {theirs}")
        return self.currency or theirs

    def __add__(self, other):
        return Money(Decimal(self) + _number(other), self._with(other))

    __radd__ = __add__

    def __sub__(self, other):
        return Money(Decimal(self) - _number(other), self._with(other))

    def __rsub__(self, other):
        return Money(_number(other) - Decimal(self), self._with(other))

    def __neg__(self):
        return Money(-Decimal(self), self.currency)

    def __abs__(self):
        return Money(abs(Decimal(self)), self.currency)

    def __mul__(self, other):
        return Money(Decimal(self) * _number(other), self.currency)

    __rmul__ = __mul__

    def __truediv__(self, other):
        return Money(Decimal(self) / _number(other), self.currency)


def _number(value: object) -> Decimal:
    return value if type(value) is Decimal else Decimal(str(value))


class Choice(str):
    """One of a list of words: it prints as the word and is compared by `code`.

    >>> state = Choice("Open", "open")
    >>> print(state, state.code)
    Open open
    """

    code: str
    __slots__ = ("code",)

    def __new__(cls, label: str, code: str) -> Self:
        choice = super().__new__(cls, label)
        choice.code = code
        return choice


class Nothing:
    """What is not filled in, or what the reader may not see: prints as nothing.

    It compares with anything and is never more or less, so that a condition in a template
    does not fail because a fact is missing.

    >>> f"<{NOTHING}>", bool(NOTHING), NOTHING > 5, NOTHING == "", list(NOTHING)
    ('<>', False, False, True, [])
    """

    __slots__ = ()
    code = currency = ""

    def __str__(self) -> str:
        return ""

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __iter__(self):
        return iter(())

    def __eq__(self, other: object) -> bool:
        return other is None or other == "" or isinstance(other, Nothing)

    def __hash__(self) -> int:
        return hash("")

    def __lt__(self, other: object) -> bool:
        return False

    __gt__ = __le__ = __ge__ = __lt__


NOTHING = Nothing()
