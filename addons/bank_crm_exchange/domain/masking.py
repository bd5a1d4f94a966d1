"""Card numbers never stay in a text that we keep."""

import re

_DIGITS = re.compile(r"(?<![0-9A-Za-z])(?:\d[ -]?){12,18}\d(?![0-9A-Za-z])")
_LENGTHS = range(13, 20)


def _is_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def mask_card_numbers(text: str, *, lengths=_LENGTHS) -> str:
    """Mask every full card number in a text: first six and last four digits stay.

    >>> mask_card_numbers("C1;4111 1111 1111 1111;VISA")
    'C1;411111******1111;VISA'
    >>> mask_card_numbers("account 4111111111111112")
    'account 4111111111111112'
    """

    def masked(match: re.Match) -> str:
        digits = re.sub(r"\D", "", match.group())
        if len(digits) not in lengths or not _is_luhn(digits):
            return match.group()
        return f"{digits[:6]}{'*' * (len(digits) - 10)}{digits[-4:]}"

    return _DIGITS.sub(masked, text)
