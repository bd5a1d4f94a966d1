"""Numbers that identify a client, a bank or an account, and card masking.

Exception texts never carry the number itself: they end up in logs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from stdnum import bic, iban, lei, luhn, numdb
from stdnum import exceptions as faults
from stdnum.cn import ric, uscc
from stdnum.cz import dic, rc
from stdnum.ua import edrpou, rntrc


class IdentifierKind(StrEnum):
    """What a number is; the value is what the database stores."""

    EDRPOU = "edrpou"
    RNOKPP = "rnokpp"
    USCC = "uscc"
    RIC = "ric"
    ICO = "ico"
    BIRTH_NUMBER = "birth_number"
    LEI = "lei"
    BIC = "bic"
    IBAN = "iban"


class Gender(StrEnum):
    """The codes of `codes.LABELS["gender"]`."""

    FEMALE = "female"
    MALE = "male"


class IdentifierError(ValueError):
    """A number refused; `code` is what a screen translates."""

    code: ClassVar[str] = "InvalidIdentifier"

    def __init__(self, kind: str) -> None:
        super().__init__(f"{self.code}: {kind}")
        self.kind = kind


# The four are called as the published test cases call their verdicts.
class InvalidLength(IdentifierError):
    code = "InvalidLength"


class InvalidFormat(IdentifierError):
    code = "InvalidFormat"


class InvalidChecksum(IdentifierError):
    code = "InvalidChecksum"


class InvalidComponent(IdentifierError):
    """A part of the number (country, date, region) does not exist."""

    code = "InvalidComponent"


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What a personal number says of its holder."""

    birth_date: date
    gender: Gender


LEI_LENGTH = 20
ICO_LENGTH = 8
CARD_LENGTHS = range(13, 20)
CARD_HEAD = 6
CARD_TAIL = 4
RNOKPP_EPOCH = date(1899, 12, 31)

_OUR_FAULTS: dict[type[Exception], type[IdentifierError]] = {
    faults.InvalidLength: InvalidLength,
    faults.InvalidFormat: InvalidFormat,
    faults.InvalidChecksum: InvalidChecksum,
    faults.InvalidComponent: InvalidComponent,
}
_IBAN_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+")
_IBAN_PART = re.compile(r"([0-9]+)!")
_iban_registry = numdb.get("iban")


def _check_iban(value: str) -> str:
    number = iban.compact(value)
    if not _IBAN_SHAPE.fullmatch(number):
        raise faults.InvalidFormat
    country = _iban_registry.info(number)[0][1]
    if not country:
        raise faults.InvalidComponent
    bban_length = sum(int(part) for part in _IBAN_PART.findall(country["bban"]))
    if len(number) != bban_length + 4:
        raise faults.InvalidLength
    return iban.validate(number, check_country=False)


def _check_lei(value: str) -> str:
    number = lei.compact(value)
    if len(number) != LEI_LENGTH:
        raise faults.InvalidLength
    return lei.validate(number)


def _check_ico(value: str) -> str:
    number = dic.compact(value)
    if len(number) != ICO_LENGTH:
        raise faults.InvalidLength
    return dic.validate(number)


_CHECKS: dict[IdentifierKind, Callable[[str], str]] = {
    IdentifierKind.EDRPOU: edrpou.validate,
    IdentifierKind.RNOKPP: rntrc.validate,
    IdentifierKind.USCC: uscc.validate,
    IdentifierKind.RIC: ric.validate,
    IdentifierKind.ICO: _check_ico,
    IdentifierKind.BIRTH_NUMBER: rc.validate,
    IdentifierKind.LEI: _check_lei,
    IdentifierKind.BIC: bic.validate,
    IdentifierKind.IBAN: _check_iban,
}

_NATIONAL_KINDS: dict[tuple[str, bool], tuple[IdentifierKind, ...]] = {
    ("UA", True): (IdentifierKind.EDRPOU,),
    ("UA", False): (IdentifierKind.RNOKPP,),
    ("CN", True): (IdentifierKind.USCC,),
    ("CN", False): (IdentifierKind.RIC,),
    ("CZ", True): (IdentifierKind.ICO,),
    ("CZ", False): (IdentifierKind.BIRTH_NUMBER,),
}


