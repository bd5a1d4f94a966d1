"""Elements of camt.052/053/054 into values; versions differ, prefixes do not matter."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from lxml import etree

from .errors import ValueFormatError
from .model import (
    Balance,
    Detail,
    EntryStatus,
    Original,
    Party,
    Side,
    TransactionCode,
)
from .narrative import drop_no_reference, one_line
from .values import (
    parse_currency,
    parse_iso_amount,
    parse_iso_date,
    parse_iso_moment,
)

_SIDES = {"CRDT": Side.CREDIT, "DBIT": Side.DEBIT}
_STATUSES = {
    "BOOK": EntryStatus.BOOKED,
    "PDNG": EntryStatus.PENDING,
    "INFO": EntryStatus.INFORMATION,
    "FUTR": EntryStatus.FUTURE,
}
_LAST_KNOWN_LINE = 65535
_OTHER = {Side.CREDIT: Side.DEBIT, Side.DEBIT: Side.CREDIT}

Element = etree._Element


def name_of(element: Element) -> str:
    """Name without namespace.

    >>> name_of(etree.fromstring('<a:Ntry xmlns:a="urn:x"/>'))
    'Ntry'
    """
    return element.tag.rpartition("}")[2]


def child(element: Element | None, *path: str) -> Element | None:
    """Follow the path of names, whatever their namespace.

    >>> child(etree.fromstring("<A><B><C/></B></A>"), "B", "C").tag
    'C'
    """
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren("{*}" + name), None)
    return element


def text(element: Element | None, *path: str) -> str:
    """Text at the path, empty where there is none.

    >>> text(etree.fromstring("<A><B> x </B></A>"), "B")
    'x'
    """
    found = child(element, *path)
    return "" if found is None else (found.text or "").strip()


def read_amount(element: Element | None) -> tuple[Decimal, str]:
    """Read an `Amt` with its currency.

    >>> read_amount(etree.fromstring('<Amt Ccy="EUR">1.50</Amt>'))
    (Decimal('1.50'), 'EUR')
    """
    if element is None:
        raise ValueFormatError("the amount is missing")
    return parse_iso_amount(element.text), parse_currency(element.get("Ccy"))


def read_side(element: Element) -> Side:
    """Read `CdtDbtInd`.

    >>> read_side(etree.fromstring("<Ntry><CdtDbtInd>DBIT</CdtDbtInd></Ntry>"))
    <Side.DEBIT: 'debit'>
    """
    side = _SIDES.get(text(element, "CdtDbtInd"))
    if side is None:
        raise ValueFormatError("neither credit nor debit (CdtDbtInd)")
    return side


def read_signed(element: Element) -> tuple[Decimal, str, Side, bool]:
    """Read amount, currency, side, and whether a minus turned the side round.

    Some banks reverse by a negative amount instead of the opposite side.

    >>> read_signed(etree.fromstring(
    ...     '<X><Amt Ccy="EUR">-5</Amt><CdtDbtInd>CRDT</CdtDbtInd></X>'))
    (Decimal('-5'), 'EUR', <Side.DEBIT: 'debit'>, True)
    """
    amount, currency = read_amount(child(element, "Amt"))
    side = read_side(element)
    is_negative = amount < 0
    if is_negative:
        amount, side = -amount, _OTHER[side]
    return (amount if side is Side.CREDIT else -amount), currency, side, is_negative


def read_balance(element: Element) -> Balance:
    """Read a `Bal`; a page's balance (`INTM`) is intermediate."""
    kind = text(element, "Tp", "CdOrPrtry", "Cd") or text(
        element, "Tp", "CdOrPrtry", "Prtry"
    )
    amount, currency, _side, _negative = read_signed(element)
    day, _moment = read_day(child(element, "Dt"))
    if day is None:
        raise ValueFormatError(f"the balance {kind} has no date")
    is_intermediate = text(element, "Tp", "SubTp", "Cd") == "INTM"
    return Balance(kind, amount, currency, day, is_intermediate)


def read_day(element: Element | None) -> tuple[date | None, datetime | None]:
    """Read a choice of `Dt` and `DtTm`.

    >>> read_day(etree.fromstring("<V><Dt>2025-01-02</Dt></V>"))
    (datetime.date(2025, 1, 2), None)
    """
    if day := text(element, "Dt"):
        return parse_iso_date(day), None
    if moment := text(element, "DtTm"):
        at = parse_iso_moment(moment)
        return at.date(), at
    return None, None


def read_status(element: Element, default: EntryStatus | None) -> EntryStatus:
    """Read `Sts`: plain text until version 4, a code inside since."""
    written = text(element, "Sts", "Cd") or text(element, "Sts")
    status = _STATUSES.get(written) if written else default
    if status is None:
        raise ValueFormatError("the status (Sts) is missing or unknown")
    return status


