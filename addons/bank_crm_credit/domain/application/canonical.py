"""One text and one sum for the same facts, whatever order and form they came in.

The text is JSON with sorted keys and no spaces, after RFC 8785 (JSON Canonicalization
Scheme), with two differences: numbers are Decimal and written as text without trailing
noughts, and text is brought to Unicode NFC, so that a retyped name is the same name.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from hashlib import sha256


class CanonicalError(ValueError):
    """A value that has no one form: a float, or something unknown."""


def canonical(value: object) -> object:
    """Return `value` made of text, whole numbers, lists and sorted mappings only.

    Sets become sorted lists. Raises `CanonicalError` for a float: it is not what was
    entered.

    >>> canonical({"sum": Decimal("10.50"), "day": date(2026, 1, 2)})
    {'day': '2026-01-02', 'sum': '10.5'}
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return canonical(value.value)
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, int):
        # A sum of 5 typed as a whole number is the sum 5.00.
        return str(value)
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, set | frozenset):
        return sorted((canonical(one) for one in value), key=str)
    if isinstance(value, list | tuple):
        return [canonical(one) for one in value]
    raise CanonicalError(f"{type(value).__name__} has no one form")


def _number(value: Decimal) -> str:
    if not value.is_finite():
        raise CanonicalError("a number is finite")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _mapping(value: Mapping[object, object]) -> dict[str, object]:
    found = {str(canonical(key)): canonical(one) for key, one in value.items()}
    if len(found) != len(value):
        raise CanonicalError("two keys are written alike")
    return dict(sorted(found.items()))


def canonical_text(value: object) -> str:
    """Return the one text of a value.

    >>> canonical_text({"b": [Decimal("1.0")], "a": None})
    '{"a":null,"b":["1"]}'
    """
    return json.dumps(
        canonical(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )


def digest(value: object) -> str:
    """Return the SHA-256 of the one text, in hex.

    >>> digest({"a": Decimal("1.0")}) == digest({"a": Decimal(1)})
    True
    """
    return sha256(canonical_text(value).encode()).hexdigest()
