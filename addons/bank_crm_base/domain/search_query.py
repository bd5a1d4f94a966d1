"""What somebody typed into the find box, as prefix look-ups in `bank.client.search`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .folding import fold, name_tokens, split_chinese_form
from .identifiers import card_tail, is_full_card_number
from .search_keys import KEY_LENGTH, ORIGINAL_LENGTH, KeyKind, compact_code
from .transliteration import (
    han_runs,
    is_han,
    loose_key,
    loose_prefixes,
    pinyin_syllables,
    without_han,
)

MAX_TYPED = 120
MIN_HEAD_DIGITS = 3
MIN_TAIL_DIGITS = 4
FULL_PHONE_DIGITS = 9
CARD_TAIL_DIGITS = 4

_NUMBER = re.compile(r"[\d\s+().\-/№#]+")
_MASKED_CARD = re.compile(r"(?:\d[\d\s-]*)?[*•xXхХ.…\s-]*[*•…xXхХ][\s-]*(\d{4})")
_IBAN_HEAD = re.compile(r"[a-z]{2}\d{2}[a-z0-9]*")
_EMAIL = re.compile(r"\S+@\S*")
_CARD_ISSUERS = "23456"
_CARD_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Lookup:
    """One index range: keys of `kind` that begin with `prefix`, or are it exactly.

    Every entry of `words` must also stand later in the key, in one of its spellings.
    """

    kind: KeyKind
    prefix: str
    is_exact: bool = False
    words: tuple[tuple[str, ...], ...] = ()

    @property
    def pattern(self) -> str:
        """The operand of LIKE."""
        return _escape(self.prefix) + ("" if self.is_exact else "%")

    @property
    def word_patterns(self) -> tuple[list[str], ...]:
        """Operands of LIKE ANY, all of which must hold."""
        return tuple(
            [f"% {_escape(word)}%" for word in word_set] for word_set in self.words
        )

    def matches(self, key: str) -> bool:
        """Say of one key what the database says of all.

        >>> Lookup(KeyKind.NAME, "kov", words=(("ol",),)).matches("kovalenko olena")
        True
        """
        if key != self.prefix if self.is_exact else not key.startswith(self.prefix):
            return False
        return all(
            any(f" {word}" in key for word in word_set) for word_set in self.words
        )


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, and where to look, the surest look-up first."""

    text: str
    tokens: tuple[str, ...] = ()
    originals: tuple[str, ...] = ()
    lookups: tuple[Lookup, ...] = ()


def parse_query(text: str) -> Query:
    """Return the look-ups that the typed text may mean; never fails.

    >>> for lookup in parse_query("Kov Ol").lookups[1:2]:
    ...     print(lookup.kind, lookup.pattern, lookup.word_patterns)
    name kov% (['% ol%'],)
    >>> [(str(found.kind), found.pattern) for found in parse_query("*4417").lookups]
    [('card', '4417')]
    """
    text = text.replace("\x00", " ").strip()[:MAX_TYPED]
    masked = _MASKED_CARD.fullmatch(text)
    if masked:
        return _query(text, _card(masked.group(1)))
    if _is_card(text):
        # The number itself must not reach a statement or its log.
        return _query("", _card(card_tail(text) or ""))
    if _EMAIL.fullmatch(text):
        return _query(text, [Lookup(KeyKind.EMAIL, text.lower()[:KEY_LENGTH])])
    if _NUMBER.fullmatch(text):
        return _query(text, _digits("".join(filter(str.isdecimal, text))))
    tokens = name_tokens(without_han(text)).tokens
    originals = tuple(han_runs(split_chinese_form(text)[0]))
    lookups = [*_codes(text), *_chinese(originals), *_names(tokens)]
    if text.isascii() and tokens and not any(map(str.isdigit, text)):
        lookups.append(Lookup(KeyKind.PINYIN, "".join(tokens)[:KEY_LENGTH]))
        if " " not in text:
            lookups.append(Lookup(KeyKind.EMAIL, text.lower()[:KEY_LENGTH]))
    return _query(text, lookups, tokens, originals)


