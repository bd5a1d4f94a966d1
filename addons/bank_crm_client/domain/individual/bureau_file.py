"""Reading the file of a credit bureau: JSON or XML, strictly, nothing from outside it."""

import json
from datetime import date
from xml.parsers import expat

from .bureau_report import BureauReport, ReportError, report_of

LARGEST_BYTES = 1024 * 1024
DEEPEST = 8
MOST_PLACES = 20_000
_LISTS = {"loans": "loan"}


def read_report(content: bytes, today: date) -> BureauReport:
    """Return the report in a file; a `ReportError` says why it is refused.

    >>> read_report(b"<report/>", date.max)  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    ReportError: missing currency
    """
    if not content.strip():
        raise ReportError("empty")
    if len(content) > LARGEST_BYTES:
        raise ReportError("too_large", told=len(content))
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"{":
        told = _from_json(content)
    elif start == b"<":
        told = _from_xml(content)
    else:
        raise ReportError("neither_json_nor_xml")
    return report_of(told, today)


def _from_json(content: bytes) -> dict:
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_once,
            # Numbers stay as written: no rounding, no exponent, no NaN.
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
    except ReportError:
        raise
    except (ValueError, RecursionError) as error:
        raise ReportError("broken", told=error) from error


def _once(pairs: list[tuple[str, object]]) -> dict:
    told = {}
    for key, value in pairs:
        if key in told:
            raise ReportError("told_twice", key[:100])
        told[key] = value
    return told


class _Tree:
    """Elements as nested groups; attributes, document types and entities are refused."""

    def __init__(self) -> None:
        self.root: dict | None = None
        self.stack: list[tuple[str, dict | list, list[str]]] = []
        self.count = 0

    def start(self, name: str, attributes: dict) -> None:
        self.count += 1
        if self.count > MOST_PLACES or len(self.stack) >= DEEPEST:
            raise ReportError("too_deep", name[:100])
        if attributes:
            raise ReportError("attribute", name[:100], next(iter(attributes)))
        if not self.stack and name != "report":
            raise ReportError("unknown", name[:100])
        self.stack.append((name, [] if name in _LISTS else {}, []))

    def text(self, data: str) -> None:
        if self.stack:
            self.stack[-1][2].append(data)

    def end(self, name: str) -> None:
        _name, group, words = self.stack.pop()
        text = "".join(words).strip()
        if group and text:
            raise ReportError("wrong_value", name[:100], text)
        value = group if group or name in _LISTS else text
        if not self.stack:
            self.root = group if isinstance(group, dict) else {}
            return
        above, into, _words = self.stack[-1]
        if isinstance(into, list):
            if name != _LISTS[above]:
                raise ReportError("unknown", f"{above}/{name}"[:100])
            into.append(value)
        elif name in into:
            raise ReportError("told_twice", name[:100])
        else:
            into[name] = value


def _from_xml(content: bytes) -> dict:
    tree = _Tree()
    parser = expat.ParserCreate()

    def refuse(*_told: object) -> None:
        raise ReportError("document_type")

    # Entities come only with a document type, and it is refused before it is read.
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = tree.start
    parser.CharacterDataHandler = tree.text
    parser.EndElementHandler = tree.end
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, ReportError):
            raise
        raise ReportError("broken", told=error) from error
    return tree.root or {}
