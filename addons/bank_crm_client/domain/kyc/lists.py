"""Sanctions lists as files: the essentials of the public ones, as CSV or XML.

The layout is described in docs/concepts/kyc.md. Both readers stream: a list of any length is
read row by row, and a bad row is told with its number while the others are read on.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import BinaryIO

from lxml import etree

COLUMNS = (
    "number", "kind", "name", "aliases", "birth_date", "birth_year", "countries",
    "programme", "remark",
)  # fmt: skip
REQUIRED = ("number", "kind", "name")
KINDS = ("person", "entity")
BETWEEN = "|"
COUNTRY_LETTERS = 2
EARLIEST_YEAR = 1850
LATEST_YEAR = 2100
NAME_LENGTH = 400
_TAGS = {
    "birthDate": "birth_date",
    "birthYear": "birth_year",
    "programme": "programme",
    "remark": "remark",
}


class ListFileError(ValueError):
    """A file that is no list at all. `why` is a code that the screen says in words."""

    def __init__(self, why: str, value: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.value = value


class FaultWhy(StrEnum):
    """What is wrong with a value."""

    MISSING = "missing"
    KIND = "kind"
    DATE = "date"
    YEAR = "year"
    COUNTRY = "country"
    LENGTH = "length"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that was refused: number of the row from 1, name of the column, and why."""

    row: int
    field: str
    why: FaultWhy
    value: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A person or an entity of a list; `number` is the list's own."""

    number: str
    kind: str
    names: tuple[str, ...]
    birth_date: date | None = None
    birth_year: int | None = None
    countries: tuple[str, ...] = ()
    programme: str = ""
    remark: str = ""


def read_csv(stream: BinaryIO) -> Iterator[Listed | Fault]:
    """Yield the rows of a CSV list: UTF-8, a header, commas or semicolons.

    >>> rows = b"number,kind,name,aliases\\n7,person,DOE John,Johnny|J. Doe\\n8,ship,X,\\n"
    >>> one, fault = read_csv(io.BytesIO(rows))
    >>> one.names, (fault.row, fault.field, str(fault.why))
    (('DOE John', 'Johnny', 'J. Doe'), (2, 'kind', 'kind'))
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        first = text.readline()
        head = next(csv.reader([first], delimiter=_delimiter(first)), [])
        head = [name.strip().lower() for name in head]
        lacking = [name for name in REQUIRED if name not in head]
        if lacking:
            raise ListFileError("columns", ", ".join(lacking))
        rows = csv.DictReader(
            text, fieldnames=head, delimiter=_delimiter(first), restval=""
        )
        yield from _checked(enumerate(rows, start=1))
    except UnicodeDecodeError:
        raise ListFileError("encoding") from None
    except csv.Error as error:
        raise ListFileError("csv", str(error)) from None
    finally:
        text.detach()


def _delimiter(line: str) -> str:
    return ";" if line.count(";") > line.count(",") else ","


def read_xml(stream: BinaryIO) -> Iterator[Listed | Fault]:
    """Yield the `entry` elements of an XML list.

    >>> text = b"<list><entry id='7' kind='person'><name>DOE John</name>"
    >>> text += b"<alias>Johnny</alias><country>US</country></entry></list>"
    >>> [one] = read_xml(io.BytesIO(text))
    >>> one.number, one.names, one.countries
    ('7', ('DOE John', 'Johnny'), ('US',))
    """
    yield from _checked(enumerate(_entries(stream), start=1))


def _entries(stream: BinaryIO) -> Iterator[Mapping[str, str]]:
    is_checked = False
    try:
        for _event, element in etree.iterparse(
            stream, events=("end",), tag="{*}entry", resolve_entities=False,
            load_dtd=False, no_network=True, huge_tree=False,
        ):  # fmt: skip
            if not is_checked:
                is_checked = True
                if element.getroottree().docinfo.internalDTD is not None:
                    raise ListFileError("dtd")
            yield _as_row(element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise ListFileError("xml", str(error.lineno or "")) from None
    if not is_checked:
        raise ListFileError("empty")


def _as_row(element: etree._Element) -> Mapping[str, str]:
    row = {"number": element.get("id") or "", "kind": element.get("kind") or ""}
    aliases, countries = [], []
    for part in element:
        name = etree.QName(part).localname
        value = (part.text or "").strip()
        if name == "name":
            row["name"] = value
        elif name == "alias":
            aliases.append(value)
        elif name == "country":
            countries.append(value)
        elif name in _TAGS:
            row[_TAGS[name]] = value
    return row | {"aliases": BETWEEN.join(aliases), "countries": BETWEEN.join(countries)}


def _checked(
    rows: Iterator[tuple[int, Mapping[str, str]]],
) -> Iterator[Listed | Fault]:
    seen: set[str] = set()
    for number, row in rows:
        values = {name: (row.get(name) or "").strip() for name in COLUMNS}
        if not any(values.values()):
            continue
        faults = list(_faults(number, values))
        if values["number"] in seen:
            faults.append(Fault(number, "number", FaultWhy.TWICE, values["number"]))
        seen.add(values["number"])
        if faults:
            yield from faults
            continue
        born = values["birth_date"]
        year = values["birth_year"] or born[:4]
        yield Listed(
            number=values["number"],
            kind=values["kind"],
            names=tuple(dict.fromkeys([values["name"], *_parts(values["aliases"])])),
            birth_date=date.fromisoformat(born) if born else None,
            birth_year=int(year) if year else None,
            countries=tuple(code.upper() for code in _parts(values["countries"])),
            programme=values["programme"],
            remark=values["remark"],
        )


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(BETWEEN) if part.strip()]


def _faults(number: int, values: Mapping[str, str]) -> Iterator[Fault]:
    for name in REQUIRED:
        if not values[name]:
            yield Fault(number, name, FaultWhy.MISSING)
    if values["kind"] and values["kind"] not in KINDS:
        yield Fault(number, "kind", FaultWhy.KIND, values["kind"])
    if len(values["name"]) > NAME_LENGTH:
        yield Fault(number, "name", FaultWhy.LENGTH, values["name"][:20])
    if values["birth_date"]:
        try:
            date.fromisoformat(values["birth_date"])
        except ValueError:
            yield Fault(number, "birth_date", FaultWhy.DATE, values["birth_date"])
    year = values["birth_year"]
    if year and not (year.isdigit() and EARLIEST_YEAR <= int(year) <= LATEST_YEAR):
        yield Fault(number, "birth_year", FaultWhy.YEAR, year)
    for code in _parts(values["countries"]):
        if len(code) != COUNTRY_LETTERS or not code.isascii() or not code.isalpha():
            yield Fault(number, "countries", FaultWhy.COUNTRY, code)
