"""camt.052, camt.053 and camt.054 of any version, read as a stream.

No entity is ever resolved and no DTD accepted; memory holds one entry at a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from typing import BinaryIO

from lxml import etree

from .camt_entry import read_entry, read_entry_detail
from .camt_fields import (
    Element,
    child,
    is_true,
    line_of,
    name_of,
    read_account,
    read_balance,
    read_bic,
    text,
)
from .errors import EntryError, FormatError, StatementError
from .model import Balance, Detail, Entry, Statement, statement_key
from .values import parse_iso_moment

Reject = Callable[[StatementError], None]

MESSAGES = {
    "BkToCstmrAcctRpt": "camt.052",
    "BkToCstmrStmt": "camt.053",
    "BkToCstmrDbtCdtNtfctn": "camt.054",
}
_STATEMENTS = frozenset({"Rpt", "Stmt", "Ntfctn"})
_PAGINATIONS = ("StmtPgntn", "RptPgntn", "NtfctnPgntn")
_TAGS = (*MESSAGES, "GrpHdr", *_STATEMENTS, "Ntry", "TxDtls")
_DIGITS = re.compile(r"[0-9]{1,9}")
_MESSAGE = re.compile(r"camt\.05[234]\.001\.\d{2}")
_OPENINGS = ("OPBD", "PRCD")
_CLOSINGS = ("CLBD",)


def read(stream: BinaryIO, reject: Reject | None = None) -> Iterator[Statement]:
    """Yield the statements of a camt file; read each one's entries before the next.

    Broken entries and statements go to `reject` and the rest is read on; without
    `reject` the first fault is raised. A file that stops being XML is always raised.

    >>> import io
    >>> try:
    ...     list(read(io.BytesIO(b"<Document/>")))
    ... except FormatError as error:
    ...     error.reason
    'no camt message in the file'
    """
    yield from _Reader(stream, reject).statements()


class _Reader:
    """One pass over the file."""

    def __init__(self, stream: BinaryIO, reject: Reject | None) -> None:
        self._events = self._parse(stream)
        self._reject = reject
        self._message = ""
        self._page: int | None = None
        self._is_last_page = True

    def statements(self) -> Iterator[Statement]:
        for event, element in self._events:
            name = name_of(element)
            if event == "start" and name in MESSAGES:
                version = _MESSAGE.search(element.tag.rpartition("}")[0])
                self._message = version.group(0) if version else MESSAGES[name]
            elif event == "end" and name == "GrpHdr":
                page, is_last = _pagination(child(element, "MsgPgntn"))
                is_whole = is_last and page == 1
                self._page, self._is_last_page = (None if is_whole else page), is_last
            elif event == "start" and name in _STATEMENTS and self._message:
                yield from self._statement(element)
        if not self._message:
            raise FormatError("no camt message in the file")

    def _parse(self, stream: BinaryIO) -> Iterator[tuple[str, Element]]:
        is_checked = False
        try:
            for event, element in etree.iterparse(
                stream,
                events=("start", "end"),
                tag=["{*}" + name for name in _TAGS],
                resolve_entities=False,
                load_dtd=False,
                no_network=True,
                huge_tree=False,
                collect_ids=False,
                remove_comments=True,
                remove_pis=True,
            ):
                if not is_checked:
                    is_checked = True
                    if element.getroottree().docinfo.internalDTD is not None:
                        raise FormatError("a DTD has no place in a statement")
                yield event, element
        except etree.XMLSyntaxError as error:
            raise FormatError(
                f"not well-formed XML (code {error.code})", line=error.lineno or None
            ) from None

    def _refuse(self, error: StatementError) -> None:
        if self._reject is None:
            raise error from None
        self._reject(error)

    def _statement(self, element: Element) -> Iterator[Statement]:
        is_empty = self._skip_to_entries(element)
        try:
            header = self._header(element)
        except StatementError as error:
            self._refuse(
                StatementError(error.reason, line=error.line or line_of(element))
            )
            if not is_empty:
                self._skip_to_end(element)
            return
        if is_empty:
            yield header
            return
        entries = self._entries(element, header)
        first = next(entries, None)
        if first is None:
            yield header
            return
        currency = header.currency or first.currency
        yield replace(header, currency=currency, entries=chain((first,), entries))
        for _unread in entries:
            pass

    def _skip_to_entries(self, statement: Element) -> bool:
        """Let the parser reach the first entry; True where the statement has none."""
        for event, element in self._events:
            if event == "start" and name_of(element) == "Ntry":
                return False
            if element is statement:
                return True
        return True

    def _skip_to_end(self, statement: Element) -> None:
        for event, element in self._events:
            if event == "end":
                if element is statement:
                    return
                element.clear()

    def _header(self, element: Element) -> Statement:
        account_element = child(element, "Acct")
        account = read_account(account_element)
        balances = tuple(map(read_balance, element.iterchildren("{*}Bal")))
        opening = _first(balances, _OPENINGS)
        closing = _first(balances, _CLOSINGS)
        from_date, to_date = (
            parse_iso_moment(moment).date() if moment else None
            for moment in (
                text(element, "FrToDt", "FrDtTm"),
                text(element, "FrToDt", "ToDtTm"),
            )
        )
        number = text(element, "ElctrncSeqNb") or text(element, "LglSeqNb")
        sequence = (int(number) if _DIGITS.fullmatch(number) else 0) or None
        page, is_last_page = self._pages(element, opening, closing)
        ident = text(element, "Id")
        day = closing.date if closing else to_date
        return Statement(
            message=self._message,
            account=account,
            currency=text(account_element, "Ccy") or _currency_of(opening, closing),
            statement_id=ident,
            number=number,
            sequence=sequence,
            page=page,
            is_last_page=is_last_page,
            opening=opening,
            closing=closing,
            balances=balances,
            from_date=from_date or (opening.date if opening else None),
            to_date=to_date or (closing.date if closing else None),
            servicer_bic=read_bic(child(account_element, "Svcr")),
            key=statement_key(account, sequence, page or self._page, ident, day),
            line=line_of(element),
        )

    def _pages(
        self, element: Element, opening: Balance | None, closing: Balance | None
    ) -> tuple[int | None, bool]:
        """Page of the statement; the message's pages count where it was cut in two."""
        for name in _PAGINATIONS:
            if child(element, name) is not None:
                return _pagination(child(element, name))
        if any(balance and balance.is_intermediate for balance in (opening, closing)):
            return self._page, self._is_last_page
        return None, True

    def _entries(self, statement: Element, header: Statement) -> Iterator[Entry]:
        position = 0
        details: list[Detail] = []
        fault: StatementError | None = None
        for event, element in self._events:
            if event == "start":
                continue
            name = name_of(element)
            if element is statement:
                element.clear()
                return
            if name == "TxDtls":
                try:
                    details.append(read_entry_detail(element))
                except StatementError as error:
                    fault = fault or EntryError(error.reason, raw=_raw(element))
                element.clear()
            elif name == "Ntry":
                position += 1
                try:
                    if fault:
                        raise fault
                    yield read_entry(element, position, tuple(details), header)
                except StatementError as error:
                    self._refuse(
                        EntryError(
                            error.reason,
                            line=line_of(element),
                            position=position,
                            raw=error.raw or _raw(element),
                        )
                    )
                details, fault = [], None
                _forget(element)


def _pagination(element: Element | None) -> tuple[int | None, bool]:
    number = text(element, "PgNb")
    page = int(number) if _DIGITS.fullmatch(number) else None
    return page, page is None or is_true(text(element, "LastPgInd"))


def _first(balances: tuple[Balance, ...], kinds: tuple[str, ...]) -> Balance | None:
    for kind in kinds:
        for balance in balances:
            if balance.kind == kind:
                return balance
    return None


def _currency_of(*balances: Balance | None) -> str:
    return next((balance.currency for balance in balances if balance), "")


def _raw(element: Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _forget(element: Element) -> None:
    """Free the element and all that stands before it."""
    element.clear()
    parent = element.getparent()
    while element.getprevious() is not None:
        del parent[0]
