"""Signed calls between the bank and a provider of messages."""

import hashlib
import hmac
from enum import StrEnum

# A call that is older or newer than this is a replay or a wrong clock.
TOLERANCE_SECONDS = 300


class Fault(StrEnum):
    """Why a call is not believed."""

    NO_KEY = "no_key"
    BAD_TIME = "bad_time"
    STALE = "stale"
    BAD_SIGNATURE = "bad_signature"


def sign(key: str, timestamp: int, body: bytes) -> str:
    """Return the signature of a body sent at a Unix time: HMAC-SHA-256, hexadecimal.

    >>> sign("key", 1700000000, b"{}")[:16]
    '9d713ed406bb7076'
    """
    if not key:
        raise ValueError("a call is signed with a key")
    message = str(timestamp).encode() + b"." + body
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()


def fault_of(
    key: str, timestamp: str, signature: str, body: bytes, now: float
) -> Fault | None:
    """Return why a received call is not believed, None where it is.

    >>> good = sign("key", 1700000000, b"{}")
    >>> fault_of("key", "1700000000", good, b"{}", 1700000100.0) is None
    True
    >>> fault_of("key", "1700000000", good, b"{}", 1700000301.0)
    <Fault.STALE: 'stale'>
    >>> fault_of("key", "1700000000", good, b"[]", 1700000000.0)
    <Fault.BAD_SIGNATURE: 'bad_signature'>
    """
    if not key:
        return Fault.NO_KEY
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return Fault.BAD_TIME
    expected = sign(key, int(timestamp), body)
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
        return Fault.BAD_SIGNATURE
    if abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return Fault.STALE
    return None