def _query(
    text: str,
    lookups: list[Lookup] | Iterator[Lookup],
    tokens: tuple[str, ...] = (),
    originals: tuple[str, ...] = (),
) -> Query:
    found = tuple(lookup for lookup in dict.fromkeys(lookups) if lookup.prefix)
    return Query(text, tokens, originals, found)


def _is_card(text: str) -> bool:
    if not is_full_card_number(text):
        return False
    digits = "".join(filter(str.isdigit, text))
    # Identity, account and contract numbers pass the same sum one time in ten.
    return len(digits) == _CARD_DIGITS and digits[0] in _CARD_ISSUERS


def _card(tail: str) -> Iterator[Lookup]:
    yield Lookup(KeyKind.CARD, tail, is_exact=True)


def _digits(typed: str) -> Iterator[Lookup]:
    digits = "".join(str(int(digit)) for digit in typed)
    if len(digits) >= MIN_HEAD_DIGITS:
        for kind in (KeyKind.NUMBER, KeyKind.TAX, KeyKind.REGISTRY, KeyKind.CONTRACT):
            yield Lookup(kind, digits[:KEY_LENGTH])
        yield Lookup(KeyKind.NAME, digits[:KEY_LENGTH])
    if len(digits) < MIN_TAIL_DIGITS:
        return
    if len(digits) == CARD_TAIL_DIGITS:
        yield Lookup(KeyKind.CARD, digits, is_exact=True)
    # 067..., 0067... and +380 67... end alike once the leading zeros are gone.
    phone = (
        (digits.lstrip("0") or digits) if len(digits) >= FULL_PHONE_DIGITS else digits
    )
    yield Lookup(KeyKind.PHONE, phone[::-1][:KEY_LENGTH])
    yield Lookup(KeyKind.IBAN_TAIL, digits[::-1][:KEY_LENGTH])
    yield Lookup(KeyKind.CONTRACT_TAIL, digits[::-1][:KEY_LENGTH])


def _codes(text: str) -> Iterator[Lookup]:
    """IBAN, contract and foreign tax numbers: letters and digits together."""
    if is_han(text) or not any(map(str.isdigit, text)):
        return
    code = compact_code(text)[:KEY_LENGTH]
    if len(code) < MIN_HEAD_DIGITS:
        return
    if _IBAN_HEAD.fullmatch(code):
        yield Lookup(KeyKind.IBAN, code)
    for kind in (KeyKind.CONTRACT, KeyKind.TAX, KeyKind.REGISTRY, KeyKind.NUMBER):
        yield Lookup(kind, code)
    if len(code) >= MIN_TAIL_DIGITS:
        yield Lookup(KeyKind.CONTRACT_TAIL, code[::-1])


def _names(tokens: tuple[str, ...]) -> Iterator[Lookup]:
    if len(tokens) > 1:
        whole = " ".join(sorted(map(loose_key, tokens)))[:KEY_LENGTH].rstrip()
        yield Lookup(KeyKind.WHOLE, whole, is_exact=True)
    if tokens:
        lead = max(tokens, key=len)
        others = list(tokens)
        others.remove(lead)
        words = tuple(loose_prefixes(other) for other in others)
        for prefix in loose_prefixes(lead):
            yield Lookup(KeyKind.NAME, prefix[:KEY_LENGTH], words=words)


def _chinese(originals: tuple[str, ...]) -> Iterator[Lookup]:
    if not originals:
        return
    longest = max(originals, key=len)
    if len(longest) == 1:
        yield Lookup(KeyKind.ORIGINAL, longest, is_exact=True)
    yield Lookup(KeyKind.ORIGINAL, longest[:ORIGINAL_LENGTH])
    # The client may be on file in Latin letters: surname and first syllable.
    syllables = tuple(fold(longest).split())
    if len(syllables) > 1:
        yield from list(_names(syllables[:2]))[1:]
    if len(longest) == len(pinyin_syllables(longest)):
        whole = " ".join(sorted(map(loose_key, syllables)))
        yield Lookup(KeyKind.WHOLE, whole[:KEY_LENGTH].rstrip(), is_exact=True)


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
