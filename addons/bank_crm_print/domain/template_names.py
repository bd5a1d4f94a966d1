"""Names used in a template against names that exist, and tags as Word spoils them."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

_QUOTES = str.maketrans("“”„‟«»‘’‚‛", '""""""' + "''''")
_SPACES = str.maketrans("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\t\n", "    ")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_ROW_MARK = re.compile(r"^\{(%|\{)-?\s+(tr|tc|p|r)(?=\s)")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the existing name that was probably meant.

    >>> nearest("balanse", ["balance", "branch"]), nearest("xyz", ["balance"])
    ('balance', None)
    """
    found = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def mended_tag(tag: str) -> str:
    """Undo in one tag what the word processor made of it while typing.

    >>> mended_tag("{% tr for a in accounts %}")
    '{%tr for a in accounts %}'
    >>> mended_tag("{{ accounts|sum(attribute=“balance”) }}")
    '{{ accounts|sum(attribute="balance") }}'
    >>> mended_tag("{% if kind.code == ‘person’ %}")
    "{% if kind.code == 'person' %}"
    """
    tag = tag.translate(_QUOTES).translate(_SPACES)
    tag = tag.replace("\N{EN DASH}", "-").replace("\N{MINUS SIGN}", "-")
    return _ROW_MARK.sub(lambda found: "{" + found[1] + found[2], tag)


def mended(text: str) -> str:
    """Mend every tag of a text and leave the rest alone.

    >>> mended("“{{ name }}” – {{ funds|words(“uk”) }}")
    '“{{ name }}” – {{ funds|words("uk") }}'
    """
    return _TAG.sub(lambda found: mended_tag(found[0]), text)
