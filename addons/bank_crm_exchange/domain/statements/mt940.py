"""MT940 files, statement by statement: a broken one does not lose the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import BinaryIO, TypeVar

from .errors import EntryError, FormatError, StatementError, ValueFormatError
from .model import Balance, Entry, Statement, TransactionCode, statement_key
from .mt940_fields import (
    find_servicer,
    parse_balance,
    parse_number,
    parse_statement_line,
)
from .narrative import drop_no_reference, one_line, parse_narrative
from .text import read_lines

MESSAGE = "mt940"
Reject = Callable[[StatementError], None]
T = TypeVar("T")

_FIELD = re.compile(r":(\d{2}[A-Z]?|NS):(.*)", re.DOTALL)
_ONLY_INSIDE = frozenset({"25", "25P", "28", "28C", "60F", "60M", "61", "62F", "62M"})
_OPENINGS = ("60F", "60M")
_CLOSINGS = ("62F", "62M")
_BALANCES = (*_OPENINGS, *_CLOSINGS, "64", "65")
_NS_CODE = re.compile(r"^\d{2}")
_CONTROL_CHARS = "\x01\x02\x03\x1a\ufeff"


@dataclass(slots=True)
class _Field:
    tag: str
    line: int
    lines: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).rstrip()


@dataclass(slots=True)
class _Block:
    """The fields of one statement as they stand in the file."""

    line: int
    headers: str = ""
    fields: list[_Field] = field(default_factory=list)

    @property
    def raw(self) -> str:
        return "\n".join(f":{item.tag}:{item.text}" for item in self.fields)

    @property
    def is_closed(self) -> bool:
        return any(item.tag in _CLOSINGS for item in self.fields)


def read(
    stream: BinaryIO, reject: Reject | None = None, encoding: str | None = None
) -> Iterator[Statement]:
    """Yield the statements (pages) of an MT940 file as they stand in it.

    Broken entries and statements go to `reject` and the rest is read on; without
    `reject` the first fault is raised. Only a file that is no MT940 at all always is.

    >>> import io
    >>> text = b":20:A\\n:25:1\\n:28C:1/1\\n:60F:C250102EUR1,\\n:62F:C250102EUR1,\\n-"
    >>> [statement.number for statement in read(io.BytesIO(text))]
    ['1/1']
    """
    found = False
    for block in _blocks(read_lines(stream, encoding), reject):
        found = True
        try:
            yield _statement(block, reject)
        except EntryError:
            raise
        except StatementError as error:
            _refuse(
                StatementError(
                    error.reason, line=error.line or block.line, raw=block.raw
                ),
                reject,
            )
    if not found:
        raise FormatError("no MT940 statement (:20:) in the file")


def _refuse(error: StatementError, reject: Reject | None) -> None:
    if reject is None:
        raise error from None
    reject(error)


def _blocks(
    lines: Iterator[tuple[int, str]], reject: Reject | None
) -> Iterator[_Block]:
    """Cut the file at `:20:` and at message headers."""
    block: _Block | None = None
    headers = ""
    for number, text in lines:
        text = text.strip(_CONTROL_CHARS)
        if text.startswith("{1:"):
            if block:
                yield block
            block, headers = None, text
            text = text.partition("{4:")[2]
        match = _FIELD.match(text)
        tag = match.group(1) if match else ""
        if tag == "20":
            if block:
                yield block
            block, headers = _Block(number, headers), ""
        if block is None:
            if tag in _ONLY_INSIDE:
                fault = "a field outside any statement"
                _refuse(StatementError(fault, line=number, raw=text), reject)
            headers += text if text.startswith("{") else ""
        elif match:
            block.fields.append(_Field(tag, number, [match.group(2)]))
        elif _is_end(text, block):
            yield block
            block = None
        else:
            block.fields[-1].lines.append(text)
    if block:
        yield block


def _is_end(text: str, block: _Block) -> bool:
    """A dash ends the statement; before its closing balance it is somebody's text."""
    return text.startswith("-}") or (text.startswith("-") and block.is_closed)


