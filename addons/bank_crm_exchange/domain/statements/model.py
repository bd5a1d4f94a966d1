"""A bank statement and its entries, whatever file they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from .errors import StatementError

ZERO = Decimal(0)


class Side(StrEnum):
    """What the entry does to the account as booked (a reversal included)."""

    CREDIT = "credit"
    DEBIT = "debit"


class EntryStatus(StrEnum):
    BOOKED = "booked"
    PENDING = "pending"
    INFORMATION = "information"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Balance:
    """`amount` is positive for money in the account; `kind` is the code as written."""

    kind: str
    amount: Decimal
    currency: str
    date: date
    is_intermediate: bool = False


@dataclass(frozen=True, slots=True)
class TransactionCode:
    """What kind of operation it is, in the languages the bank used."""

    swift: str = ""
    proprietary: str = ""
    domain: str = ""
    family: str = ""
    subfamily: str = ""

    def __bool__(self) -> bool:
        return any(
            (self.swift, self.proprietary, self.domain, self.family, self.subfamily)
        )


@dataclass(frozen=True, slots=True)
class Party:
    """Who stands on the other side, as far as the bank says."""

    name: str = ""
    account: str = ""
    bank_bic: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.account or self.bank_bic)


@dataclass(frozen=True, slots=True)
class Original:
    """The sum before conversion; `rate` as the bank wrote it, if it did."""

    amount: Decimal
    currency: str
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """One transaction inside an entry; `amount` is signed, None where not given."""

    amount: Decimal | None = None
    currency: str = ""
    bank_reference: str = ""
    end_to_end_id: str = ""
    transaction_code: TransactionCode = TransactionCode()
    counterparty: Party = Party()
    purpose: str = ""
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One booked (or expected) line; `amount` is signed, credit positive.

    `statement_key` names the page the entry stands on, so that page and position
    identify it for ever, whether pages arrive together or apart.
    """

    statement_key: str
    position: int
    amount: Decimal
    currency: str
    side: Side
    booking_date: date
    value_date: date
    account: str = ""
    booking_moment: datetime | None = None
    status: EntryStatus = EntryStatus.BOOKED
    is_reversal: bool = False
    bank_reference: str = ""
    customer_reference: str = ""
    end_to_end_id: str = ""
    transaction_code: TransactionCode = TransactionCode()
    counterparty: Party = Party()
    purpose: str = ""
    additional_info: str = ""
    original: Original | None = None
    batch_count: int = 1
    details: tuple[Detail, ...] = ()
    part: int = 0
    line: int | None = None

    def __post_init__(self) -> None:
        if self.position < 1:
            raise StatementError("an entry's position counts from 1")
        if self.amount and (self.amount > 0) != (self.side is Side.CREDIT):
            raise StatementError("the sign of the amount contradicts its side")

    @property
    def position_id(self) -> str:
        """Account, statement number, page and position: the identity of last resort."""
        part = f".{self.part}" if self.part else ""
        return f"{self.statement_key}|{self.position}{part}"

    @property
    def reference_id(self) -> str:
        """The bank's own reference within the account; empty where it gave none."""
        if not self.bank_reference:
            return ""
        return f"{self.account}|ref|{self.bank_reference}"

    def rows(self) -> Iterator[Entry]:
        """Yield one entry per transaction of a batch whose amounts add up to it.

        A batch with amounts missing, in another currency, or not adding up stays one
        row: the sum of the rows is always the sum of the statement.
        """
        amounts = _split(self)
        if amounts is None:
            yield self
            return
        for part, (detail, amount) in enumerate(
            zip(self.details, amounts, strict=True), 1
        ):
            yield replace(
                self,
                amount=amount,
                side=self.side if not amount else side_of(amount),
                bank_reference=detail.bank_reference,
                end_to_end_id=detail.end_to_end_id,
                transaction_code=detail.transaction_code or self.transaction_code,
                counterparty=detail.counterparty,
                purpose=detail.purpose or self.purpose,
                original=detail.original,
                batch_count=1,
                details=(),
                part=part,
            )


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, or one page of it; `entries` may be read only once.

    `number` is as written; `sequence` is its counting part, None where the bank does
    not number (absent or zero). `last_page` is filled where pages were joined.
    """

    message: str
    account: str
    currency: str
    statement_id: str
    number: str = ""
    sequence: int | None = None
    page: int | None = None
    last_page: int | None = None
    is_last_page: bool = True
    opening: Balance | None = None
    closing: Balance | None = None
    balances: tuple[Balance, ...] = ()
    from_date: date | None = None
    to_date: date | None = None
    servicer_bic: str = ""
    key: str = ""
    line: int | None = None
    entries: Iterable[Entry] = ()

    def __post_init__(self) -> None:
        if not self.account:
            raise StatementError("a statement names its account", line=self.line)


def side_of(amount: Decimal) -> Side:
    """Tell the side of a signed amount.

    >>> side_of(Decimal("-1"))
    <Side.DEBIT: 'debit'>
    """
    return Side.DEBIT if amount < 0 else Side.CREDIT


def statement_key(
    account: str,
    sequence: int | None,
    page: int | None,
    statement_id: str,
    day: date | None,
) -> str:
    """Name a page of a statement so that no other page ever has the same name.

    Numbers start again every year and some banks always write 0, so the day (closing
    balance, or end of the period) belongs to the name.

    >>> statement_key("UA21", 7, 1, "X", date(2025, 2, 3))
    'UA21|7/1|2025-02-03'
    >>> statement_key("UA21", None, None, "MSG-9", None)
    'UA21|MSG-9|'
    """
    number = statement_id if sequence is None else str(sequence)
    if page is not None:
        number = f"{number}/{page}"
    return f"{account}|{number}|{day.isoformat() if day else ''}"


def repeated_references(entries: Iterable[Entry]) -> frozenset[str]:
    """List the references that stand on more than one row of the file.

    >>> repeated_references([])
    frozenset()
    """
    seen: set[str] = set()
    repeated: set[str] = set()
    for entry in entries:
        reference = entry.reference_id
        if reference:
            (repeated if reference in seen else seen).add(reference)
    return frozenset(repeated)


def row_identity(entry: Entry, repeated: frozenset[str]) -> str:
    """Choose what identifies the row: the bank's reference if it is the only one.

    >>> entry = Entry("A|1/1|", 3, Decimal(1), "EUR", Side.CREDIT, date(2025, 1, 2),
    ...               date(2025, 1, 2), account="A", bank_reference="R7")
    >>> row_identity(entry, frozenset())
    'A|ref|R7'
    >>> row_identity(entry, frozenset({"A|ref|R7"}))
    'A|1/1||3'
    """
    reference = entry.reference_id
    if reference and reference not in repeated:
        return reference
    return entry.position_id


def _split(entry: Entry) -> list[Decimal] | None:
    if len(entry.details) < 2:
        return None
    amounts = []
    for detail in entry.details:
        if detail.amount is None or detail.currency != entry.currency:
            return None
        amounts.append(detail.amount)
    if sum(amounts, ZERO) == entry.amount:
        return amounts
    # Some banks leave the transactions unsigned inside a debit batch.
    sign = -1 if entry.side is Side.DEBIT else 1
    unsigned = [abs(amount) * sign for amount in amounts]
    return unsigned if sum(unsigned, ZERO) == entry.amount else None
