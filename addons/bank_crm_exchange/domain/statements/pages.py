"""Pages of one statement put together again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .model import Statement


def join_pages(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Join pages that follow each other; what does not fit is left for the chain.

    Entries keep the page and position they were read at, so their identity is the same
    whether the pages arrive together or apart. A statement of one page streams through.

    >>> list(join_pages([]))
    []
    """
    waiting: Statement | None = None
    for statement in statements:
        if waiting is not None:
            if _continues(waiting, statement):
                statement = _joined(waiting, statement)
            else:
                yield waiting
            waiting = None
        if statement.is_last_page:
            yield statement
        else:
            waiting = replace(statement, entries=tuple(statement.entries))
    if waiting is not None:
        yield waiting


def _continues(page: Statement, following: Statement) -> bool:
    if page.closing is None or following.opening is None:
        return False
    reached = page.last_page or page.page
    is_next = reached is None or following.page in (None, reached + 1)
    same = ("message", "account", "currency", "sequence")
    return (
        is_next
        and all(getattr(page, name) == getattr(following, name) for name in same)
        and following.opening.is_intermediate
        and following.opening.amount == page.closing.amount
    )


def _joined(page: Statement, following: Statement) -> Statement:
    return replace(
        page,
        last_page=following.page,
        is_last_page=following.is_last_page,
        closing=following.closing,
        balances=page.balances + following.balances,
        to_date=following.to_date,
        entries=(*page.entries, *following.entries),
    )