def _statement(block: _Block, reject: Reject | None) -> Statement:
    account = _one(block, "an account (:25:)", "25", "25P").lines[0].strip()
    number = _one(block, "a number (:28C:)", "28", "28C")
    sequence, page = _at(number, parse_number, number.lines[0])
    opening = _balance(_one(block, "an opening balance (:60F:)", *_OPENINGS))
    closing = _balance(_one(block, "a closing balance (:62F:)", *_CLOSINGS))
    reference = block.fields[0].lines[0].strip()
    header = Statement(
        message=MESSAGE,
        account=account,
        currency=opening.currency,
        statement_id=reference,
        number=number.lines[0].strip(),
        sequence=sequence,
        page=page,
        is_last_page=not closing.is_intermediate,
        opening=opening,
        closing=closing,
        balances=tuple(
            _balance(item) for item in block.fields if item.tag in _BALANCES
        ),
        from_date=opening.date,
        to_date=closing.date,
        servicer_bic=find_servicer(block.headers, account),
        key=statement_key(account, sequence, page, reference, closing.date),
        line=block.line,
    )
    return replace(header, entries=tuple(_entries(block, header, reject)))


def _one(block: _Block, what: str, *tags: str) -> _Field:
    found = [item for item in block.fields if item.tag in tags]
    if len(found) == 1:
        return found[0]
    fault = "has more than one:" if found else "lacks"
    raise StatementError(f"the statement {fault} {what}", line=block.line)


def _at(item: _Field, parse: Callable[[str], T], text: str) -> T:
    try:
        return parse(text)
    except ValueFormatError as error:
        raise StatementError(error.reason, line=item.line) from None


def _balance(item: _Field) -> Balance:
    return _at(item, partial(parse_balance, item.tag), item.lines[0].strip())


def _entries(
    block: _Block, header: Statement, reject: Reject | None
) -> Iterator[Entry]:
    for position, group in enumerate(_entry_fields(block), 1):
        try:
            yield _entry(group, position, header)
        except StatementError as error:
            raw = "\n".join(f":{item.tag}:{item.text}" for item in group)
            line = group[0].line
            _refuse(
                EntryError(error.reason, line=line, position=position, raw=raw), reject
            )


def _entry_fields(block: _Block) -> list[list[_Field]]:
    """Group each `:61:` with what explains it."""
    groups: list[list[_Field]] = []
    is_closed = False
    for item in block.fields:
        is_closed = is_closed or item.tag in _CLOSINGS
        if item.tag == "61":
            if is_closed:
                fault = "an entry after the closing balance"
                raise StatementError(fault, line=item.line)
            groups.append([item])
        elif item.tag in ("86", "NS") and groups and not is_closed:
            groups[-1].append(item)
    return groups


def _entry(group: list[_Field], position: int, header: Statement) -> Entry:
    line = parse_statement_line(group[0].text)
    explained = [text for item in group if item.tag == "86" for text in item.lines]
    if not explained:
        explained = [
            _NS_CODE.sub("", text)
            for item in group
            if item.tag == "NS"
            for text in item.lines
        ]
    told = parse_narrative(explained)
    additional = (told.additional_info, one_line(line.supplementary))
    return Entry(
        statement_key=header.key,
        account=header.account,
        position=position,
        amount=line.amount,
        currency=header.currency,
        side=line.side,
        booking_date=line.entry_date or _booked_on(line.value_date, header),
        value_date=line.value_date,
        is_reversal=line.is_reversal,
        bank_reference=drop_no_reference(line.bank_reference),
        customer_reference=drop_no_reference(line.customer_reference),
        end_to_end_id=told.end_to_end_id,
        transaction_code=TransactionCode(swift=line.swift_type, proprietary=told.code),
        counterparty=told.counterparty,
        purpose=told.purpose,
        additional_info=" ".join(filter(None, additional)),
        line=group[0].line,
    )


def _booked_on(value_date: date, header: Statement) -> date:
    """Guess the missing entry date: the value date if the statement covers it."""
    if header.from_date <= value_date <= header.to_date:
        return value_date
    return header.to_date
