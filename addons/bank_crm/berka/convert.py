"""Writes the Berka bank as the files that a core system would send us."""

import shutil
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path

from ..demo_bank.files import ALL_LAYOUTS, Folder
from . import loans, masters
from .chain import Chain
from .reconcile import chains, file_balances, summary, write_table
from .rows import Transaction
from .staff import branch_rows, regions_of, staff_of
from .tables import read_tables

BUSINESS_DAY = date(1994, 3, 31)
INDEX_FILE = "index.json"
CHECKS = "checks"  # apart from the feeds, so that these can be loaded as a whole folder
RECONCILIATION_FILE = "reconciliation.csv"


class FolderInUseError(ValueError):
    """The folder holds something that is not ours to remove."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written: files in the order of arrival, rows by layout."""

    folder: Path
    business_day: date
    first_day: date
    last_day: date
    files: tuple[str, ...]
    rows: dict[str, int]
    in_both_files: int
    balances: dict[str, int]
    reconciliation_text: str
    sign_ins: tuple[dict, ...]

    @property
    def paths(self) -> list[Path]:
        """The files in the order in which they must be loaded."""
        return [self.folder / name for name in self.files]

    @property
    def reconciliation(self) -> Path:
        """The table that `reconcile.read_table` reads for `reconcile.compare`."""
        return self.folder / CHECKS / RECONCILIATION_FILE


def write_bank(source: Path, folder: Path) -> Summary:
    """Read the published files and write ours into the folder, replacing an earlier run.

    When a file is not as published, or the disk is full, the folder stays as it was.
    """
    tables = read_tables(source)
    ordered = chains(tables)
    balances = file_balances(tables, ordered)
    regions = regions_of(tables.districts.values())
    staff = staff_of(regions)
    _check_ours(folder)
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    out = Folder(part)
    for code, rows in (
        ("branches", branch_rows(regions)),
        ("staff", staff.posts),
        ("clients", masters.client_rows(tables, staff)),
        ("products", masters.product_rows()),
        ("holdings", masters.holding_rows(tables)),
        ("loans", loans.contract_rows(tables)),
        ("accounts", masters.account_rows(tables)),
        ("account_holders", masters.holder_rows(tables)),
        ("cards", masters.card_rows(tables)),
        ("standing_orders", masters.order_rows(tables)),
    ):
        _put(out, code, BUSINESS_DAY, rows, "full")
    for end, rows in by_month(ordered).items():
        _put(out, "movements", end, map(movement_row, rows), "delta")
    operations = loans.operation_rows(tables, ordered)
    _put(out, "loan_operations", BUSINESS_DAY, operations, "delta")
    days = [row.day for movements in ordered.values() for row in movements.rows]
    result = Summary(
        folder,
        BUSINESS_DAY,
        min(days),
        max(days),
        tuple(out.names),
        out.counts,
        tables.in_both_files,
        dict(Counter(balance.reason.value for balance in balances)),
        summary(balances),
        staff.sign_ins,
    )
    (part / CHECKS).mkdir()
    write_table(balances, part / CHECKS / RECONCILIATION_FILE)
    index = asdict(result)
    del index["folder"], index["reconciliation_text"]
    out.json(INDEX_FILE, index)
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)
    return result


def by_month(ordered: Mapping[str, Chain]) -> dict[date, list[Transaction]]:
    """Movements by the last day of their month; a day's rows in booking order."""
    months: dict[date, list[Transaction]] = defaultdict(list)
    for account_id in sorted(ordered, key=int):
        for row in ordered[account_id].rows:
            months[month_end(row.day)].append(row)
    for rows in months.values():
        rows.sort(key=attrgetter("day"))  # keeps the order within a day
    return dict(sorted(months.items()))


def month_end(day: date) -> date:
    """The last day of the month.

    >>> month_end(date(1996, 2, 3))
    datetime.date(1996, 2, 29)
    """
    return day.replace(day=monthrange(day.year, day.month)[1])


def movement_row(row: Transaction) -> dict:
    """A movement under its own number; the balance is the one of the file."""
    return {
        "movement_id": row.trans_id,
        "operation": "new",
        "account_id": row.account_id,
        "booking_date": row.day,
        "amount": row.change,
        "currency": masters.CURRENCY,
        "kind": row.meaning.kind,
        "channel": row.meaning.channel,
        "counterparty_account": row.account,
        "counterparty_bank": row.bank,
        "purpose": row.meaning.purpose,
        "balance_after": row.balance,
    }


def _put(out: Folder, code: str, day: date, rows: Iterable[dict], delivery: str):
    known = frozenset(ALL_LAYOUTS[code].column_names)

    def checked():
        for row in rows:
            if unknown := row.keys() - known:
                raise KeyError(f"{code} has no column {', '.join(sorted(unknown))}")
            yield row

    out.records(code, day, checked(), delivery)


def _check_ours(folder: Path) -> None:
    """Only what an earlier run wrote may be replaced."""
    if not folder.exists() or (folder / INDEX_FILE).is_file():
        return
    if not folder.is_dir() or any(folder.iterdir()):
        raise FolderInUseError(f"{folder} is not empty and was not written from here")
