"""The rows of `bank.client.search`: by what one client can be found.

Each key is made so that finding is a prefix look-up: a name stands once for each of its
words, beginning with that word; numbers known by their end stand reversed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .folding import fold, name_tokens, person_tokens, split_chinese_form
from .transliteration import (
    han_runs,
    is_han,
    loose_key,
    pinyin_syllables,
    without_han,
)

KEY_LENGTH = 64
ORIGINAL_LENGTH = 16
MAX_CHARACTERS = 12

_NOT_CODE = re.compile(r"[^a-z0-9]+")


class KeyKind(StrEnum):
    """What a key is made of; `..._tail` and phone are reversed."""

    NAME = "name"
    WHOLE = "whole"
    PINYIN = "pinyin"
    ORIGINAL = "original"
    TAX = "tax"
    REGISTRY = "registry"
    NUMBER = "number"
    PHONE = "phone"
    EMAIL = "email"
    IBAN = "iban"
    IBAN_TAIL = "iban_tail"
    CARD = "card"
    CONTRACT = "contract"
    CONTRACT_TAIL = "contract_tail"


class SearchKey(NamedTuple):
    """One row; a tuple, because a feed makes ten million of them for COPY."""

    kind: KeyKind
    key: str


@dataclass(frozen=True, slots=True)
class Findable:
    """What a client can be found by. Phones are E.164, `card_tails` the last digits."""

    name: str
    is_person: bool = True
    other_names: tuple[str, ...] = ()
    tax_numbers: tuple[str, ...] = ()
    registry_numbers: tuple[str, ...] = ()
    client_numbers: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()
    card_tails: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()


def compact_code(text: str) -> str:
    """Return a number or code as it is compared: lower-case Latin, no separators.

    >>> compact_code(" КД-2024/001 ")
    'kd2024001'
    """
    if not text.isascii():
        text = fold(text)
    return text.lower() if text.isalnum() else _NOT_CODE.sub("", text.lower())


def search_keys(client: Findable) -> list[SearchKey]:
    """Return the keys of one client, without repeats.

    >>> for key in search_keys(Findable("Коваленко Олена", phones=("+380671234417",))):
    ...     print(*key)
    name kovalenko olena
    name olena kovalenko
    whole kovalenko olena
    phone 714432176083
    """
    keys: list[SearchKey] = []
    for name in (client.name, *client.other_names):
        _add_name(keys, name, client.is_person)
    _add_codes(keys, KeyKind.TAX, client.tax_numbers)
    _add_codes(keys, KeyKind.REGISTRY, client.registry_numbers)
    _add_codes(keys, KeyKind.NUMBER, client.client_numbers)
    for phone in client.phones:
        keys.append(SearchKey(KeyKind.PHONE, phone.lstrip("+")[::-1][:KEY_LENGTH]))
    for email in client.emails:
        keys.append(SearchKey(KeyKind.EMAIL, email.strip().lower()[:KEY_LENGTH]))
    _add_codes(keys, KeyKind.IBAN, client.ibans, KeyKind.IBAN_TAIL)
    _add_codes(keys, KeyKind.CARD, client.card_tails)
    _add_codes(keys, KeyKind.CONTRACT, client.contracts, KeyKind.CONTRACT_TAIL)
    return [key for key in dict.fromkeys(keys) if key.key]


def _add_name(keys: list[SearchKey], name: str, is_person: bool) -> None:
    tokens = (person_tokens(name) if is_person else name_tokens(name)).tokens
    words = [loose_key(token) for token in tokens]
    if is_han(name):
        keys += _chinese_keys(name)
    else:
        for position in range(len(words)):
            turned = " ".join(words[position:] + words[:position])
            keys.append(SearchKey(KeyKind.NAME, turned[:KEY_LENGTH].rstrip()))
    whole = " ".join(sorted(words))
    keys.append(SearchKey(KeyKind.WHOLE, whole[:KEY_LENGTH].rstrip()))


def _chinese_keys(name: str) -> Iterator[SearchKey]:
    core, _form = split_chinese_form(name)
    # A bigram carries what follows it, so that a longer text is one look-up too. The
    # legal form is only ever such a continuation: nobody is found by "Ltd".
    for run in han_runs(name):
        syllables = pinyin_syllables(run)
        is_last = name.rstrip().endswith(run)
        own = len(run) - (len(name.rstrip()) - len(core)) * is_last
        if own < 1:
            continue
        yield SearchKey(KeyKind.ORIGINAL, run[0])
        for start in range(min(own, len(run) - 1, MAX_CHARACTERS)):
            yield SearchKey(KeyKind.ORIGINAL, run[start : start + ORIGINAL_LENGTH])
        for start in range(min(own, MAX_CHARACTERS)):
            turned = "".join(syllables[start:own] + syllables[:start])
            yield SearchKey(KeyKind.PINYIN, turned[:KEY_LENGTH])
    for word in person_tokens(without_han(core)).tokens:
        yield SearchKey(KeyKind.NAME, loose_key(word)[:KEY_LENGTH])


def _add_codes(
    keys: list[SearchKey],
    kind: KeyKind,
    values: Iterable[str],
    tail: KeyKind | None = None,
) -> None:
    for value in values:
        code = compact_code(value)[:KEY_LENGTH]
        keys.append(SearchKey(kind, code))
        if tail:
            keys.append(SearchKey(tail, code[::-1]))
