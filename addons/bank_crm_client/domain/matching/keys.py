"""By what two records come to be compared at all: keys that duplicates share.

Tax and registry numbers, telephones and e-mails stand in `bank.client.search` already; here
are those that stand nowhere else. Whatever `score` calls possible shares one of them: a name
alone, or one telephone, never is enough.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from .facts import ClientFacts

KEY_LENGTH = 64
_VOWELS = re.compile(r"(?<=.)[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1+")


class MatchKind(StrEnum):
    """What a key is made of."""

    DOCUMENT = "document"
    BIRTH_NAME = "birth_name"
    BIRTH_SURNAME = "birth_surname"
    COMPANY = "company"


class MatchKey(NamedTuple):
    """One row; a tuple, because a feed makes millions of them."""

    kind: MatchKind
    key: str


def skeleton(word: str) -> str:
    """Return the consonants of a word, in which its misspellings meet.

    >>> skeleton("kovalenko"), skeleton("kovalyenko"), skeleton("ivanova")
    ('kvlnk', 'kvlnk', 'ivnv')
    """
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word))


def match_keys(client: ClientFacts) -> Iterator[MatchKey]:
    """Yield the keys of one client.

    >>> from datetime import date
    >>> one = ClientFacts(last="kovalenko", first="olena", birth=date(1985, 3, 7))
    >>> [(str(kind), key) for kind, key in match_keys(one)]
    [('birth_name', '19850307 kvlnk oln'), ('birth_surname', '19850307 kvlnk')]
    """
    for document in sorted(client.documents):
        yield MatchKey(MatchKind.DOCUMENT, document[:KEY_LENGTH])
    if client.is_company:
        if client.words:
            yield MatchKey(MatchKind.COMPANY, " ".join(client.words)[:KEY_LENGTH])
    elif client.birth:
        day = client.birth.strftime("%Y%m%d")
        # Sorted: some write the given name first. Who shares birth date and given name only
        # is nobody's duplicate without a number that is a key itself.
        if client.first and client.last:
            words = sorted((skeleton(client.last), skeleton(client.first)))
            key = " ".join([day, *words])
            yield MatchKey(MatchKind.BIRTH_NAME, key[:KEY_LENGTH])
        if client.last:
            key = f"{day} {skeleton(client.last)}"
            yield MatchKey(MatchKind.BIRTH_SURNAME, key[:KEY_LENGTH])
