"""What is told of a client to a clerk who may not see him, and for which questions.

A stub says that somebody is in the bank, never who: it is given for a question that only
one who stands before the client, or has his papers, can ask.
"""

from collections.abc import Iterable

from .names import MASK, mask_name, parse_name, with_initials
from .search_keys import KeyKind, compact_code
from .search_query import Lookup, parse_query
from .transliteration import han_runs, loose_key

STUBS_SHOWN = 5
SHOWN_LETTERS = 3
WRONG_ANSWERS = 3

MIN_NAME_LETTERS = 2
MIN_DOCUMENT_DIGITS = 5
# How long a number must be to mean one client and not the beginning of many.
_WHOLE_NUMBER = {
    KeyKind.TAX: 8,
    KeyKind.REGISTRY: 8,
    KeyKind.NUMBER: 6,
    KeyKind.PHONE: 9,
    KeyKind.IBAN: 14,
    KeyKind.IBAN_TAIL: 10,
    KeyKind.CONTRACT: 5,
}
_BY_ITS_END = frozenset({KeyKind.PHONE, KeyKind.IBAN_TAIL})
# Cyrillic letters of a document's series that look like Latin ones.
_LOOKALIKES = str.maketrans("АВСЕНІКМОРТХУЁ", "ABCEHIKMOPTXYE")


def masked_name(name: str, *, is_person: bool = True) -> str:
    """Return so much of a name as lets its bearer be recognised and nobody be found.

    Three letters at most, and never more than half of the word; the mask hides the length.

    >>> masked_name("Kovalenko Olena Ivanivna"), masked_name("Лі Іван")
    ('Kov***** O. I.', 'Л***** І.')
    >>> masked_name("王小明"), masked_name("ТОВ «Ромашка»", is_person=False)
    ('王*****', 'Ром*****')
    """
    shortest = mask_name(name, is_person=is_person)
    first, _mask, _initial = shortest.partition(MASK)
    if not first or han_runs(name.strip()) == [name.strip()]:
        return shortest
    initials = ""
    if is_person:
        person = parse_name(name)
        if person.last:
            initials = with_initials(person)[len(person.last) :]
        name = person.last or person.first
    words = [word for word in _words(name) if word.upper().startswith(first)]
    word = next((word for word in words if len(word) > 1), first)
    shown = word[: max(1, min(SHOWN_LETTERS, len(word) // 2))]
    return f"{shown[:1].upper()}{shown[1:].lower()}{MASK}{initials}"


def exact_lookups(text: str) -> tuple[Lookup, ...]:
    """Return the look-ups of a question exact enough for a stub; none for any other.

    >>> [str(found.kind) for found in exact_lookups("3184710691")][1:3]
    ['tax', 'registry']
    >>> exact_lookups("Kovalenko"), exact_lookups("4417"), exact_lookups("*4417")
    ((), (), ())
    >>> [found.pattern for found in exact_lookups("Коваленко Олена")]
    ['kovalenko%']
    """
    query = parse_query(text)
    found = []
    for lookup in query.lookups:
        shortest = _WHOLE_NUMBER.get(lookup.kind)
        if shortest:
            if len(lookup.prefix) >= shortest:
                is_exact = lookup.kind not in _BY_ITS_END
                found.append(Lookup(lookup.kind, lookup.prefix, is_exact=is_exact))
        elif lookup.kind is KeyKind.EMAIL:
            if "@" in lookup.prefix:
                found.append(Lookup(lookup.kind, lookup.prefix, is_exact=True))
        elif lookup.kind is KeyKind.ORIGINAL:
            if len("".join(query.originals)) >= MIN_NAME_LETTERS:
                found.append(lookup)
        elif lookup.kind is KeyKind.NAME and _is_full_name(query.tokens):
            found.append(lookup)
        elif lookup.kind is KeyKind.PINYIN and _is_full_name(query.tokens):
            found.append(Lookup(lookup.kind, lookup.prefix, is_exact=True))
    return tuple(found)


def answers_exactly(text: str, kind: str, key: str, name: str) -> bool:
    """Say whether a key found by one of the exact look-ups answers the whole question.

    >>> answers_exactly("Коваленко Олена", "name", "kovalenko olena ivanivna", "")
    True
    >>> answers_exactly("Ковал Олена", "name", "kovalenko olena ivanivna", "")
    False
    >>> answers_exactly("小明", "original", "小明", "王小明")
    False
    """
    if kind == KeyKind.NAME:
        words = set(key.split())
        return {loose_key(token) for token in parse_query(text).tokens} <= words
    if kind == KeyKind.ORIGINAL:
        typed = "".join(parse_query(text).originals)
        return typed == "".join(han_runs(name))
    return True


def document_key(number: str) -> str:
    """Return a document's number as it is compared, whichever letters it was typed in.

    >>> document_key("кк 123456") == document_key("KK-123456"), document_key("№ 001 2")
    (True, '0012')
    """
    code = "".join(char for char in number if char.isalnum()).upper()
    return compact_code(code.translate(_LOOKALIKES)).upper()


def document_digits(number: str) -> str:
    """Return the digits of a number by which documents are looked up.

    >>> document_digits("КК 123456"), document_digits("KK 12")
    ('123456', '')
    """
    digits = "".join(char for char in number if char in "0123456789")
    return digits if len(digits) >= MIN_DOCUMENT_DIGITS else ""


def is_right_document(typed: str, numbers: Iterable[str]) -> bool:
    """Say whether what was typed is the whole number of one of the documents.

    >>> is_right_document("кк123456", ["KK 123456"]), is_right_document("123456", ["KK 123456"])
    (True, False)
    >>> is_right_document("", [""])
    False
    """
    key = document_key(typed)
    return bool(key) and any(document_key(number) == key for number in numbers)


def _is_full_name(tokens: tuple[str, ...]) -> bool:
    return len(tokens) > 1 and all(
        len(token) >= MIN_NAME_LETTERS and not any(map(str.isdigit, token))
        for token in tokens
    )


def _words(text: str) -> list[str]:
    letters = (
        char if char.isalnum() else "" if char in "'’ʼ`" else " " for char in text
    )
    return "".join(letters).split()
