"""How many parts an SMS is sent in: 3GPP TS 23.038 (alphabets), TS 23.040 (joining parts).

A message in the GSM 7-bit default alphabet has 160 characters in one part and 153 in each
of several; one with any other character is sent in UCS-2 with 70 and 67. The joining
header of 6 octets is what several parts are shorter by.
"""

from dataclasses import dataclass
from enum import StrEnum

# TS 23.038 6.2.1, without the escape at 0x1B.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# TS 23.038 6.2.1.1: each is an escape and a character, two places.
EXTENDED = frozenset("\f^{}\\[~]|€")


class Alphabet(StrEnum):
    """The alphabet that the whole message is sent in."""

    GSM = "gsm"
    UCS2 = "ucs2"


_PLACES = {Alphabet.GSM: (160, 153), Alphabet.UCS2: (70, 67)}


@dataclass(frozen=True, slots=True)
class SmsSize:
    """Parts that are paid for, places used, and how many are free in the last part."""

    alphabet: Alphabet
    parts: int
    places: int
    free: int


def alphabet_of(text: str) -> Alphabet:
    """Return the alphabet that a text needs.

    >>> alphabet_of("Total: 5 €"), alphabet_of("Картка готова")
    (<Alphabet.GSM: 'gsm'>, <Alphabet.UCS2: 'ucs2'>)
    """
    is_plain = all(char in BASIC or char in EXTENDED for char in text)
    return Alphabet.GSM if is_plain else Alphabet.UCS2


def sms_size(text: str) -> SmsSize:
    """Count the parts of an SMS.

    A character of two places (an escaped one, or outside the basic plane) is never cut in
    two: where it does not fit, the part ends one place early.

    >>> sms_size("a" * 160).parts, sms_size("a" * 161).parts
    (1, 2)
    >>> sms_size("я" * 70).parts, sms_size("я" * 71).parts
    (1, 2)
    >>> sms_size("a" * 152 + "€" + "a" * 152).parts
    3
    """
    alphabet = alphabet_of(text)
    single, joined = _PLACES[alphabet]
    widths = [_width(char, alphabet) for char in text]
    places = sum(widths)
    if places <= single:
        return SmsSize(alphabet, 1 if text else 0, places, single - places)
    parts, used = 1, 0
    for width in widths:
        if used + width > joined:
            parts, used = parts + 1, 0
        used += width
    return SmsSize(alphabet, parts, places, joined - used)


def _width(char: str, alphabet: Alphabet) -> int:
    if alphabet is Alphabet.GSM:
        return 2 if char in EXTENDED else 1
    return 2 if ord(char) > 0xFFFF else 1