def read_code(element: Element | None) -> TransactionCode:
    """Read `BkTxCd`.

    >>> read_code(etree.fromstring("<C><Prtry><Cd>544</Cd></Prtry></C>")).proprietary
    '544'
    """
    domain = child(element, "Domn")
    return TransactionCode(
        proprietary=text(element, "Prtry", "Cd"),
        domain=text(domain, "Cd"),
        family=text(domain, "Fmly", "Cd"),
        subfamily=text(domain, "Fmly", "SubFmlyCd"),
    )


def read_account(element: Element | None) -> str:
    """Read an account number, IBAN first."""
    ident = child(element, "Id")
    return (
        text(ident, "IBAN")
        or text(ident, "Othr", "Id")
        or text(ident, "PrtryAcct", "Id")
        or text(ident, "BBAN")
    )


def read_bic(element: Element | None) -> str:
    """Read a bank's BIC (`BICFI` since version 3)."""
    bank = child(element, "FinInstnId")
    return text(bank, "BICFI") or text(bank, "BIC")


def read_original(element: Element, currency: str) -> Original | None:
    """Read the sum before conversion where it was in another currency."""
    amounts = child(element, "AmtDtls")
    for kind in ("InstdAmt", "TxAmt"):
        block = child(amounts, kind)
        if child(block, "Amt") is None:
            continue
        amount, written = read_amount(child(block, "Amt"))
        if written != currency:
            rate = ""
            for name in (kind, "CntrValAmt", "TxAmt"):
                rate = rate or text(amounts, name, "CcyXchg", "XchgRate")
            return Original(
                abs(amount), written, parse_iso_amount(rate) if rate else None
            )
    return None


def read_purpose(element: Element | None) -> str:
    """Join the remittance lines and the creditor's references."""
    remittance = child(element, "RmtInf")
    if remittance is None:
        return ""
    pieces = [line.text or "" for line in remittance.iterchildren("{*}Ustrd")]
    for block in remittance.iterchildren("{*}Strd"):
        pieces.append(text(block, "CdtrRefInf", "Ref"))
        pieces.extend(line.text or "" for line in block.iterchildren("{*}AddtlRmtInf"))
    return one_line(" ".join(pieces))


def read_counterparty(element: Element, side: Side, is_reversal: bool) -> Party:
    """Find the other side: payer of a credit, payee of a debit, or mirrored."""
    is_payer = (side is Side.CREDIT) != is_reversal
    order = ("Dbtr", "Cdtr") if is_payer else ("Cdtr", "Dbtr")
    # Banks often name only one side of a return, the wrong one by the book.
    for role in order if is_reversal else order[:1]:
        parties, agents = child(element, "RltdPties"), child(element, "RltdAgts")
        party = Party(
            _name(child(parties, role)) or _name(child(parties, "Ultmt" + role)),
            read_account(child(parties, role + "Acct")),
            read_bic(child(agents, role + "Agt")),
        )
        if party:
            return party
    return Party()


def read_detail(
    element: Element, entry_currency: str, entry_side: Side, is_reversal: bool
) -> Detail:
    """Read one `TxDtls`; without a side of its own it has the entry's."""
    amount_element = child(element, "Amt")
    if amount_element is None:
        amount_element = child(element, "AmtDtls", "TxAmt", "Amt")
    side, amount, currency = entry_side, None, ""
    if child(element, "CdtDbtInd") is not None:
        side = read_side(element)
    if amount_element is not None:
        amount, currency = read_amount(amount_element)
        amount = amount if side is Side.CREDIT else -amount
    original = read_original(element, currency or entry_currency)
    if original is None and amount and currency != entry_currency:
        original = Original(abs(amount), currency)
    return Detail(
        amount=amount,
        currency=currency,
        bank_reference=drop_no_reference(text(element, "Refs", "AcctSvcrRef")),
        end_to_end_id=drop_no_reference(text(element, "Refs", "EndToEndId")),
        transaction_code=read_code(child(element, "BkTxCd")),
        counterparty=read_counterparty(element, side, is_reversal),
        purpose=read_purpose(element) or one_line(text(element, "AddtlTxInf")),
        original=original,
    )


def is_true(written: str) -> bool:
    """Read an XML boolean.

    >>> is_true("true"), is_true("0")
    (True, False)
    """
    return written in ("true", "1")


def line_of(element: Element) -> int | None:
    """Line in the file, None past the last one libxml2 counts."""
    line = element.sourceline
    return line if line and line < _LAST_KNOWN_LINE else None


def _name(element: Element | None) -> str:
    return one_line(
        text(element, "Nm")
        or text(element, "Pty", "Nm")
        or text(element, "Agt", "FinInstnId", "Nm")
    )
