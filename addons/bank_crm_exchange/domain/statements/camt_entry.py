"""One `Ntry` of a camt message with its transactions."""

from __future__ import annotations

import re

from .camt_fields import (
    Element,
    child,
    is_true,
    line_of,
    read_code,
    read_day,
    read_detail,
    read_original,
    read_signed,
    read_status,
    text,
)
from .errors import StatementError
from .model import Detail, Entry, EntryStatus, Statement
from .narrative import drop_no_reference, one_line

_DIGITS = re.compile(r"[0-9]{1,9}")


def read_entry(
    element: Element, position: int, details: tuple[Detail, ...], header: Statement
) -> Entry:
    """Read an entry whose `TxDtls` were read before (and may be freed by now)."""
    amount, currency, side, is_negative = read_signed(element)
    is_reversal = is_negative or is_true(text(element, "RvslInd"))
    booking_date, booking_moment = read_day(child(element, "BookgDt"))
    value_date, _moment = read_day(child(element, "ValDt"))
    day = booking_date or value_date or header.to_date
    if day is None:
        raise StatementError("the entry has neither booking nor value date")
    only = details[0] if len(details) == 1 else Detail()
    is_report = header.message.startswith("camt.052")
    additional_info = one_line(text(element, "AddtlNtryInf"))
    return Entry(
        statement_key=header.key,
        account=header.account,
        position=position,
        amount=amount,
        currency=currency,
        side=side,
        booking_date=day,
        booking_moment=booking_moment,
        value_date=value_date or day,
        status=read_status(element, None if is_report else EntryStatus.BOOKED),
        is_reversal=is_reversal,
        bank_reference=drop_no_reference(text(element, "AcctSvcrRef"))
        or only.bank_reference,
        customer_reference=drop_no_reference(text(element, "NtryRef")),
        end_to_end_id=only.end_to_end_id,
        transaction_code=read_code(child(element, "BkTxCd")) or only.transaction_code,
        counterparty=only.counterparty,
        purpose=only.purpose or additional_info,
        additional_info=additional_info,
        original=only.original or read_original(element, currency),
        batch_count=_batch_count(element) or len(details) or 1,
        details=details,
        line=line_of(element),
    )


def read_entry_detail(element: Element) -> Detail:
    """Read a `TxDtls` with what it inherits from its entry."""
    entry = next(element.iterancestors("{*}Ntry"), None)
    if entry is None:
        raise StatementError("transaction details outside an entry")
    _amount, currency, side, is_negative = read_signed(entry)
    is_reversal = is_negative or is_true(text(entry, "RvslInd"))
    return read_detail(element, currency, side, is_reversal)


def _batch_count(element: Element) -> int:
    counts = (
        text(details, "Btch", "NbOfTxs")
        for details in element.iterchildren("{*}NtryDtls")
    )
    return sum(int(count) for count in counts if _DIGITS.fullmatch(count))
