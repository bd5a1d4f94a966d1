"""Names in Latin form, so that every way to type a name finds it."""

import re
import unicodedata
from dataclasses import dataclass

from .legal_forms import CHINESE_LEGAL_FORMS, LEGAL_FORMS, SOLE_TRADER
from .transliteration import latin_words, loose_key

MAX_TOKENS = 10

# Apostrophes of every keyboard and the modifier letters beside them.
_APOSTROPHES = re.compile("['`´‘’‛′ʹʼʻ＇]")
# Accents that are left when composing found no letter for them.
_LOOSE_ACCENTS = re.compile("[\u0300-\u036f]")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_WORD = re.compile(r"[^\W_]+")
# Old core systems write the apostrophe of a Ukrainian word as a quote or an asterisk.
_LEGACY_APOSTROPHE = re.compile(r'(?<=[а-яґіїє])["*](?=[яюєї])')


@dataclass(frozen=True, slots=True)
class NameTokens:
    """The words of a name in Latin form, and its legal form apart."""

    tokens: tuple[str, ...]
    legal_form: str | None = None


def words_of(text: str) -> list[str]:
    """Return the casefolded words in their own script, apostrophes dropped.

    >>> words_of("Анна-Марія О’Коннор")
    ['анна', 'марія', 'оконнор']
    """
    if text.isascii():
        return _ASCII_WORD.findall(text.lower().replace("'", "").replace("`", ""))
    # The free-standing acute accent would be normalised into a space.
    text = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text))
    text = _LOOSE_ACCENTS.sub("", text.casefold())
    if '"' in text or "*" in text:
        text = _LEGACY_APOSTROPHE.sub("", text)
    return _WORD.findall(text)


def fold(text: str) -> str:
    """Return the text in lower-case Latin words.

    >>> fold("Знам'янка"), fold("Łódź"), fold("王伟")
    ('znamianka', 'lodz', 'wang wei')
    """
    return " ".join(_folded_words(text))


def fold_variants(text: str) -> tuple[str, ...]:
    """Return the folded text, and its loose form where that differs.

    >>> fold_variants("Сергій Коваленко")
    ('serhii kovalenko', 'serhi kovalenko')
    """
    words = _folded_words(text)
    folded = " ".join(words)
    loose = " ".join(map(loose_key, words))
    return (folded,) if loose == folded else (folded, loose)


def name_tokens(text: str) -> NameTokens:
    """Return the words of a company's name with the legal form set apart.

    >>> name_tokens("ТОВ «Ромашка»")
    NameTokens(tokens=('romashka',), legal_form='llc')
    >>> name_tokens("Škoda Auto a.s.")
    NameTokens(tokens=('skoda', 'auto'), legal_form='jsc')
    """
    core, form = split_chinese_form(text)
    words = _folded_words(core)
    if form is None:
        words, form = _split_form(words)
    return NameTokens(tuple(words[:MAX_TOKENS]), form)


def person_tokens(text: str) -> NameTokens:
    """Return the words of a person's name: initials are no legal form.

    >>> person_tokens("Коваленко А. С.").tokens
    ('kovalenko', 'a', 's')
    >>> person_tokens("ФОП Коваленко Олена").tokens
    ('kovalenko', 'olena')
    """
    words = _folded_words(text)
    bare, form = _split_form(words)
    if form != SOLE_TRADER:
        bare, form = words, None
    return NameTokens(tuple(bare[:MAX_TOKENS]), form)


def split_chinese_form(text: str) -> tuple[str, str | None]:
    """Cut the legal form off a Chinese company's name.

    >>> split_chinese_form("长城科技股份有限公司")
    ('长城科技', 'jsc')
    """
    bare = text.strip()
    if bare in CHINESE_LEGAL_FORMS:
        return bare, None
    for ending, form in CHINESE_LEGAL_FORMS.items():
        if bare.endswith(ending) and len(bare) > len(ending):
            return bare.removesuffix(ending), form
    return bare, None


def _folded_words(text: str) -> list[str]:
    words = words_of(text)
    if text.isascii():
        return words
    folded: list[str] = []
    for word in words:
        folded += latin_words(word)
    return folded


def _forms_by_words() -> dict[tuple[str, ...], str]:
    return {
        tuple(_folded_words(spelling)): form
        for form, spellings in LEGAL_FORMS.items()
        for spelling in spellings
    }


_FORMS = _forms_by_words()
_FORM_LENGTHS = sorted({len(words) for words in _FORMS}, reverse=True)


def _split_form(words: list[str]) -> tuple[list[str], str | None]:
    """Take a form off the beginning, else off the end; never the whole name."""
    for length in _FORM_LENGTHS:
        if length < len(words):
            form = _FORMS.get(tuple(words[:length]))
            if form:
                return words[length:], form
    for length in _FORM_LENGTHS:
        if length < len(words):
            form = _FORMS.get(tuple(words[-length:]))
            if form:
                return words[:-length], form
    return words, None
