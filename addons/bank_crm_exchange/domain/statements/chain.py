"""Does a statement follow the last one we have: nothing missing, nothing twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .errors import StatementError
from .model import ZERO, Statement

# Five digits of :28C: are all there are.
LAST_SEQUENCE = 99999


class Verdict(StrEnum):
    FIRST = "first"
    OK = "ok"
    RESTART = "restart"
    GAP = "gap"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Link:
    """What the chain needs of a statement: kept for the last one of each account.

    `sequence` is None where the bank does not number its statements.
    """

    account: str
    currency: str
    opening: Decimal
    closing: Decimal
    closing_date: date
    sequence: int | None = None
    first_page: int = 1
    last_page: int = 1
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class ChainResult:
    """`missing` numbers (pages where `is_page_gap`) and the balance left unexplained.

    `missing` is a range, for a bank may skip ten thousand numbers at once.
    """

    verdict: Verdict
    missing: range = range(0)
    is_page_gap: bool = False
    difference: Decimal = ZERO
    reason: str = ""

    @property
    def blocks_balance(self) -> bool:
        """The account's balance is not to be trusted until the gap is closed."""
        return self.verdict is Verdict.GAP


def link_of(statement: Statement) -> Link | None:
    """Take the link of a statement; None where it has no balances (camt.052, .054).

    >>> link_of(Statement("camt.054", "UA1", "UAH", "N1")) is None
    True
    """
    if statement.opening is None or statement.closing is None:
        return None
    first = statement.page or 1
    return Link(
        account=statement.account,
        currency=statement.closing.currency,
        opening=statement.opening.amount,
        closing=statement.closing.amount,
        closing_date=statement.closing.date,
        sequence=statement.sequence,
        first_page=first,
        last_page=statement.last_page or first,
        is_complete=statement.is_last_page,
    )


def check_chain(
    previous: Link | None, current: Link, *, is_numbered: bool = True
) -> ChainResult:
    """Compare a statement with the one before it.

    `is_numbered=False` is for banks whose numbers do not count statements (a day of the
    year, always 1): then only dates and balances chain.

    >>> day = date(2025, 1, 2)
    >>> first = Link("UA1", "UAH", Decimal(0), Decimal(5), day, 1)
    >>> third = Link("UA1", "UAH", Decimal(5), Decimal(9), date(2025, 1, 4), 3)
    >>> result = check_chain(first, third)
    >>> result.verdict, list(result.missing)
    (<Verdict.GAP: 'gap'>, [2])
    """
    if previous is None:
        if is_numbered and current.first_page > 1:
            return _page_gap(1, current.first_page)
        return ChainResult(Verdict.FIRST)
    if previous.account != current.account:
        raise StatementError("statements of two accounts do not chain")
    if previous.currency != current.currency:
        return ChainResult(Verdict.GAP, reason="the currency of the account changed")
    numbers = None
    if is_numbered and previous.sequence is not None and current.sequence is not None:
        numbers = _check_numbers(previous, current, previous.sequence, current.sequence)
    elif _is_unnumbered_overlap(previous, current):
        return ChainResult(Verdict.OVERLAP, reason="the period is already loaded")
    numbers = numbers or ChainResult(Verdict.OK)
    if numbers.verdict is Verdict.OVERLAP:
        return numbers
    difference = current.opening - previous.closing
    if not difference:
        return numbers
    return ChainResult(
        Verdict.GAP,
        numbers.missing,
        numbers.is_page_gap,
        difference,
        numbers.reason or "the opening balance is not the previous closing balance",
    )


def check_series(
    links: Iterable[Link], *, is_numbered: bool = True
) -> Iterator[tuple[Link, ChainResult]]:
    """Chain all statements of an account in their order, whenever they arrived.

    What came late closes its gap; what came twice is told and then passed over.

    >>> list(check_series([]))
    []
    """
    previous: Link | None = None
    for link in sorted(links, key=_order):
        result = check_chain(previous, link, is_numbered=is_numbered)
        yield link, result
        if result.verdict is not Verdict.OVERLAP:
            previous = link


def _order(link: Link) -> tuple[date, int, int]:
    return link.closing_date, link.sequence or 0, link.first_page


def _check_numbers(previous: Link, current: Link, before: int, now: int) -> ChainResult:
    if now == before and current.closing_date.year == previous.closing_date.year:
        return _check_pages(previous, current)
    if current.closing_date < previous.closing_date:
        return ChainResult(Verdict.OVERLAP, reason="older than the last one loaded")
    is_new_year = current.closing_date.year > previous.closing_date.year
    is_restart = now <= before
    if is_restart and not is_new_year and before != LAST_SEQUENCE:
        is_later = current.closing_date > previous.closing_date
        if not (now == 1 and is_later and current.opening == previous.closing):
            return ChainResult(Verdict.OVERLAP, reason="the number is already loaded")
    if not previous.is_complete:
        return _page_gap(previous.last_page + 1, previous.last_page + 2)
    expected = 1 if is_restart else before + 1
    if now > expected:
        return ChainResult(
            Verdict.GAP, range(expected, now), reason="statement numbers are missing"
        )
    if current.first_page > 1:
        return _page_gap(1, current.first_page)
    return ChainResult(Verdict.RESTART if is_restart else Verdict.OK)


def _check_pages(previous: Link, current: Link) -> ChainResult:
    if previous.is_complete or current.first_page <= previous.last_page:
        return ChainResult(Verdict.OVERLAP, reason="the number is already loaded")
    if current.first_page > previous.last_page + 1:
        return _page_gap(previous.last_page + 1, current.first_page)
    return ChainResult(Verdict.OK)


def _page_gap(first: int, end: int) -> ChainResult:
    return ChainResult(
        Verdict.GAP, range(first, end), is_page_gap=True, reason="pages are missing"
    )


def _is_unnumbered_overlap(previous: Link, current: Link) -> bool:
    """The same day may have several statements: then balances decide."""
    if current.closing_date != previous.closing_date:
        return current.closing_date < previous.closing_date
    return (
        current.opening != previous.closing and current.closing == previous.closing
    ) or (current.opening, current.closing) == (previous.opening, previous.closing)
