"""Telephone numbers: one international form (E.164) to store, compare and dial."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

PHONE_TAIL = 4


class PhoneError(ValueError):
    """A text that is no telephone number; `code` is what a screen translates."""

    def __init__(self, code: str) -> None:
        super().__init__(_MESSAGES[code])
        self.code = code


_MESSAGES = {
    "no_country": "the number needs its country code",
    "not_a_number": "this is not a telephone number",
    "too_short": "the number is too short",
    "too_long": "the number is too long",
    "not_in_use": "no such number is given out in that country",
}
_PARSE_CODES = {
    NumberParseException.INVALID_COUNTRY_CODE: "no_country",
    NumberParseException.TOO_SHORT_AFTER_IDD: "too_short",
    NumberParseException.TOO_SHORT_NSN: "too_short",
    NumberParseException.TOO_LONG: "too_long",
}
_LENGTH_CODES = {
    phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "too_short",
    phonenumbers.ValidationResult.TOO_SHORT: "too_short",
    phonenumbers.ValidationResult.TOO_LONG: "too_long",
}


def normalise(text: str, region: str | None = None) -> str:
    """Return the number in E.164; `region` is the country of a number without one.

    >>> normalise("067 123-44-17", "UA")
    '+380671234417'
    """
    number = _parse(text, region)
    if not phonenumbers.is_valid_number(number):
        length = phonenumbers.is_possible_number_with_reason(number)
        raise PhoneError(_LENGTH_CODES.get(length, "not_in_use"))
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def is_mobile(e164: str) -> bool:
    """Whether a text message can reach the number.

    >>> is_mobile("+380671234417"), is_mobile("+380442901234")
    (True, False)
    """
    return phonenumbers.number_type(_parse(e164, None)) in (
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    )


def display(e164: str, region: str | None = None) -> str:
    """Return the number as people of `region` write it, abroad with its country.

    >>> display("+380671234417", "UA"), display("+380671234417", "CZ")
    ('067 123 4417', '+380 67 123 4417')
    """
    number = _parse(e164, region)
    is_home = bool(region) and number.country_code == (
        phonenumbers.country_code_for_region(region.upper())
    )
    style = PhoneNumberFormat.NATIONAL if is_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def tail(e164: str, length: int = PHONE_TAIL) -> str:
    """Return the last digits, by which a client names his number.

    >>> tail("+380671234417")
    '4417'
    """
    return e164.lstrip("+")[-length:]


def _parse(text: str, region: str | None) -> phonenumbers.PhoneNumber:
    text = text.strip()
    if text.startswith("00"):
        # Dialled abroad from most countries; a region is not needed to understand it.
        text = "+" + text[2:]
    try:
        return phonenumbers.parse(text, region.upper() if region else None)
    except NumberParseException as error:
        raise PhoneError(_PARSE_CODES.get(error.error_type, "not_a_number")) from None
