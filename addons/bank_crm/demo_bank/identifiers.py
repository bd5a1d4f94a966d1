"""Numbers that pass their own check: tax, registry, account, card and telephone."""

import string
from datetime import date
from random import Random

OUR_MFO = "399128"
OUR_BANK = "АТ «Дністер Банк»"
RNOKPP_EPOCH = date(1899, 12, 31)
RNOKPP_WEIGHTS = (-1, 5, 7, 9, 4, 6, 10, 5, 7)
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
USCC_REGIONS = ("110000", "310000", "440300", "330100", "210200", "320500")
MOBILE_CODES = ("67", "68", "96", "97", "98", "50", "66", "95", "99", "63", "73", "93")
CARD_BINS = {
    "Visa": ("414949", "462705", "427301"),
    "Mastercard": ("516874", "535145", "557721"),
    "Prostir": ("980419",),
}


def _mod97(text: str) -> str:
    digits = "".join(str(int(char, 36)) for char in text + "00")
    return f"{98 - int(digits) % 97:02d}"


def rnokpp(birth: date, gender: str, serial: int) -> str:
    """Ukrainian tax number of a person: days since 1899, then sex by the ninth digit.

    >>> rnokpp(date(1980, 5, 4), "female", 121)
    '2934402425'
    """
    sex_digit = serial % 5 * 2 + (gender == "male")
    body = f"{(birth - RNOKPP_EPOCH).days:05d}{serial // 5 % 1000:03d}{sex_digit}"
    total = sum(
        weight * int(digit) for weight, digit in zip(RNOKPP_WEIGHTS, body, strict=True)
    )
    return f"{body}{total % 11 % 10}"


def edrpou(serial: int) -> str:
    """Ukrainian company number: seven digits and the check digit.

    >>> edrpou(3285596)
    '32855961'
    """
    body = f"{serial:07d}"
    weights = (7, 1, 2, 3, 4, 5, 6) if body[0] in "345" else (1, 2, 3, 4, 5, 6, 7)
    for shift in (0, 2):
        total = sum(
            (weight + shift) * int(digit)
            for weight, digit in zip(weights, body, strict=True)
        )
        if total % 11 < 10:
            return f"{body}{total % 11}"
    return f"{body}0"


def uscc(rng: Random) -> str:
    """Chinese unified social credit code of a private company."""
    organisation = "".join(rng.choice(USCC_ALPHABET) for _place in range(9))
    body = f"91{rng.choice(USCC_REGIONS)}{organisation}"
    total = sum(
        weight * USCC_ALPHABET.index(char)
        for weight, char in zip(USCC_WEIGHTS, body, strict=True)
    )
    return body + USCC_ALPHABET[-total % 31]


def lei(rng: Random) -> str:
    """Legal entity identifier (ISO 17442)."""
    letters = string.digits + string.ascii_uppercase
    body = "5493" + "".join(rng.choice(letters) for _place in range(14))
    return body + _mod97(body)


def iban(mfo: str, account: int | str) -> str:
    """Ukrainian IBAN: bank code and nineteen places of account number.

    >>> iban("322313", "26007233566001")
    'UA213223130000026007233566001'
    """
    body = f"{mfo}{str(account).zfill(19)}"
    return f"UA{_mod97(body + 'UA')}{body}"


def masked_card(rng: Random, scheme: str) -> str:
    """A card number as it may be shown: first six, stars, last four."""
    return f"{rng.choice(CARD_BINS[scheme])}******{rng.randrange(10_000):04d}"


def mobile(rng: Random) -> str:
    """A Ukrainian mobile telephone."""
    return f"+380{rng.choice(MOBILE_CODES)}{rng.randrange(1_000_000, 10_000_000)}"
