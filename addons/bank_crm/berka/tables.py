"""Reads all tables of the bank and checks them against each other."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from .mapping import (
    ACCOUNT_PRODUCTS,
    CARD_PRODUCTS,
    HOLDER_ROLES,
    LOAN_STATUSES,
    ORDER_PURPOSES,
    czech,
    meaning_of,
    ours,
)
from .people import person_of
from .rows import (
    Account,
    Card,
    Client,
    Disposition,
    District,
    Loan,
    Order,
    Tables,
    Transaction,
)
from .source import Cells, SourceError, read

WINDOW_FILE = "trans_1993_01_to_1994_03.asc"
PRELOAN_FILE = "trans_preloan_1995_1998_en.csv"
ACROSS = "the tables together"

Row = TypeVar("Row")


def _district(cells: Cells) -> District:
    return District(cells.key("A1"), cells.text("A2"), cells.text("A3"))


def _client(cells: Cells) -> Client:
    person = person_of(cells.key("birth_number"))
    return Client(cells.key("client_id"), person, cells.key("district_id"))


def _account(cells: Cells) -> Account:
    product = ours(ACCOUNT_PRODUCTS, cells.text("frequency"), "frequency")
    return Account(
        cells.key("account_id"), cells.key("district_id"), product, cells.day("date")
    )


def _disposition(cells: Cells) -> Disposition:
    keys = map(cells.key, ("disp_id", "client_id", "account_id"))
    return Disposition(*keys, ours(HOLDER_ROLES, cells.text("type"), "disposition"))


def _order(cells: Cells) -> Order:
    return Order(
        cells.key("order_id"),
        cells.key("account_id"),
        cells.text("bank_to"),
        cells.key("account_to"),
        cells.money("amount"),
        ours(ORDER_PURPOSES, cells.text("k_symbol"), "k_symbol"),
    )


def _loan(cells: Cells) -> Loan:
    state, note = ours(LOAN_STATUSES, cells.text("status"), "status")
    return Loan(
        cells.key("loan_id"),
        cells.key("account_id"),
        cells.day("date"),
        cells.whole("amount") * 100,
        cells.whole("duration"),
        cells.money("payments"),
        state,
        note,
    )


def _card(cells: Cells) -> Card:
    product = ours(CARD_PRODUCTS, cells.text("type"), "card type")
    return Card(
        cells.key("card_id"), cells.key("disp_id"), product, cells.day("issued")
    )


def _transaction(cells: Cells, word: Callable[[str], str] = str) -> Transaction:
    words = (word(cells.text(name)) for name in ("type", "operation", "k_symbol"))
    meaning = meaning_of(*words)
    account = cells.text("account")
    return Transaction(
        cells.key("trans_id"),
        cells.key("account_id"),
        cells.day("date"),
        meaning.sign * cells.money("amount"),
        cells.money("balance"),
        meaning,
        cells.text("bank"),
        "" if account == "0" else account,  # one file writes 0 where the other is empty
    )


TRANSACTION = (
    "trans_id account_id date type operation amount balance k_symbol bank account"
)
# table: file, key, columns in the file's order, reader of a row
FILES: dict[str, tuple[str, str, str, Callable[[Cells], object]]] = {
    "districts": (
        "district.asc",
        "district_id",
        " ".join(f"A{number}" for number in range(1, 17)),
        _district,
    ),
    "clients": (
        "client.asc",
        "client_id",
        "client_id birth_number district_id",
        _client,
    ),
    "accounts": (
        "account.asc",
        "account_id",
        "account_id district_id frequency date",
        _account,
    ),
    "dispositions": (
        "disp.asc",
        "disp_id",
        "disp_id client_id account_id type",
        _disposition,
    ),
    "orders": (
        "order.asc",
        "order_id",
        "order_id account_id bank_to account_to amount k_symbol",
        _order,
    ),
    "loans": (
        "loan.asc",
        "loan_id",
        "loan_id account_id date amount duration payments status",
        _loan,
    ),
    "cards": ("card.asc", "card_id", "card_id disp_id type issued", _card),
    "window": (WINDOW_FILE, "trans_id", TRANSACTION, _transaction),
    "preloan": (
        PRELOAN_FILE,
        "trans_id",
        TRANSACTION,
        partial(_transaction, word=czech),
    ),
}
# table: its column that names a row of another table
REFERENCES = (
    ("clients", "district_id", "districts"),
    ("accounts", "district_id", "districts"),
    ("dispositions", "client_id", "clients"),
    ("dispositions", "account_id", "accounts"),
    ("orders", "account_id", "accounts"),
    ("loans", "account_id", "accounts"),
    ("cards", "disp_id", "dispositions"),
    ("window", "account_id", "accounts"),
    ("preloan", "account_id", "accounts"),
)


def read_tables(folder: Path) -> Tables:
    """Read every file of the folder, or tell what is wrong with it."""
    tables = Tables(
        **{
            table: _by_key(name, key, read(folder, name, tuple(columns.split()), make))
            for table, (name, key, columns, make) in FILES.items()
        }
    )
    problems = [*_lost_references(tables), *_contradictions(tables)]
    if problems:
        raise SourceError(ACROSS, problems)
    return tables


def _by_key(name: str, key: str, rows: Iterable[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    problems = []
    for row in rows:
        number = getattr(row, key)
        if found.setdefault(number, row) is not row:
            problems.append(f"{key} {number} stands twice")
    if problems:
        raise SourceError(name, problems)
    return found


def _lost_references(tables: Tables) -> Iterator[str]:
    for table, column, other in REFERENCES:
        known = getattr(tables, other)
        for number, row in getattr(tables, table).items():
            if getattr(row, column) not in known:
                yield f"{table} {number}: no {column} {getattr(row, column)}"


def _contradictions(tables: Tables) -> Iterator[str]:
    owned: dict[str, int] = dict.fromkeys(tables.accounts, 0)
    served = dict.fromkeys(tables.clients, 0)
    for row in tables.dispositions.values():
        owned[row.account_id] = owned.get(row.account_id, 0) + (row.role == "owner")
        served[row.client_id] = served.get(row.client_id, 0) + 1
    for account_id, count in owned.items():
        if count != 1:
            yield f"account {account_id} has {count} owners"
    for client_id, count in served.items():
        if not count:
            yield f"client {client_id} has no account"
    for trans_id in tables.window.keys() & tables.preloan.keys():
        if tables.window[trans_id] != tables.preloan[trans_id]:
            yield f"trans_id {trans_id} is not the same in both files"
