"""In which language a client is served, and by whom."""

import re
from collections.abc import Set


def language_of(locale: str | None) -> str:
    """The language of a locale, as two or three letters; empty where nothing is known.

    >>> language_of("uk_UA"), language_of("zh_CN"), language_of("en"), language_of(None)
    ('uk', 'zh', 'en', '')
    """
    return re.split("[-_@]", locale or "")[0].lower()


def speaks(languages: Set[str], wanted: str) -> bool:
    """Whether a person may serve a client who wants this language.

    A client of whom no language is known is served by anybody.

    >>> speaks({"uk", "en"}, "en"), speaks({"uk"}, "zh"), speaks(set(), "")
    (True, False, True)
    """
    return not wanted or wanted in languages
