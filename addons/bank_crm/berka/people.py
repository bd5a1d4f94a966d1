"""What the bank tells of a person: a birth number, and no name."""

from dataclasses import dataclass
from datetime import date

CENTURY = 1900
MONTHS_ADDED_FOR_WOMEN = 50


@dataclass(frozen=True, slots=True)
class Person:
    """Birth date and sex, as the birth number holds them."""

    birth_date: date
    gender: str

    def label(self, client_id: str) -> str:
        """What stands for the name that was taken out of the data.

        >>> person_of("706213").label("1")
        'Client 1, F 1970'
        """
        letter = self.gender[0].upper()
        return f"Client {client_id}, {letter} {self.birth_date.year}"


def day_of(text: str) -> date:
    """A date written YYMMDD; all of them are of the twentieth century.

    >>> day_of("930101")
    datetime.date(1993, 1, 1)
    """
    if len(text) != 6 or not text.isascii() or not text.isdecimal():
        raise ValueError(f"{text!r} is no date YYMMDD")
    try:
        return date(CENTURY + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError as error:
        raise ValueError(f"{text!r} is no date YYMMDD: {error}") from None


def person_of(birth_number: str) -> Person:
    """Read a birth number: YYMMDD, with 50 added to the month of a woman.

    >>> person_of("706213")
    Person(birth_date=datetime.date(1970, 12, 13), gender='female')
    >>> person_of("450204").gender
    'male'
    """
    month = birth_number[2:4]
    if not month.isdecimal() or int(month) <= MONTHS_ADDED_FOR_WOMEN:
        return Person(day_of(birth_number), "male")
    month = f"{int(month) - MONTHS_ADDED_FOR_WOMEN:02d}"
    return Person(day_of(birth_number[:2] + month + birth_number[4:]), "female")
