"""What stands in one cell of a statement: an amount, a day, its own name."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

CENT = Decimal("0.01")
# So much is kept to the cent by the database and by every screen.
LARGEST = Decimal(10) ** 13
LETTERS = 26
_BLANKS = str.maketrans("", "", " \u00a0\u202f'")
_EMPTY = frozenset({"", "-", "–", "—", "x", "х"})
# Three digits after a comma may be thousands or thousandths: such a text is refused.
_AMOUNT = re.compile(r"[-+]?\d+([.,]\d{1,2})?")


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, both counted from nought.

    >>> cell_name(0, 0), cell_name(11, 27)
    ('A1', 'AB12')
    """
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def read_number(value: object, *, is_expense: bool = False) -> Decimal | None:
    """Return the amount in a cell, None where it is empty; ValueError where it is no amount.

    >>> read_number("1 234,50"), read_number("(1 000)"), read_number("–") is None
    (Decimal('1234.50'), Decimal('-1000.00'), True)
    >>> read_number("(1 000)", is_expense=True)
    Decimal('1000.00')
    """
    if value is None:
        return None
    if isinstance(value, bool):
        raise ValueError("a yes or no is no amount")
    text = str(value).translate(_BLANKS)
    if text in _EMPTY:
        return None
    is_bracketed = text.startswith("(") and text.endswith(")")
    if is_bracketed:
        text = text[1:-1]
    if isinstance(value, str) and not _AMOUNT.fullmatch(text):
        raise ValueError("no amount")
    try:
        amount = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError("no amount") from error
    if not amount.is_finite():
        raise ValueError("no amount")
    if abs(amount) >= LARGEST:
        raise OverflowError("too large")
    amount = amount.quantize(CENT)
    return -amount if is_bracketed and not is_expense else amount


def read_date(value: object) -> date:
    """Return the day in a cell, however it is written; ValueError where there is none.

    >>> read_date("31.12.2025")
    datetime.date(2025, 12, 31)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError("no date")
