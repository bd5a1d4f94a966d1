"""The words of a cell: numbers, texts, dates, names and signs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .faults import CellError, Fault
from .model import MAX_CELL_CHARACTERS, Value

MAX_DIGITS = 30

_SPACE = re.compile(r"[\s\u00a0\ufeff]+")
_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_DATE = re.compile(r'(?:@|date\s*\(\s*)"([^"\\]*)"')
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SIGN = re.compile(r"\*\*|\.\.|<=|>=|!=|[-+*/()\[\],<>=]")
_WORD = re.compile(r"[^\W\d]\w*")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{6}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
_CONSTANTS: dict[str, Value] = {"true": True, "false": False, "null": None}
# Two words and more, so that they are looked for before a single word is.
_LONG_FUNCTION = re.compile(r"round\s+half\s+up\b")
FUNCTIONS = frozenset(
    {"not", "min", "max", "abs", "floor", "ceiling", "decimal", "round"}
)
RESERVED = FUNCTIONS | {*_CONSTANTS, "date", "and", "or", "in", "between"}


class TokenKind(StrEnum):
    LITERAL = "literal"
    NAME = "name"
    FUNCTION = "function"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """`value` of a literal, the column of a name, otherwise the text itself."""

    kind: TokenKind
    value: Value | int
    text: str


END = Token(TokenKind.END, "", "")


class Names:
    """The declared names, the longest first, so that `Age of car` is not `Age`."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self._patterns = [
            (re.compile(_spaced(name)), column)
            for name, column in sorted(
                columns.items(), key=lambda item: len(item[0]), reverse=True
            )
            if _WORD.match(name) and name not in RESERVED
        ]

    def match(self, text: str, position: int) -> tuple[int, int] | None:
        """Return the column and the end of the name that stands at `position`.

        >>> Names({"Age": 0, "Age of car": 1}).match("Age  of car", 0)
        (1, 11)
        """
        for pattern, column in self._patterns:
            if found := pattern.match(text, position):
                return column, found.end()
        return None


def _spaced(name: str) -> str:
    pattern = r"\s+".join(re.escape(word) for word in name.split())
    return pattern + (r"(?!\w)" if name[-1:].isalnum() or name[-1:] == "_" else "")


def tokenize(text: str, names: Names) -> list[Token]:
    """Split a cell into tokens; the last one is `END`.

    >>> [token.value for token in tokenize('>= 1.5, "a"', Names({}))]
    ['>=', Decimal('1.5'), ',', 'a', '']
    """
    if len(text) > MAX_CELL_CHARACTERS:
        raise CellError(Fault.TOO_LONG, limit=MAX_CELL_CHARACTERS)
    tokens = []
    position = 0
    while position < len(text):
        if space := _SPACE.match(text, position):
            position = space.end()
            continue
        token, position = _next(text, position, names)
        tokens.append(token)
    return [*tokens, END]


def _next(text: str, position: int, names: Names) -> tuple[Token, int]:
    if found := _DATE.match(text, position):
        return _date(text, found)
    if name := names.match(text, position):
        return Token(TokenKind.NAME, name[0], text[position : name[1]]), name[1]
    if found := _NUMBER.match(text, position):
        return _literal(_number(found.group()), found), found.end()
    if found := _TEXT.match(text, position):
        return _literal(_unescape(found.group(1)), found), found.end()
    if found := _LONG_FUNCTION.match(text, position):
        return Token(TokenKind.FUNCTION, "round half up", found.group()), found.end()
    if found := _SIGN.match(text, position):
        return Token(TokenKind.SIGN, found.group(), found.group()), found.end()
    if found := _WORD.match(text, position):
        return _word(found.group(), found), found.end()
    if text[position] == '"':
        raise CellError(Fault.OPEN_TEXT)
    raise CellError(Fault.STRANGE_SIGN, sign=text[position])


def _literal(value: Value, found: re.Match[str]) -> Token:
    return Token(TokenKind.LITERAL, value, found.group())


def _word(word: str, found: re.Match[str]) -> Token:
    if word in _CONSTANTS:
        return _literal(_CONSTANTS[word], found)
    if word in FUNCTIONS:
        return Token(TokenKind.FUNCTION, word, word)
    raise CellError(Fault.UNKNOWN_NAME, name=word)


def _number(text: str) -> Decimal:
    if sum(map(str.isdigit, text)) > MAX_DIGITS:
        raise CellError(Fault.LONG_NUMBER, limit=MAX_DIGITS)
    return Decimal(text)


def _date(text: str, found: re.Match[str]) -> tuple[Token, int]:
    end = found.end()
    if found.group().startswith("date"):
        closing = re.compile(r"\s*\)").match(text, end)
        if closing is None:
            raise CellError(Fault.BAD_DATE, text=found.group(1))
        end = closing.end()
    day = _DAY.fullmatch(found.group(1))
    try:
        value = date(*map(int, day.groups())) if day else None
    except ValueError:
        value = None
    if value is None:
        raise CellError(Fault.BAD_DATE, text=found.group(1))
    return Token(TokenKind.LITERAL, value, text[found.start() : end]), end


def _unescape(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        code = found.group(1)
        if code[0] in "uU" and len(code) > 1:
            number = int(code[1:], 16)
            return chr(number) if number <= 0x10FFFF else "\x00"
        if code not in _ESCAPED:
            raise CellError(Fault.BAD_ESCAPE, text=found.group())
        return _ESCAPED[code]

    plain = _ESCAPE.sub(character, text)
    try:
        # A pair of \u escapes may be one character beyond the basic plane.
        plain = plain.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError as error:
        raise CellError(Fault.BAD_ESCAPE, text=text) from error
    if "\x00" in plain:
        raise CellError(Fault.BAD_ESCAPE, text=text)  # PostgreSQL has no such character
    return plain


def quoted(text: str) -> str:
    """Return the literal of a text.

    >>> print(quoted('say "a"'))
    "say \\"a\\""
    """
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(plain, escaped)
    return f'"{text}"'
