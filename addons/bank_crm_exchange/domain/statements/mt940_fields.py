"""Single fields of MT940.

The patterns are those of the mt-940 library; only its values are ours: it logs the text
it cannot read (bank secrecy), puts every year in 20xx and knows no missing entry date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mt940.tags import FinalOpeningBalance, Statement, StatementGLS

from .errors import ValueFormatError
from .model import Balance, Side
from .values import (
    parse_currency,
    parse_mt_amount,
    parse_mt_date,
    parse_mt_entry_date,
)

_BALANCE = FinalOpeningBalance().re
# Banks that put an account into the reference exceed the 16 characters of the standard.
_LINES = (Statement().re, StatementGLS().re)
_TYPE = re.compile(r"[A-Z][A-Z0-9]{3}")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_OUTPUT_SENDER = re.compile(
    r"\{2:O9\d\d\d{10}([A-Z]{6}[A-Z0-9]{2})[A-Z0-9]([A-Z0-9]{3})"
)
_INPUT_SENDER = re.compile(r"\{2:[IO]9\d\d([A-Z]{6}[A-Z0-9]{2})[A-Z0-9]([A-Z0-9]{3})")
_NUMBER = re.compile(r"(\d{1,7})(?:\s*/\s*(\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A `:61:` field; `entry_date` is None where the bank left it out."""

    value_date: date
    entry_date: date | None
    side: Side
    is_reversal: bool
    amount: Decimal
    swift_type: str
    customer_reference: str
    bank_reference: str
    supplementary: str


def parse_statement_line(text: str) -> StatementLine:
    """Read `:61:`.

    >>> line = parse_statement_line("2501021231RC9,5NTRFNONREF//B1")
    >>> line.entry_date.isoformat(), line.amount, line.is_reversal
    ('2024-12-31', Decimal('-9.5'), True)
    """
    for pattern in _LINES:
        if match := pattern.match(text):
            break
    else:
        raise ValueFormatError("the statement line (:61:) does not follow MT940")
    found = {name: value or "" for name, value in match.groupdict().items()}
    value_date = parse_mt_date(found["year"] + found["month"] + found["day"])
    entry_text = (found["entry_month"] + found["entry_day"]).strip()
    mark = found["status"].upper()
    side = Side.CREDIT if mark in ("C", "RD") else Side.DEBIT
    amount = parse_mt_amount(found["amount"])
    swift_type = found["id"].strip().upper()
    return StatementLine(
        value_date=value_date,
        entry_date=parse_mt_entry_date(entry_text, value_date) if entry_text else None,
        side=side,
        is_reversal=mark.startswith("R"),
        amount=amount if side is Side.CREDIT else -amount,
        swift_type=swift_type if _TYPE.fullmatch(swift_type) else "",
        customer_reference=found["customer_reference"],
        bank_reference=found["bank_reference"],
        supplementary=found["extra_details"],
    )


def parse_balance(kind: str, text: str) -> Balance:
    """Read `:60F:`, `:62M:` and their kin.

    >>> parse_balance("60F", "D250102EUR100,").amount
    Decimal('-100')
    """
    match = _BALANCE.match(text)
    if not match:
        raise ValueFormatError(f"the balance (:{kind}:) does not follow MT940")
    found = match.groupdict()
    amount = parse_mt_amount(found["amount"])
    return Balance(
        kind=kind,
        amount=amount if found["status"].upper() == "C" else -amount,
        currency=parse_currency(found["currency"]),
        date=parse_mt_date(found["year"] + found["month"] + found["day"]),
        is_intermediate=kind.endswith("M"),
    )


def parse_number(text: str) -> tuple[int | None, int | None]:
    """Read `:28C:` into sequence and page; zero means that the bank does not number.

    >>> parse_number("00084/001"), parse_number("000"), parse_number("00000/00")
    ((84, 1), (None, None), (None, None))
    """
    match = _NUMBER.fullmatch(text.strip())
    if not match:
        raise ValueFormatError("the statement number (:28C:) is not a number")
    sequence = int(match.group(1)) or None
    page = int(match.group(2) or 0) or None
    return sequence, page


def find_servicer(headers: str, account: str) -> str:
    """Find the bank's BIC in the message headers or in front of the account.

    >>> find_servicer("", "UBRTHUHB/123/HUF")
    'UBRTHUHB'
    """
    for pattern in (_OUTPUT_SENDER, _INPUT_SENDER):
        if match := pattern.search(headers):
            branch = match.group(2)
            return match.group(1) + ("" if branch == "XXX" else branch)
    prefix, slash, _rest = account.partition("/")
    # Eleven letters are more often a bank's name (TRIODOSBANK) than a BIC.
    if slash and _BIC.fullmatch(prefix) and (len(prefix) == 8 or not prefix.isalpha()):
        return prefix
    return ""
