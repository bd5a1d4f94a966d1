"""How well a found client answers what was typed, why, and what to mark in his name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .folding import fold
from .search_keys import KeyKind, SearchKey
from .search_query import Lookup, Query
from .transliteration import is_han, loose_key, loose_prefixes, pinyin_syllables

Span = tuple[int, int]


class ReasonCode(StrEnum):
    """Why a client was found; the screen says it in words."""

    NAME = "name"
    ORIGINAL = "original"
    TAX = "tax"
    REGISTRY = "registry"
    NUMBER = "number"
    PHONE = "phone"
    PHONE_TAIL = "phone_tail"
    EMAIL = "email"
    IBAN = "iban"
    IBAN_TAIL = "iban_tail"
    CARD_TAIL = "card_tail"
    CONTRACT = "contract"
    CONTRACT_TAIL = "contract_tail"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A client as displayed, with the keys by which the database found him."""

    name: str
    hits: tuple[SearchKey, ...]


@dataclass(frozen=True, slots=True)
class Rank:
    """Higher is better; `marked` are [start, end) stretches of the displayed name."""

    score: int = 0
    code: ReasonCode | None = None
    value: str = ""
    marked: tuple[Span, ...] = ()


# What a hit of each kind is worth before its precision, which adds up to 100.
_WORTH: dict[KeyKind, tuple[ReasonCode, int]] = {
    KeyKind.WHOLE: (ReasonCode.NAME, 400),
    KeyKind.NAME: (ReasonCode.NAME, 300),
    KeyKind.PINYIN: (ReasonCode.NAME, 400),
    KeyKind.ORIGINAL: (ReasonCode.ORIGINAL, 600),
    KeyKind.TAX: (ReasonCode.TAX, 850),
    KeyKind.REGISTRY: (ReasonCode.REGISTRY, 840),
    KeyKind.NUMBER: (ReasonCode.NUMBER, 860),
    KeyKind.PHONE: (ReasonCode.PHONE_TAIL, 740),
    KeyKind.EMAIL: (ReasonCode.EMAIL, 700),
    KeyKind.IBAN: (ReasonCode.IBAN, 830),
    KeyKind.IBAN_TAIL: (ReasonCode.IBAN_TAIL, 600),
    KeyKind.CARD: (ReasonCode.CARD_TAIL, 650),
    KeyKind.CONTRACT: (ReasonCode.CONTRACT, 800),
    KeyKind.CONTRACT_TAIL: (ReasonCode.CONTRACT_TAIL, 580),
}
_REVERSED = frozenset({KeyKind.PHONE, KeyKind.IBAN_TAIL, KeyKind.CONTRACT_TAIL})
_NAMED = frozenset({KeyKind.WHOLE, KeyKind.NAME, KeyKind.PINYIN, KeyKind.ORIGINAL})
PRECISION = 100
NATIONAL_PHONE_DIGITS = 9

NAME_SHOWN = 500
STRICT_WORD, STRICT_START, LOOSE_START = 400, 300, 150

_SHOWN_WORD = re.compile(r"[^\W_]+(?:['`´‘’‛′ʹʼ\u0300-\u036f\"*]+[^\W_]+)*")


def rank(query: Query, candidate: Candidate) -> Rank:
    """Return the best reason for which the candidate answers the query.

    >>> from .search_query import parse_query
    >>> hit = SearchKey(KeyKind.PHONE, "714432176083")
    >>> best = rank(parse_query("4417"), Candidate("Коваленко Олена", (hit,)))
    >>> str(best.code), best.value
    ('phone_tail', '4417')
    """
    best = max(
        _by_keys(query, candidate), key=lambda found: found.score, default=Rank()
    )
    if query.tokens or query.originals:
        shown = _by_shown_name(query, candidate.name)
        if shown.score > best.score:
            return shown
        return Rank(best.score, best.code, best.value, shown.marked)
    return best


def _by_keys(query: Query, candidate: Candidate) -> Iterator[Rank]:
    for hit in candidate.hits:
        for lookup in query.lookups:
            if lookup.kind == hit.kind and lookup.matches(hit.key):
                yield _by_key(lookup, hit, query.text)


