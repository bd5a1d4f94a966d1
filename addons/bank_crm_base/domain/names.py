"""Names of people: parts and whole, initials, masks, and the order of the alphabet.

A name is written surname first, as the bank's own papers have it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .folding import name_tokens, words_of
from .transliteration import CACHED_WORDS, han_runs, is_han, latin_words

SORT_KEY_LENGTH = 128
MASK = "*****"

# Latin letters sort before Cyrillic ones; a column under the C collation compares these
# characters as they are. No backslash or quote: the key also travels by COPY.
_ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюя"
_CODES = "[]^_`abcdefghijklmnopqrstuvwxyz{|}~"
_SAME_PLACE = {"ё": "е", "ъ": "ь", "ў": "у"}
_PLACES = [letter for letter in _ALPHABET if letter not in _SAME_PLACE]
_SORT_CODES = dict(zip(_PLACES, _CODES, strict=True))
_SORT_CODES |= {letter: _SORT_CODES[place] for letter, place in _SAME_PLACE.items()}

_PATRONYMIC = re.compile(
    r".+(ович|евич|івна|ївна|овна|евна|[oe]vych|[oe]vich|ivna|ovna|evna)",
    re.IGNORECASE,
)
_COMPOUND_SURNAMES = frozenset(
    {
        "欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "司徒", "东方", "皇甫",
        "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "夏侯", "轩辕", "端木",
    }
)  # fmt: skip


class PersonNameError(ValueError):
    """A name without a single letter."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name; a part he does not have is empty."""

    last: str = ""
    first: str = ""
    middle: str = ""

    def __post_init__(self) -> None:
        if not (self.last or self.first):
            raise PersonNameError("a person has a last or a first name")


def display_name(
    last: str | None, first: str | None = None, middle: str | None = None
) -> str:
    """Join the parts as they are shown; a missing part leaves no gap.

    >>> display_name("Коваленко", "Олена", None), display_name("王", "小明")
    ('Коваленко Олена', '王小明')
    """
    parts = [part.strip() for part in (last, first, middle) if part and part.strip()]
    is_chinese = bool(parts) and all(map(_is_all_han, parts))
    return ("" if is_chinese else " ").join(parts)


def parse_name(text: str) -> PersonName:
    """Part a written name; a patronymic tells whether the surname stands last.

    >>> parse_name("Олена Іванівна Коваленко") == parse_name("Коваленко Олена Іванівна")
    True
    >>> parse_name("欧阳明")
    PersonName(last='欧阳', first='明', middle='')
    """
    text = " ".join(text.split())
    if _is_all_han(text):
        length = 2 if len(text) > 2 and text[:2] in _COMPOUND_SURNAMES else 1
        return PersonName(text[:length], text[length:])
    before, comma, after = text.partition(",")
    if comma:
        first, _space, middle = after.strip().partition(" ")
        return PersonName(before.strip(), first, middle)
    words = text.split(" ")
    patronymics = [bool(_PATRONYMIC.fullmatch(word)) for word in words]
    # Maksymovych is a surname too: the last patronymic is the real one.
    if patronymics == [False, True, False]:
        return PersonName(words[2], words[0], words[1])
    last, *others = words
    return PersonName(last, " ".join(others[:1]), " ".join(others[1:]))


def with_initials(name: PersonName) -> str:
    """Shorten the given names; a Chinese name has no initials.

    >>> with_initials(PersonName("Коваленко", "Олена", "Іванівна"))
    'Коваленко О. І.'
    """
    if _is_all_han(name.last + name.first):
        return display_name(name.last, name.first)
    return " ".join([name.last, *_initials(name.first, name.middle)]).strip()


def mask_name(text: str, *, is_person: bool = True) -> str:
    """Return what a person without access may see: it must not tell the length.

    >>> mask_name("Kovalenko Olena Ivanivna"), mask_name("王小明")
    ('K***** O.', '王*****')
    >>> mask_name("ТОВ «Ромашка»", is_person=False)
    'Р*****'
    """
    if not any(map(str.isalnum, text)):
        return MASK
    if not is_person:
        return _core_initial(text) + MASK
    if _is_all_han(text.strip()):
        return text.strip()[0] + MASK
    name = parse_name(text)
    shown = [_first_alnum(name.last or name.first) + MASK]
    return " ".join([*shown, *_initials(name.first if name.last else "")])


def sort_key(name: str) -> str:
    """Return ASCII that the C collation sorts as people do: Ukrainian by its alphabet.

    Digits come first, then Latin (Chinese by pinyin among it), then Cyrillic.

    >>> sorted(["Євген", "Ґалаґан", "Адам", "Dvořák", "Гнат"], key=sort_key)
    ['Dvořák', 'Адам', 'Гнат', 'Ґалаґан', 'Євген']
    """
    return " ".join(map(_sort_word, words_of(name)))[:SORT_KEY_LENGTH].rstrip()


@lru_cache(maxsize=CACHED_WORDS)
def _sort_word(word: str) -> str:
    if word.isascii():
        return word.upper()
    if is_han(word):
        return " ".join(latin_words(word)).upper()
    return "".join(
        _SORT_CODES.get(letter) or "".join(latin_words(letter)).upper()
        for letter in word
    )


def _is_all_han(text: str) -> bool:
    return han_runs(text) == [text]


def _initials(*parts: str) -> list[str]:
    return [f"{_first_alnum(part)}." for part in parts if any(map(str.isalnum, part))]


def _core_initial(text: str) -> str:
    """First letter of a company's name, in its own script, past the legal form."""
    core = name_tokens(text).tokens
    for word in words_of(text):
        if core and (*latin_words(word), "")[0] == core[0]:
            return word[0].upper()
    return _first_alnum(text)


def _first_alnum(text: str) -> str:
    return next((char for char in text if char.isalnum()), "").upper()
