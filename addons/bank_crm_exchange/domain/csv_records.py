"""Reading CSV record by record where the database's own reader gave up.

Every record gets the physical number of the line on which it begins. A record that
cannot be read costs only itself: a quote left open does not swallow the lines below it.
"""

import csv
from dataclasses import dataclass

from .chunks import split_lines

# A quoted value may hold line ends (an address), but not half a file.
RECORD_LINE_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its values, or the reason why it could not be read."""

    line: int
    raw: str
    values: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a record of the file looks like."""

    width: int
    delimiter: str = ","
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Reading:
    """Records of a chunk, and how many bytes and lines of it they took."""

    records: tuple[Record, ...]
    byte_count: int
    line_count: int


def parse_values(text: str, delimiter: str) -> tuple[str, ...] | None:
    r"""Part one record; None where a quote is left open or misplaced.

    >>> parse_values('1,"a, ""b"" c",', ",")
    ('1', 'a, "b" c', '')
    >>> parse_values('1,"a', ",") is None
    True
    """
    try:
        rows = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return tuple(rows[0]) if len(rows) == 1 else None


def read_records(
    content: bytes, shape: Shape, *, first_line: int, is_last: bool = True
) -> Reading:
    r"""Read the records of a chunk of whole lines; blank lines are none.

    Where the chunk is not the file's last one, a record still open at its end is left
    for the next reading.

    >>> reading = read_records(b'1,"a\nb"\n\n2\n3,c\n', Shape(2), first_line=2)
    >>> [(record.line, record.values or record.reason) for record in reading.records]
    [(2, ('1', 'a\nb')), (5, 'width'), (6, ('3', 'c'))]
    >>> read_records(b'1,2\n3,"a\n', Shape(2), first_line=2, is_last=False).byte_count
    4
    """
    lines = list(split_lines(content))
    records = []
    position = 0
    while position < len(lines):
        record, used = _read_one(lines, position, first_line, shape, is_last)
        if not used:
            break
        if record is not None:
            records.append(record)
        position += used
    return Reading(tuple(records), sum(map(len, lines[:position])), position)


def _read_one(lines, position, first_line, shape, is_last):
    line = first_line + position
    raw = lines[position]
    single = _record(line, raw, shape)
    if single is None or single.reason != "quotes":
        return single, 1
    for used in range(2, RECORD_LINE_LIMIT + 1):
        if position + used > len(lines):
            return (single, 1) if is_last else (None, 0)
        raw += lines[position + used - 1]
        joined = _record(line, raw, shape)
        if not joined.reason:
            return joined, used
    return single, 1


def _record(line: int, raw: bytes, shape: Shape) -> Record | None:
    body = raw.rstrip(b"\r\n")
    if not body.strip():
        return None
    try:
        text = body.decode(shape.encoding)
    except UnicodeDecodeError:
        text = body.decode(shape.encoding, "replace").replace("\x00", "\ufffd")
        return Record(line, text, reason="encoding")
    if "\x00" in text:
        return Record(line, text.replace("\x00", "\ufffd"), reason="encoding")
    values = parse_values(text, shape.delimiter)
    if values is None:
        return Record(line, text, reason="quotes")
    if len(values) != shape.width:
        return Record(line, text, reason="width")
    return Record(line, text, values)
