"""Somebody was looked for and not found: what was typed, put where it belongs."""

import re
from dataclasses import dataclass

from . import names, phones
from .folding import name_tokens
from .legal_forms import SOLE_TRADER

REGISTRY_DIGITS = (8,)
TAX_DIGITS = (9, 10, 12)

_DIGITS = re.compile(r"[\d\s().+\-]+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True, slots=True)
class Prospect:
    """The fields of a new client that the typed text fills; empty where it says nothing."""

    kind: str = "person"
    name: str = ""
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    phone: str = ""
    email: str = ""
    tax_number: str = ""
    registry_number: str = ""


def prospect_from(text: str, region: str | None = None) -> Prospect:
    """Return the beginnings of a file from the text that found nobody.

    >>> prospect_from("Бондар Ігор").last_name, prospect_from("0671234417", "UA").phone
    ('Бондар', '+380671234417')
    >>> prospect_from("ТОВ Світанок").kind, prospect_from("32855961").registry_number
    ('legal_entity', '32855961')
    """
    text = " ".join(text.split())
    if not text:
        return Prospect()
    if "@" in text:
        return Prospect(email=text.lower()) if _EMAIL.fullmatch(text) else Prospect()
    if _DIGITS.fullmatch(text):
        return _from_digits(text, region)
    if any(map(str.isdigit, text)):
        # An IBAN, a contract or a masked card is of somebody who is a client already.
        return _company(text) if name_tokens(text).legal_form else Prospect()
    form = name_tokens(text).legal_form
    if form and form != SOLE_TRADER:
        return _company(text)
    kind = "sole_trader" if form else "person"
    name = names.parse_name(text.partition(" ")[2] if form else text)
    return Prospect(
        kind, last_name=name.last, first_name=name.first, middle_name=name.middle
    )


def _company(text: str) -> Prospect:
    return Prospect("legal_entity", name=text)


def _from_digits(text: str, region: str | None) -> Prospect:
    digits = "".join(char for char in text if char.isdecimal())
    if text.startswith("+") or digits.startswith("0"):
        try:
            return Prospect(phone=phones.normalise(text, region))
        except phones.PhoneError:
            return Prospect(phone=text)
    if len(digits) in REGISTRY_DIGITS:
        return Prospect("legal_entity", registry_number=digits)
    if len(digits) in TAX_DIGITS:
        return Prospect(
            "legal_entity" if len(digits) == 12 else "person", tax_number=digits
        )
    return Prospect()
