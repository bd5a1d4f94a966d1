"""Reads one published file: `;`, a header, latin-1, dates YYMMDD.

Every row is read or told of: a file with a bad row is refused with the numbers of its lines.
"""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from ..demo_bank.files import cents
from .people import day_of

CHECKOUT = Path(__file__).resolve().parents[3]
DEFAULT_SOURCE = CHECKOUT.parent / "shared" / "data" / "berka"
SHOWN_PROBLEMS = 20
AMOUNT = re.compile(r"-?[0-9]+\.[0-9]{2}")
MIDNIGHT = " 00:00:00"

Row = TypeVar("Row")


class SourceError(ValueError):
    """A file is not as the bank published it; tells which lines and why."""

    def __init__(self, name: str, problems: list[str]):
        shown = problems[:SHOWN_PROBLEMS]
        if len(problems) > len(shown):
            shown.append(f"and {len(problems) - len(shown)} more")
        super().__init__("\n".join(f"{name}: {problem}" for problem in shown))


class Cells:
    """The cells of a row by column, read as what they are."""

    def __init__(self, columns: tuple[str, ...], texts: list[str]):
        self._texts = dict(zip(columns, texts, strict=True))

    def text(self, column: str) -> str:
        """The text without outer blanks; the bank writes one blank for nothing."""
        return self._texts[column].strip()

    def key(self, column: str) -> str:
        """A number that identifies something."""
        text = self._texts[column]
        if not text.isascii() or not text.isdecimal():
            raise ValueError(f"{column}: {text!r} is no number")
        return text

    def whole(self, column: str) -> int:
        """A whole number."""
        return int(self.key(column))

    def day(self, column: str) -> date:
        """A date, with or without a midnight behind it."""
        try:
            return day_of(self._texts[column].removesuffix(MIDNIGHT))
        except ValueError as error:
            raise ValueError(f"{column}: {error}") from None

    def money(self, column: str) -> int:
        """An amount in hundredths."""
        text = self._texts[column]
        if not AMOUNT.fullmatch(text):
            raise ValueError(f"{column}: {text!r} is no amount")
        return cents(text)


def read(
    folder: Path, name: str, columns: tuple[str, ...], make: Callable[[Cells], Row]
) -> list[Row]:
    """All rows of a file as `make` understands them."""
    problems: list[str] = []
    rows: list[Row] = []
    for line, texts in _lines(folder / name, columns, problems):
        if len(texts) != len(columns):
            problems.append(f"line {line}: {len(texts)} columns, not {len(columns)}")
            continue
        try:
            rows.append(make(Cells(columns, texts)))
        except ValueError as error:
            problems.append(f"line {line}: {error}")
    if problems:
        raise SourceError(name, problems)
    return rows


def _lines(
    path: Path, columns: tuple[str, ...], problems: list[str]
) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and cells below the header."""
    if not path.is_file():
        problems.append("the file is not there")
        return
    with path.open(encoding="latin-1", newline="") as stream:
        reader = csv.reader(stream, delimiter=";", strict=True)
        try:
            header = tuple(next(reader, ()))
            if header != columns:
                problems.append(f"line 1: the header is {header}, not {columns}")
                return
            for texts in reader:
                yield reader.line_num, texts
        except csv.Error as error:
            problems.append(f"line {reader.line_num}: {error}")
