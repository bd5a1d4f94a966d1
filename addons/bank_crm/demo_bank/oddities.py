"""Rows that a feed refuses, one way of breaking each of six kinds."""

from datetime import date

from .files import money
from .records import Account

SIX_KINDS = (
    "unparseable_amount",
    "impossible_date",
    "unknown_operation",
    "missing_required",
    "wrong_currency",
    "duplicate_id",
)
ACCOUNT, BOOKED, VALUE, AMOUNT, CURRENCY, WORD = 3, 4, 5, 6, 7, 8
CHANNELS = {"ATM_WD": "atm", "CASH_DEP": "counter", "P2P_CR": "mobile"}
PAYEES = {"POS": "Супермаркет «Колос»", "UTIL_DR": "Обленерго"}


def number_of(number: int) -> str:
    """How the core system writes the number of a movement."""
    return f"M{number:09d}"


def row_of(
    number: str, account: Account, day: date, amount: int, word: str
) -> list[str]:
    """A movement without running balance, as the core's small files have it."""
    return [
        number,
        "new",
        "",
        account.account_id,
        day.isoformat(),
        day.isoformat(),
        money(amount),
        account.currency,
        word,
        CHANNELS.get(word, "card" if word == "POS" else "mobile"),
        PAYEES.get(word, ""),
        "",
        "",
        "Операція за рахунком",
        "",
    ]


def broken(kind: str, row: list[str], turn: int = 0) -> list[str]:
    """A copy of the row, spoiled in the given way.

    >>> broken("impossible_date", ["M1", "new", "", "A1", "2025-01-07"])[4]
    '2025-02-30'
    """
    spoiled = [*row]
    if kind == "unparseable_amount":
        wrong = (row[AMOUNT].replace(".", ",").replace("0", "O"), f"{row[AMOUNT]} UAH")
        spoiled[AMOUNT] = wrong[turn // 6 % 2]
        if spoiled[AMOUNT] == row[AMOUNT]:
            spoiled[AMOUNT] = "n/a"
    elif kind == "impossible_date":
        spoiled[BOOKED] = f"{row[BOOKED][:4]}-02-30"
    elif kind == "unknown_operation":
        spoiled[WORD] = ("XZ_77", "OP_UNKNOWN")[turn // 6 % 2]
    elif kind == "missing_required":
        spoiled[ACCOUNT] = ""
    elif kind == "wrong_currency":
        spoiled[CURRENCY] = "USD" if row[CURRENCY] != "USD" else "UAH"
    return spoiled
