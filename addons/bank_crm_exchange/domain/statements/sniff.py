"""Tell what a file is from its first bytes."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

DELIMITERS = (";", ",", "\t", "|")
SAMPLE_LINES = 20

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REFUSED = (
    (b"%PDF", "a PDF is for reading, not for loading; ask for MT940, camt.053 or CSV"),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel workbook (.xls) is not loaded; save it as CSV",
    ),
)
_CAMT = re.compile(r"camt\.05([234])\.001\.(\d{2})")
_CAMT_ROOT = re.compile(
    r"<(?:\w+:)?(BkToCstmrAcctRpt|BkToCstmrStmt|BkToCstmrDbtCdtNtfctn)\b"
)
_CAMT_OF_ROOT = {
    "BkToCstmrAcctRpt": "camt.052",
    "BkToCstmrStmt": "camt.053",
    "BkToCstmrDbtCdtNtfctn": "camt.054",
}
_MT940 = re.compile(r"^(?::20:|\{1:[A-Z0-9]|\{4:)", re.MULTILINE)
_MT940_FIELDS = re.compile(r"^:(?:25P?|28C?|60[FM]):", re.MULTILINE)
# Letters of cp1251 (А-я and the Ukrainian ones outside that block).
_CYRILLIC_BYTES = frozenset(range(0xC0, 0x100)) | frozenset(
    (0xA5, 0xA8, 0xAA, 0xAF, 0xB2, 0xB3, 0xB4, 0xB8, 0xBA, 0xBF)
)


class Format(StrEnum):
    MT940 = "mt940"
    CAMT = "camt"
    CSV = "csv"
    ZIP = "zip"
    GZIP = "gzip"
    XLSX = "xlsx"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What the first bytes say. `message` is `camt.053` or, where stated, with version.

    `refusal` is empty where the file may be tried.
    """

    format: Format
    encoding: str = ""
    message: str = ""
    delimiter: str = ""
    refusal: str = ""


def sniff(head: bytes) -> Sniffed:
    """Tell the format from the first bytes (4 KiB or more is plenty).

    >>> sniff(b":20:X\\n:25:1\\n").format
    <Format.MT940: 'mt940'>
    >>> sniff(b"id;name\\n1;Anna\\n").delimiter
    ';'
    """
    if not head.strip(b"\x00 \t\r\n"):
        return Sniffed(Format.UNKNOWN, refusal="the file is empty")
    if head.startswith(b"\x1f\x8b"):
        return Sniffed(Format.GZIP)
    if head.startswith(b"PK\x03\x04"):
        return _archive(head)
    for signature, refusal in _REFUSED:
        if head.startswith(signature):
            return Sniffed(Format.UNKNOWN, refusal=refusal)
    encoding = guess_encoding(head)
    text = head.decode(encoding, "replace").lstrip("\ufeff")
    if text.lstrip().startswith("<"):
        return _xml(text, encoding)
    if _MT940.search(text) and (_MT940_FIELDS.search(text) or "{4:" in text):
        return Sniffed(Format.MT940, encoding, "mt940")
    if "\x00" in text:
        return Sniffed(
            Format.UNKNOWN, refusal="the file is binary, not a statement or a CSV"
        )
    delimiter = guess_delimiter(text)
    if delimiter:
        return Sniffed(Format.CSV, encoding, delimiter=delimiter)
    return Sniffed(
        Format.UNKNOWN,
        encoding,
        refusal="neither MT940 nor camt nor a CSV with columns",
    )


def guess_encoding(head: bytes) -> str:
    """Guess the encoding: mark, UTF-16 without one, UTF-8, cp1251, latin-1.

    >>> guess_encoding("Рахунок клієнта".encode("cp1251"))
    'cp1251'
    >>> guess_encoding("Crédit agricole".encode("latin-1"))
    'latin-1'
    """
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    pairs = head[: len(head) // 2 * 2][:2000]
    if pairs:
        even, odd = pairs[0::2].count(0), pairs[1::2].count(0)
        half = len(pairs) // 2
        if odd * 3 > half and not even:
            return "utf-16-le"
        if even * 3 > half and not odd:
            return "utf-16-be"
    try:
        # A letter cut at the end of the sample is no fault.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return guess_single_byte(head)
    return "utf-8"


def guess_single_byte(raw: bytes) -> str:
    """Tell Cyrillic (words of high bytes) from Latin (a high byte here and there).

    >>> guess_single_byte(b"M\\xfcller")
    'latin-1'
    """
    letters = sum(byte in _CYRILLIC_BYTES for byte in raw)
    neighbours = sum(
        first in _CYRILLIC_BYTES and second in _CYRILLIC_BYTES
        for first, second in pairwise(raw)
    )
    return "cp1251" if letters and neighbours * 2 > letters else "latin-1"


def guess_delimiter(text: str) -> str:
    """Find the delimiter that stands equally often on each line; empty if none does.

    >>> guess_delimiter('a,b\\n"x,y",2\\n')
    ','
    """
    lines = text.splitlines()[: SAMPLE_LINES + 1]
    if len(lines) > 1:
        lines = lines[:SAMPLE_LINES] if text.endswith("\n") else lines[:-1]
    lines = [line for line in lines if line.strip()]
    if not lines:
        return ""
    best, best_score = "", (0.0, 0)
    for delimiter in DELIMITERS:
        counts = [_count_outside_quotes(line, delimiter) for line in lines]
        usual = max(set(counts), key=lambda count: (counts.count(count), count))
        if usual:
            score = (counts.count(usual) / len(counts), usual)
            if score > best_score:
                best, best_score = delimiter, score
    return best


def _count_outside_quotes(line: str, delimiter: str) -> int:
    return sum(part.count(delimiter) for part in line.split('"')[0::2])


def _archive(head: bytes) -> Sniffed:
    if b"[Content_Types].xml" in head or b"xl/" in head or b"docProps/" in head:
        return Sniffed(
            Format.XLSX, refusal="an Excel workbook is not loaded; save it as CSV"
        )
    if b"application/vnd.oasis" in head:
        return Sniffed(
            Format.UNKNOWN, refusal="an OpenDocument file is not loaded; save it as CSV"
        )
    return Sniffed(Format.ZIP)


def _xml(text: str, encoding: str) -> Sniffed:
    if match := _CAMT.search(text):
        return Sniffed(Format.CAMT, encoding, match.group(0))
    if match := _CAMT_ROOT.search(text):
        return Sniffed(Format.CAMT, encoding, _CAMT_OF_ROOT[match.group(1)])
    return Sniffed(
        Format.UNKNOWN, encoding, refusal="XML, but not camt.052, camt.053 or camt.054"
    )
