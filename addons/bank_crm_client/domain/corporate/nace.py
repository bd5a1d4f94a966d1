"""Codes of industries, NACE Rev. 2 (Regulation (EC) No 1893/2006)."""

import re

_CODE = re.compile(r"[A-U]|\d{2}(\.\d{1,2})?")
# Last division of each section.
_SECTION_ENDS = (
    ("A", 3), ("B", 9), ("C", 33), ("D", 35), ("E", 39), ("F", 43), ("G", 47), ("H", 53),
    ("I", 56), ("J", 63), ("K", 66), ("L", 68), ("M", 75), ("N", 82), ("O", 84), ("P", 85),
    ("Q", 88), ("R", 93), ("S", 96), ("T", 98), ("U", 99),
)  # fmt: skip
DIVISION_DIGITS = 2
GROUP_LENGTH = 4


class NaceError(ValueError):
    """The text is no code of NACE Rev. 2."""


def normalise(text: str) -> str:
    """Return a code as it is written: a letter, two digits, or digits with a point.

    >>> normalise("j"), normalise("6201"), normalise("62.01")
    ('J', '62.01', '62.01')
    """
    code = text.strip().upper()
    if re.fullmatch(r"\d{3,4}", code):
        code = f"{code[:DIVISION_DIGITS]}.{code[DIVISION_DIGITS:]}"
    if not _CODE.fullmatch(code):
        raise NaceError("no NACE code")
    if code[0].isdigit():
        section_of(code)
    return code


def section_of(code: str) -> str:
    """Return the letter of the section that a division, group or class belongs to.

    >>> section_of("62.01")
    'J'
    """
    division = int(code[:DIVISION_DIGITS])
    for letter, last in _SECTION_ENDS:
        if 1 <= division <= last:
            return letter
    raise NaceError("no such division")


def ancestors(code: str) -> tuple[str, ...]:
    """Return the code and those above it, the nearest first.

    >>> ancestors("62.01")
    ('62.01', '62.0', '62', 'J')
    """
    code = normalise(code)
    if code.isalpha():
        return (code,)
    above = [code]
    if len(code) > GROUP_LENGTH:
        above.append(code[:GROUP_LENGTH])
    if len(code) > DIVISION_DIGITS:
        above.append(code[:DIVISION_DIGITS])
    return (*above, section_of(code))
