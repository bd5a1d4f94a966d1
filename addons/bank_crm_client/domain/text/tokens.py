"""Words as the full-text search knows them: stems, and pairs of Chinese characters.

No maintained stemmer of Ukrainian is among the libraries of Odoo, and PostgreSQL has none,
so endings are cut by the tables below, longest first. English plurals and verb endings are
cut in the same way. Text and query go through the same cut, so a stem need not be a word:
it has to be the same for the forms of one word.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MIN_STEM = 3
LONGEST_TOKEN = 40
# PostgreSQL keeps no positions above this.
LAST_POSITION = 16_383
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`][^\W\d_]+)*")
_APOSTROPHES = re.compile("['’ʼ`]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]")

_VOWELS = "аеєиіїоуюя"
# Endings of Ukrainian nouns, adjectives and verbs by letters, longest first.
_TABLE_UK = """
ами ями ові еві єві ого ому ими іми ої ою ею єю ів їв ей ах ях ам ям ом ем єм
ий ій їй а я о е є у ю и і ї ь й их іх им ім ія ію ії ією ій іям іях іями
ення енню енням еннях аннями ання анню анням аннях іння інню інням
ться тися ла ло ли ють уть ить ать ять ять ємо ємося
ська ський ське ські ського ському ською ських ським ськими ськом ської ську
ість ості істю остей остям остями остях
ого ому ими ове ова ову ової овою овий ових овим овими ового овому
на не ні ний ної ною них ним ними ного ному ну
"""
_ENDINGS_UK = tuple(sorted(set(_TABLE_UK.split()), key=len, reverse=True))
_ENDINGS_EN = (
    ("ations", ""), ("ation", ""), ("ingly", ""), ("edly", ""), ("ings", ""), ("ies", "y"),
    ("ing", ""), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ed", ""),
    ("ly", ""), ("s", ""), ("e", ""),
)  # fmt: skip


class Language(StrEnum):
    """The language of a text, by the script of most of its words."""

    UKRAINIAN = "uk"
    ENGLISH = "en"
    CHINESE = "zh"


@dataclass(frozen=True, slots=True)
class Token:
    """A stem, and where its word stands in the text."""

    stem: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the stems of a text in order; Chinese in overlapping pairs.

    >>> [token.stem for token in tokens("Кредитні договори, 银行卡")]
    ['кредит', 'договор', '银行', '行卡']
    """
    for word in _WORD.finditer(text):
        start, found = word.start(), word.group()
        place = 0
        for run in _HAN.finditer(found):
            yield from _token(found[place : run.start()], start + place)
            yield from _pairs(run.group(), start + run.start())
            place = run.end()
        yield from _token(found[place:], start + place)


def _token(word: str, start: int) -> Iterator[Token]:
    # Between Chinese characters there may be an apostrophe alone.
    if cut := stem(word):
        yield Token(cut, start, start + len(word))


def _pairs(run: str, start: int) -> Iterator[Token]:
    if len(run) == 1:
        yield Token(run, start, start + 1)
    for place in range(len(run) - 1):
        yield Token(run[place : place + 2], start + place, start + place + 2)


def stem(word: str) -> str:
    """Return what the forms of a word have in common.

    >>> stem("договір"), stem("договору"), stem("договорами")
    ('договор', 'договор', 'договор')
    >>> stem("Payments"), stem("payment"), stem("2026")
    ('payment', 'payment', '2026')
    """
    word = _normal(word)
    if any(char.isdigit() for char in word):
        return word
    if _CYRILLIC.search(word):
        return _closed(_cut(word, _ENDINGS_UK))
    return _cut_english(word)


def _normal(word: str) -> str:
    word = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", word)).casefold()
    return word.replace("ґ", "г").replace("ё", "е")[:LONGEST_TOKEN]


def _cut(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= MIN_STEM:
            return word[: -len(ending)]
    return word


def _closed(cut: str) -> str:
    """договір – договору, платіж – платежу: the vowel changes, the stem must not."""
    if len(cut) > MIN_STEM + 1 and cut[-2:] in ("ок", "ек", "єк"):
        # рахунок – рахунку: the vowel that comes and goes.
        cut = f"{cut[:-2]}к"
    if cut.endswith("ц") and len(cut) > MIN_STEM and cut[-2] not in _VOWELS:
        # картка – картці.
        cut = f"{cut[:-1]}к"
    place = max(cut.rfind(vowel) for vowel in _VOWELS)
    if place > 0 and cut[place] in "іе":
        return f"{cut[:place]}о{cut[place + 1 :]}"
    return cut


def _cut_english(word: str) -> str:
    for ending, instead in _ENDINGS_EN:
        if (
            word.endswith(ending)
            and len(word) - len(ending) + len(instead) >= MIN_STEM
            and not (ending == "s" and word.endswith("ss"))
        ):
            return word[: -len(ending)] + instead
    return word


def language_of(text: str) -> Language:
    """Return the language of a text by the script of most of its letters.

    >>> language_of("Договір bank"), language_of("银行 a"), language_of("")
    (<Language.UKRAINIAN: 'uk'>, <Language.CHINESE: 'zh'>, <Language.ENGLISH: 'en'>)
    """
    cyrillic = len(_CYRILLIC.findall(text))
    han = sum(len(run) for run in _HAN.findall(text))
    latin = sum(char.isascii() and char.isalpha() for char in text)
    if han and han >= max(cyrillic, latin):
        return Language.CHINESE
    return Language.UKRAINIAN if cyrillic > latin else Language.ENGLISH


def vector(*weighted: tuple[str, str]) -> str:
    """Return texts as PostgreSQL reads a `tsvector`; each text with its weight, A to D.

    >>> vector(("Договір", "A"), ("про договори", "B"))
    "'договор':1A,3B 'про':2B"
    """
    places: dict[str, list[str]] = {}
    position = 0
    for text, weight in weighted:
        for token in tokens(text):
            position = min(position + 1, LAST_POSITION)
            found = places.setdefault(token.stem, [])
            mark = f"{position}{weight}"
            if found[-1:] != [mark]:
                found.append(mark)
    return " ".join(f"'{one}':{','.join(marks)}" for one, marks in places.items())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: whole words by their stems, and what the last word begins with."""

    stems: tuple[str, ...]
    beginnings: tuple[str, ...]

    def is_hit(self, token: Token) -> bool:
        """Say whether a word of a text is one of those looked for."""
        return token.stem in self.stems or token.stem.startswith(self.beginnings)

    @property
    def query(self) -> str:
        """What PostgreSQL reads as a `tsquery`: every word has to be there."""
        last = " | ".join(f"'{one}':*" for one in self.beginnings)
        return " & ".join([*(f"'{one}'" for one in self.stems), f"({last})"])


def wanted(text: str) -> Wanted | None:
    """Return what was typed as what is looked for; None where there is no word.

    Who still types has not come to the end of the last word: it is a beginning, as its stem
    and as it was typed.

    >>> wanted("кредитний перев").query
    "'кредит' & ('перов':* | 'перев':*)"
    >>> wanted(" ?! ")
    """
    found = list(tokens(text))
    if not found:
        return None
    *whole, last = found
    typed = _normal(text[last.start : last.end])
    return Wanted(
        tuple(dict.fromkeys(token.stem for token in whole)),
        tuple(dict.fromkeys((last.stem, typed))),
    )