def _by_key(lookup: Lookup, hit: SearchKey, typed: str) -> Rank:
    code, worth = _WORTH[lookup.kind]
    score = worth + PRECISION * len(lookup.prefix) // len(hit.key)
    value = lookup.prefix
    if lookup.kind in _NAMED:
        value = typed
    elif lookup.kind in _REVERSED:
        value = value[::-1]
    if code is ReasonCode.PHONE_TAIL and len(value) >= NATIONAL_PHONE_DIGITS:
        code = ReasonCode.PHONE
    return Rank(score, code, value)


def _by_shown_name(query: Query, name: str) -> Rank:
    """Match every typed word with a shown one; a word not shown leaves no score."""
    if query.originals:
        return _by_characters(query.originals, name)
    if is_han(name):
        return _by_pinyin(query.tokens, name)
    words = [(match.group(), match.start()) for match in _SHOWN_WORD.finditer(name)]
    marked: list[Span] = []
    worths: list[int] = []
    value = ""
    for token in query.tokens:
        fits = [(_fit(word, token), word, start) for word, start in words]
        (worth, end), word, start = max(
            fits, key=lambda fit: fit[0][0], default=((0, 0), "", 0)
        )
        worths.append(worth)
        if worth:
            words.remove((word, start))
            marked.append((start, start + end))
            value = value or fold(word)
    if not worths or not all(worths):
        return Rank(marked=tuple(sorted(marked)))
    score = NAME_SHOWN + sum(worths) // len(worths)
    return Rank(score, ReasonCode.NAME, value, tuple(sorted(marked)))


def _fit(word: str, token: str) -> tuple[int, int]:
    """Return the worth of a shown word for a typed one, and how much of it to mark."""
    folded = fold(word)
    if folded == token:
        return STRICT_WORD, len(word)
    if folded.startswith(token):
        worth = STRICT_START + PRECISION * len(token) // (len(folded) + 1)
        return worth, _shortest(word, lambda part: fold(part).startswith(token))
    prefixes = loose_prefixes(token)
    if not loose_key(folded).startswith(prefixes):
        return 0, 0
    worth = LOOSE_START + PRECISION * len(token) // (len(folded) + len(token))
    return worth, _shortest(
        word, lambda part: loose_key(fold(part)).startswith(prefixes)
    )


def _shortest(word: str, fits: Callable[[str], bool]) -> int:
    return next((end for end in range(1, len(word)) if fits(word[:end])), len(word))


def _by_characters(originals: tuple[str, ...], name: str) -> Rank:
    places = [(name.find(run), run) for run in originals]
    marked = tuple(sorted((at, at + len(run)) for at, run in places if at >= 0))
    if len(marked) < len(originals):
        return Rank(marked=marked)
    leads = marked[0][0] == 0
    typed = sum(map(len, originals))
    score = NAME_SHOWN + STRICT_START * leads + PRECISION * typed // len(name)
    return Rank(score, ReasonCode.ORIGINAL, " ".join(originals), marked)


def _by_pinyin(tokens: tuple[str, ...], name: str) -> Rank:
    """Mark the characters whose readings, run together, begin as typed."""
    typed = "".join(tokens)
    # One reading a character keeps places: read each run whole, for its surname.
    readings: list[str] = []
    for match in re.finditer(r"\w+|\W", name):
        piece = match.group()
        whole = pinyin_syllables(piece) if is_han(piece) else ()
        readings += (
            whole if len(whole) == len(piece) else [fold(char) for char in piece]
        )
    together = _find_reading(readings, typed)
    found = [together] if together else [_find_reading(readings, t) for t in tokens]
    marked = tuple(sorted(span for span in found if span))
    if not found or len(marked) < len(found):
        return Rank(marked=marked)
    score = NAME_SHOWN + STRICT_START * (marked[0][0] == 0)
    score += PRECISION * len(typed) // max(len("".join(readings)), len(typed))
    return Rank(score, ReasonCode.NAME, typed, marked)


def _find_reading(readings: list[str], typed: str) -> Span | None:
    for start in range(len(readings)):
        read = ""
        for end in range(start, len(readings)):
            read += readings[end]
            if read.startswith(typed):
                return start, end + 1
            if not typed.startswith(read):
                break
    return None
