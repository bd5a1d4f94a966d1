"""Why a row was not taken, as codes; the words for people stand beside them."""

PARKED = "not_arrived"

# The first that applies is told, so that what is broken comes before what is missing.
REASONS: dict[str, str] = {
    "width": "The row has more or fewer columns than the header.",
    "quotes": "A quotation mark is open or out of place.",
    "encoding": "Some characters are not of the feed's encoding.",
    "missing": "A required value is empty.",
    "bad_date": "This is no date in the feed's format.",
    "bad_amount": "This is no amount.",
    "bad_number": "This is no whole number.",
    "bad_flag": "This is neither yes nor no: send 1 or 0.",
    "unknown_code": "The word is not in the code list: add it there, or mend the row.",
    "unknown_currency": "There is no such currency.",
    "unknown_country": "There is no such country.",
    "other_currency": "The currency is not that of the account.",
    "card_number": "A full card number: send it masked.",
    "duplicate": "The same row stands above in this file.",
    "duplicate_key": "The number belongs to another record already.",
    "out_of_range": "The value is outside what can be kept.",
    "same_client": "A client is not related to himself.",
    "not_arrived": "What the row refers to has not arrived yet; it is tried again by itself.",
}


def words(code: str) -> str:
    """The words for a reason code.

    >>> words("bad_amount")
    'This is no amount.'
    """
    return REASONS[code]