def check(kind: IdentifierKind, value: str) -> str:
    """Return the compact form of a valid number, or raise `IdentifierError`.

    >>> check(IdentifierKind.IBAN, "gr16 0110 1050 0000 1054 7023 795")
    'GR1601101050000010547023795'
    >>> check(IdentifierKind.BIRTH_NUMBER, "710319/2745")
    '7103192745'
    """
    try:
        return _CHECKS[kind](value)
    except faults.ValidationError as fault:
        raise _OUR_FAULTS.get(type(fault), InvalidFormat)(kind) from None


def has_national_check(value: str) -> bool:
    """Whether a valid IBAN also keeps its country's own check digits.

    They are a warning, not a refusal: real accounts that break them exist.

    >>> has_national_check("ES7712341234161234567890")
    True
    >>> has_national_check("ES2121000418450200051331")
    False
    """
    return iban.is_valid(check(IdentifierKind.IBAN, value))


def kinds_for(country_code: str, is_legal_entity: bool) -> tuple[IdentifierKind, ...]:
    """Return the identifiers a client of this country has, the main one first.

    >>> [str(kind) for kind in kinds_for("UA", True)]
    ['edrpou', 'lei']
    >>> [str(kind) for kind in kinds_for("CN", False)]
    ['ric']
    """
    national = _NATIONAL_KINDS.get((country_code.upper(), is_legal_entity), ())
    return (*national, IdentifierKind.LEI) if is_legal_entity else national


def guess_kinds(text: str) -> tuple[IdentifierKind, ...]:
    """Return every identifier the typed text could be.

    >>> [str(kind) for kind in guess_kinds("3285 5961")]
    ['edrpou']
    >>> guess_kinds("Kovalenko")
    ()
    """
    if not any(char.isdigit() for char in text):
        # A BIC without digits is any eight-letter word: only ask for it by name.
        return ()
    return tuple(kind for kind in IdentifierKind if _is_valid(kind, text))


def person_facts(kind: IdentifierKind, value: str) -> PersonFacts | None:
    """Return the birth date and gender a personal number holds, if it holds them.

    >>> facts = person_facts(IdentifierKind.RNOKPP, "3652504575")
    >>> facts.birth_date.isoformat(), str(facts.gender)
    ('2000-01-01', 'male')
    """
    number = check(kind, value)
    if kind is IdentifierKind.RNOKPP:
        born = RNOKPP_EPOCH + timedelta(days=int(number[:5]))
        return PersonFacts(born, Gender.MALE if int(number[8]) % 2 else Gender.FEMALE)
    if kind is IdentifierKind.RIC:
        gender = Gender.MALE if int(number[16]) % 2 else Gender.FEMALE
        return PersonFacts(ric.get_birth_date(number), gender)
    if kind is IdentifierKind.BIRTH_NUMBER:
        gender = Gender.FEMALE if int(number[2]) >= 5 else Gender.MALE
        return PersonFacts(rc.get_birth_date(number), gender)
    return None


def mask_card(pan: str) -> str:
    """Return a card number with only its first six and last four digits.

    >>> mask_card("4111 1111 1111 1111")
    '411111******1111'
    """
    digits = _card_digits(pan)
    if len(digits) not in CARD_LENGTHS or not digits.isdigit():
        raise InvalidLength("card")
    hidden = "*" * (len(digits) - CARD_HEAD - CARD_TAIL)
    return f"{digits[:CARD_HEAD]}{hidden}{digits[-CARD_TAIL:]}"


def is_full_card_number(text: str) -> bool:
    """Whether the text is a whole card number, which nobody may store.

    >>> is_full_card_number("4111-1111-1111-1111")
    True
    >>> is_full_card_number("411111******1111")
    False
    """
    digits = _card_digits(text)
    if len(digits) not in CARD_LENGTHS or not digits.isascii() or not digits.isdigit():
        return False
    return luhn.is_valid(digits)


def card_tail(text: str) -> str | None:
    """Return the last four digits of a full or masked card number.

    >>> card_tail("4111 11** **** 4417")
    '4417'
    """
    tail = _card_digits(text)[-CARD_TAIL:]
    return tail if len(tail) == CARD_TAIL and tail.isdigit() else None


def _card_digits(text: str) -> str:
    return re.sub(r"[\s.\-\u2010-\u2015]", "", text)


def _is_valid(kind: IdentifierKind, text: str) -> bool:
    try:
        check(kind, text)
    except IdentifierError:
        return False
    return True
