"""Does the balance of every account agree with the file, and if not, why?"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from ..demo_bank.files import money
from .chain import Chain, chain
from .rows import Tables, Transaction

LAST_WHOLE_DAY = date(1994, 3, 30)
CUT_DAY = date(1994, 3, 31)
LAST_INTEREST_DAY = date(1994, 2, 28)
CENT = Decimal("0.01")


class Reason(StrEnum):
    """Why the file's last balance is, or is not, the balance of the account."""

    EQUAL = "equal"
    ROUNDING = "rounding"
    CUT_DAY = "cut_day"
    ROWS_MISSING = "rows_missing"
    NO_MOVEMENTS = "no_movements"
    NOT_LOADED = "not_loaded"
    NOT_THE_SUM = "not_the_sum"
    UNKNOWN_ACCOUNT = "unknown_account"


WORDS = {
    Reason.EQUAL: "The sum of the movements is the last balance of the file.",
    Reason.ROUNDING: "The file gives tenths of a crown, the bank kept hundredths: every "
    "balance follows from the one before within a tenth, and the tenths add up.",
    Reason.CUT_DAY: "The file ends within 1994-03-31: a movement of that day is missing.",
    Reason.ROWS_MISSING: "Movements before the last day are missing from the file.",
    Reason.NO_MOVEMENTS: "Neither file has movements of the account: no balance is known.",
    Reason.NOT_LOADED: "The account was not loaded.",
    Reason.NOT_THE_SUM: "The balance loaded is not the sum of the file's movements.",
    Reason.UNKNOWN_ACCOUNT: "The account loaded is not in the file.",
}


@dataclass(frozen=True, slots=True)
class FileBalance:
    """What the file tells of an account's balance; `complete_to` is its last whole day."""

    account_id: str
    file: str
    rows: int
    first_day: date | None
    complete_to: date | None
    last_balance: Decimal | None
    movements_sum: Decimal
    roundings: int
    reason: Reason

    @property
    def difference(self) -> Decimal:
        """What the sum of the movements has beyond the file's last balance."""
        last = self.last_balance
        return Decimal(money(0)) if last is None else self.movements_sum - last


@dataclass(frozen=True, slots=True)
class Difference:
    """A balance that is not the file's, and why."""

    account: str
    file: Decimal | None
    loaded: Decimal | None
    reason: Reason

    @property
    def explanation(self) -> str:
        """The reason in words."""
        return WORDS[self.reason]


COLUMNS = (*(field.name for field in fields(FileBalance)), "difference")


def chains(tables: Tables) -> dict[str, Chain]:
    """The movements of each account in booking order."""
    by_account: dict[str, list[Transaction]] = defaultdict(list)
    for row in tables.transactions.values():
        by_account[row.account_id].append(row)
    return {account_id: chain(rows) for account_id, rows in by_account.items()}


def file_balances(tables: Tables, ordered: Mapping[str, Chain]) -> list[FileBalance]:
    """One row for every account of the bank, with movements or without."""
    in_window = {row.account_id for row in tables.window.values()}
    return [
        _balance(account_id, account_id in in_window, ordered.get(account_id))
        for account_id in sorted(tables.accounts, key=int)
    ]


def _balance(account_id: str, is_window: bool, movements: Chain | None) -> FileBalance:
    if movements is None:
        nothing = (0, None, None, None, Decimal(money(0)), 0)
        return FileBalance(account_id, "", *nothing, Reason.NO_MOVEMENTS)
    last_day = LAST_WHOLE_DAY if is_window else movements.rows[-1].day
    if movements.gaps:
        last_day = min(last_day, date.fromordinal(movements.gaps[0].toordinal() - 1))
    elif is_window and not lacks_interest(movements):
        last_day = CUT_DAY
    return FileBalance(
        account_id,
        "window" if is_window else "preloan",
        len(movements.rows),
        movements.rows[0].day,
        last_day,
        Decimal(money(movements.last_balance)),
        Decimal(money(movements.total)),
        movements.roundings,
        _reason(movements),
    )


def lacks_interest(movements: Chain) -> bool:
    """Whether interest came at the end of February 1994 but not on the day of the cut."""
    days = {row.day for row in movements.rows if row.meaning.kind == "interest_in"}
    return LAST_INTEREST_DAY in days and CUT_DAY not in days


def _reason(movements: Chain) -> Reason:
    if any(day != CUT_DAY for day in movements.gaps):
        return Reason.ROWS_MISSING
    if movements.gaps:
        return Reason.CUT_DAY
    is_equal = movements.total == movements.last_balance
    return Reason.EQUAL if is_equal else Reason.ROUNDING


def compare(
    balances: Iterable[FileBalance], loaded: Mapping[str, Decimal]
) -> list[Difference]:
    """Every account whose loaded balance is not the file's last one, with the reason.

    An account without movements has nothing to agree with, but must hold nothing.
    """
    differences = []
    known = set()
    for balance in balances:
        known.add(balance.account_id)
        ours = loaded.get(balance.account_id)
        if ours is None:
            reason = Reason.NOT_LOADED
        elif ours.quantize(CENT) != balance.movements_sum:
            reason = Reason.NOT_THE_SUM
        elif balance.difference:
            reason = balance.reason
        else:
            continue
        differences.append(
            Difference(balance.account_id, balance.last_balance, ours, reason)
        )
    differences += [
        Difference(account_id, None, ours, Reason.UNKNOWN_ACCOUNT)
        for account_id, ours in loaded.items()
        if account_id not in known
    ]
    return differences


def summary(balances: Iterable[FileBalance]) -> str:
    """How many accounts agree and why the others do not, as a table of text."""
    count: Counter[Reason] = Counter()
    largest: dict[Reason, Decimal] = defaultdict(Decimal)
    for balance in balances:
        count[balance.reason] += 1
        largest[balance.reason] = max(largest[balance.reason], abs(balance.difference))
    lines = [f"{'accounts':>8} {'largest':>9}  reason"]
    lines += [
        f"{count[reason]:>8} {largest[reason]:>9.2f}  {WORDS[reason]}"
        for reason in Reason
        if count[reason]
    ]
    return "\n".join(lines)


def write_table(balances: Iterable[FileBalance], path: Path) -> None:
    """The table as CSV; `read_table` gives it back."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for balance in balances:
            values = (getattr(balance, name) for name in COLUMNS)
            writer.writerow("" if value is None else str(value) for value in values)


def read_table(path: Path) -> list[FileBalance]:
    """The table that `write_table` wrote."""
    with path.open(encoding="utf-8", newline="") as stream:
        return [
            FileBalance(
                row["account_id"],
                row["file"],
                int(row["rows"]),
                _day(row["first_day"]),
                _day(row["complete_to"]),
                Decimal(row["last_balance"]) if row["last_balance"] else None,
                Decimal(row["movements_sum"]),
                int(row["roundings"]),
                Reason(row["reason"]),
            )
            for row in csv.DictReader(stream)
        ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
