"""One word in Latin letters, and the loose form in which its other spellings meet.

Ukrainian follows the table of the Cabinet of Ministers' resolution No. 55 of
27 January 2010, as in passports; Chinese is pinyin without tones.
"""

import re
from functools import lru_cache

from anyascii import anyascii

CACHED_WORDS = 1 << 16

_LETTERS = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e",
        "є": "ie", "ж": "zh", "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
        "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
        "ё": "e", "ъ": "", "ы": "y", "э": "e", "ў": "u",
    }
)  # fmt: skip
_FIRST_LETTERS = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_RUN = re.compile(f"[{HAN}]+")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")

# Characters read otherwise when they are surnames.
_SURNAME_READINGS = {
    "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "曾": "zeng",
    "朴": "piao", "盖": "ge", "种": "chong", "覃": "qin", "翟": "zhai", "乐": "yue",
    "员": "yun", "缪": "miao", "秘": "bi", "尉迟": "yu chi", "万俟": "mo qi",
    "长孙": "zhang sun", "單": "shan", "區": "ou",
}  # fmt: skip
LONGEST_PERSON_NAME_HAN = 4

# Other spellings of one sound; the first pattern that fits wins, so longer ones stand
# first. "ie" meets "e" (Yevhen, Evgen), "kh" and "g" meet "h" (Serhii, Sergiy).
_LOOSE_SPELLINGS = {
    "shch": "sh", "szcz": "sh", "tsch": "ch", "sch": "sh", "tch": "ch", "zgh": "zh",
    "kh": "h", "gh": "h", "ph": "f", "ts": "c", "tz": "c", "cz": "ch", "sz": "sh",
    "ck": "k", "ct": "kt", "x": "ks", "w": "v", "q": "k", "g": "h",
}  # fmt: skip
_LOOSE = re.compile("|".join([*_LOOSE_SPELLINGS, "[ijy]+e", "[ijy]+"]))
_DOUBLED = re.compile(r"([a-z])\1+")


def is_han(text: str) -> bool:
    """Whether the text holds a Chinese character.

    >>> is_han("王伟"), is_han("Wang")
    (True, False)
    """
    return _HAN_RUN.search(text) is not None


def han_runs(text: str) -> list[str]:
    """Return the stretches of Chinese characters.

    >>> han_runs("ABC科技 (北京)")
    ['科技', '北京']
    """
    return _HAN_RUN.findall(text)


def without_han(text: str) -> str:
    """Return the text with a space where Chinese characters stood.

    >>> without_han("ABC科技")
    'ABC '
    """
    return _HAN_RUN.sub(" ", text)


@lru_cache(maxsize=CACHED_WORDS)
def pinyin_syllables(run: str) -> tuple[str, ...]:
    """Return the toneless reading of each character.

    >>> pinyin_syllables("王小明")
    ('wang', 'xiao', 'ming')
    >>> pinyin_syllables("单丽")
    ('shan', 'li')
    """
    # 0.3 s to import: a bank without Chinese names never pays it.
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(run, errors=list, v_to_u=True)
    if len(run) <= LONGEST_PERSON_NAME_HAN:
        for length in (2, 1):
            reading = _SURNAME_READINGS.get(run[:length])
            if reading:
                syllables[:length] = reading.split()
                break
    return tuple(_plain(syllable) for syllable in syllables)


@lru_cache(maxsize=CACHED_WORDS)
def latin_words(word: str) -> tuple[str, ...]:
    """Return one casefolded word in Latin letters; Chinese gives a word a syllable.

    >>> latin_words("згорани"), latin_words("їжакевич")
    (('zghorany',), ('yizhakevych',))
    >>> latin_words("王伟")
    ('wang', 'wei')
    """
    if word.isascii():
        return (word,)
    if not is_han(word):
        latin = _latin(word)
        return (latin,) if latin else ()
    words: list[str] = []
    position = 0
    for run in _HAN_RUN.finditer(word):
        words += (
            latin_words(word[position : run.start()]) if position < run.start() else ()
        )
        words += filter(None, pinyin_syllables(run.group()))
        position = run.end()
    words += latin_words(word[position:]) if position < len(word) else ()
    return tuple(words)


@lru_cache(maxsize=CACHED_WORDS)
def loose_key(word: str) -> str:
    """Return the form in which common spellings of a folded word meet.

    >>> loose_key("serhii"), loose_key("sergiy"), loose_key("sergij")
    ('serhi', 'serhi', 'serhi')
    >>> loose_key("shcherbakov") == loose_key("scherbakov")
    True
    """
    return _DOUBLED.sub(r"\1", _LOOSE.sub(_respell, word))


@lru_cache(maxsize=CACHED_WORDS)
def loose_prefixes(typed: str) -> tuple[str, ...]:
    """Return the beginnings that the loose key of a word beginning so may have.

    A half-typed pair of letters reads differently once whole: "zak" may become "zakh".

    >>> loose_prefixes("koval"), loose_prefixes("zak")
    (('koval',), ('zak', 'zah'))
    """
    found = [loose_key(typed)]
    for spelling in (*_LOOSE_SPELLINGS, "ie", "je", "ye"):
        for length in range(1, len(spelling)):
            if typed.endswith(spelling[:length]):
                other = loose_key(typed + spelling[length:])
                if not any(other.startswith(prefix) for prefix in found):
                    found.append(other)
    return tuple(found)


def _latin(word: str) -> str:
    first = _FIRST_LETTERS.get(word[0])
    if first:
        word = first + word[1:]
    word = word.replace("зг", "zgh").translate(_LETTERS)
    return word if word.isascii() else _plain(word)


def _plain(text: str) -> str:
    return _NOT_PLAIN.sub("", anyascii(text).lower())


def _respell(match: re.Match[str]) -> str:
    found = match.group()
    spelling = _LOOSE_SPELLINGS.get(found)
    if spelling:
        return spelling
    return "e" if found[-1] == "e" else "i"
