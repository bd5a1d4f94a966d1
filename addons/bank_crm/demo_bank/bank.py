"""Generates the demo bank: same seed, size and day give the same bytes."""

import shutil
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from .accounts import add_accounts
from .bankdays import history_start, month_end, on_or_before
from .branches import add_branches
from .deliberate import Deliberate
from .deliveries import Deliveries
from .files import Folder, MovementRows
from .movements import add_movements
from .population import add_clients
from .products import add_products
from .rates import add_rates
from .records import SPECS, Bank, Size
from .snapshots import DAILY, Walk, snapshot_days
from .staff import add_staff
from .state import state_of

STORY_FILE = "story.json"
STATE_FILE = "state.json"
INDEX_FILE = "index.json"
RECORDS = {"clients", "holdings", "accounts"}


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written: files in the order of arrival, rows by layout."""

    folder: Path
    size: str
    seed: int
    business_day: date
    first_day: date
    files: tuple[str, ...]
    rows: dict[str, int]
    sign_ins: tuple[dict, ...]

    @property
    def paths(self) -> list[Path]:
        """The files in the order in which they must be loaded."""
        return [self.folder / name for name in self.files]

    @property
    def state(self) -> Path:
        """From which `write_next_day` goes on."""
        return self.folder / STATE_FILE

    @property
    def story(self) -> Path:
        """Who is who in the deliberate content."""
        return self.folder / STORY_FILE


def make_bank(size: Size, today: date, seed: int = 19) -> Bank:
    """The whole bank in memory, on the last bank day that is not after `today`."""
    business_day = on_or_before(today)
    bank = Bank(SPECS[size], seed, business_day, history_start(business_day))
    add_branches(bank, size)
    add_staff(bank, size)
    add_products(bank)
    add_rates(bank)
    add_clients(bank)
    add_accounts(bank)
    add_movements(bank)
    if len(bank.movements) > bank.spec.most_movements:
        raise ValueError(f"{len(bank.movements)} movements are too many for {size}")
    return bank


def write_bank(folder: Path, size: Size | str, today: date, seed: int = 19) -> Summary:
    """Write all files of the demo bank into the folder, which is emptied first."""
    size = Size(size)
    bank = make_bank(size, today, seed)
    deliberate = Deliberate(bank)
    walk = Walk(bank, deliberate.truth)
    if folder.exists():
        shutil.rmtree(folder)
    out = Folder(folder)
    deliveries = Deliveries(bank, deliberate.days[0])
    _write_masters(out, deliveries)
    _write_history(bank, out, walk)
    _write_last_days(bank, out, walk, deliberate, deliveries)
    out.json(STORY_FILE, bank.story)
    out.json(STATE_FILE, state_of(bank, size, deliberate, walk), None)
    summary = Summary(
        folder,
        size.value,
        seed,
        bank.today,
        bank.start,
        tuple(out.names),
        out.counts,
        tuple(bank.story["sign_ins"]),
    )
    index = asdict(summary)
    del index["folder"]
    out.json(INDEX_FILE, index)
    return summary


def _write_masters(out: Folder, deliveries: Deliveries) -> None:
    """Everything that is not money in motion, as known before the last five days."""
    bank_date = on_or_before(_before(deliveries.first_daily))
    for code, records in deliveries.full.items():
        out.records(code, bank_date, records)


def _write_history(bank: Bank, out: Folder, walk: Walk) -> None:
    """Rates, opening balances, and a file of movements for each month."""
    days = snapshot_days(bank)
    first_daily = days[-DAILY]
    rates = [row for row in bank.rates if row["date"] < first_daily]
    out.records("fx_rates", on_or_before(_before(first_daily)), rates, "delta")
    _write_balances(bank, out, walk, days[0])
    rows = MovementRows()
    months: dict[date, list] = {}
    for movement in bank.movements:
        day = date.fromordinal(movement[1])
        if day < first_daily:
            months.setdefault(month_end(day), []).append(movement)
    for end, movements in months.items():
        bank_date = on_or_before(min(end, _before(first_daily)))
        out.write("movements", bank_date, map(rows.row, movements))
    for day in days[1:-DAILY]:
        _write_balances(bank, out, walk, day)
    for end, agreements in walk.months():
        out.records("holding_months", end, agreements, "delta")


def _write_last_days(
    bank: Bank, out: Folder, walk: Walk, odd: Deliberate, deliveries: Deliveries
) -> None:
    """The last five bank days one by one, with what went wrong on each."""
    rows = MovementRows()
    statements = {day: what for day, *what in odd.statements}
    for day in odd.days:
        rates = [row for row in bank.rates if row["date"] == day]
        out.records("fx_rates", day, rates, "delta")
        for code, records in deliveries.on(day).items():
            out.records(code, day, records, "delta")
        number = day.toordinal()
        movements = [rows.row(row) for row in bank.movements if row[1] == number]
        out.write("movements", day, movements + odd.daily.get(day, []))
        seen = dict.fromkeys(("movements", *deliveries.on(day)), 1)
        for code, content, told in odd.files.get(day, ()):
            seen[code] = seen.get(code, 0) + 1
            if code in RECORDS:
                out.records(code, day, content, "delta", seen[code])
            else:
                manifest = {name: told[name] for name in told if name != "of"}
                bank_date = told.get("of", day)
                out.write(code, bank_date, content, "delta", seen[code], manifest)
        if day in statements:
            text, count, total = statements[day]
            out.statement(day, text, count, total, 0)
        _write_balances(bank, out, walk, day, odd)


def _write_balances(bank, out: Folder, walk: Walk, day: date, odd=None) -> None:
    """Balances of the accounts open that evening, under the number they had then."""
    balances = walk.balances[day]
    accounts = [*bank.accounts]
    if odd and day == bank.today:
        accounts.append(odd.late_account)
    by_statement = bank.story["statement_account"]
    rows = []
    for account in accounts:
        is_open = account.opened <= day and (
            not account.closed or account.closed >= day
        )
        if not is_open or account.account_id == by_statement:
            continue
        number = account.account_id
        if odd and number in odd.renumbered and day >= odd.renumbered[number][0]:
            number = odd.renumbered[number][1]
        rows.append(
            {
                "account_id": number,
                "date": day,
                "balance": balances[account.account_id],
            }
        )
    out.records("balances", day, rows)


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
