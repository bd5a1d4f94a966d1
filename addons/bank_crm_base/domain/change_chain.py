"""The chain over the change log: each seal covers the one before.

What a statement contains is digested by the database; the chain itself is made here.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

START = "0" * 64
HASH_DIGITS = frozenset("0123456789abcdef")


class SealError(ValueError):
    """A seal as text that is not a seal."""


class Fault(StrEnum):
    """What is wrong at a place of the chain."""

    CONTENT = "content"
    MISSING_BATCH = "missing_batch"
    MISSING_SEAL = "missing_seal"
    HEAD = "head"
    UNSEALED = "unsealed"
    TAIL = "tail"
    OTHER_SEAL = "other_seal"


@dataclass(frozen=True, slots=True)
class Seal:
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Link:
    """A seal as it is kept, and the digest of its statement as it is now (None: gone)."""

    number: int
    hash: str
    digest: str | None


def seal_hash(number: int, previous: str, digest: str) -> str:
    r"""Return the hash of seal `number` over the hash before and the statement's digest.

    It is SHA-256 of the three as text, joined by line ends.

    >>> seal_hash(1, START, "ab")[:12]
    '4a4f0c4babaa'
    """
    return hashlib.sha256(f"{number}\n{previous}\n{digest}".encode()).hexdigest()


def chain(last: Seal, digests: Iterable[str]) -> Iterator[Seal]:
    """Yield the seals of new statements, in order, after the `last` one.

    >>> [seal.number for seal in chain(Seal(7, START), ["ab", "cd"])]
    [8, 9]
    """
    for digest in digests:
        number = last.number + 1
        last = Seal(number, seal_hash(number, last.hash, digest))
        yield last


def first_fault(before: Seal, links: Iterable[Link]) -> tuple[int, Fault] | None:
    """Return the first place where the chain after `before` does not hold, and why.

    >>> good = seal_hash(1, START, "ab")
    >>> first_fault(Seal(0, START), [Link(1, good, "ab")]) is None
    True
    >>> first_fault(Seal(0, START), [Link(1, good, "ax")])
    (1, <Fault.CONTENT: 'content'>)
    >>> first_fault(Seal(0, START), [Link(2, good, "ab")])
    (1, <Fault.MISSING_SEAL: 'missing_seal'>)
    """
    number, previous = before.number, before.hash
    for link in links:
        number += 1
        if link.number != number:
            return number, Fault.MISSING_SEAL
        if link.digest is None:
            return number, Fault.MISSING_BATCH
        if link.hash != seal_hash(number, previous, link.digest):
            return number, Fault.CONTENT
        previous = link.hash
    return None


def read_seal(text: str) -> Seal:
    """Return the seal written as NUMBER:HASH, as the server's log has it.

    >>> read_seal("7:" + "0" * 64).number
    7
    """
    number, _colon, digest = text.strip().partition(":")
    if not number.isdigit() or len(digest) != len(START) or set(digest) - HASH_DIGITS:
        raise SealError(
            "a seal is written NUMBER:HASH, the hash with 64 digits 0-9 a-f"
        )
    return Seal(int(number), digest)
