"""The days after the first: each goes on from the state file, with two errors a day."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from .bankdays import add_months, is_bank_day, next_bank_day
from .desk import Desk
from .files import Folder
from .life_of_day import LifeOfDay
from .oddities import SIX_KINDS, broken
from .people import PersonMaker
from .products import add_products
from .rates import next_rates
from .records import SPECS, Bank, Branch, Size
from .state import FORMAT

ERRORS_A_DAY = 2
NEW_CLIENTS = (2, 5)
FIRST_MONEY = (20, 400)


@dataclass(frozen=True, slots=True)
class DaySummary:
    """What one day brought: files in the order of arrival, and its two errors."""

    folder: Path
    business_day: date
    files: tuple[str, ...]
    rows: dict[str, int]
    errors: tuple[str, ...]

    @property
    def paths(self) -> list[Path]:
        """The files in the order in which they must be loaded."""
        return [self.folder / name for name in self.files]


def day_after(state_file: Path) -> date:
    """The bank day that `write_next_day` must write next."""
    state = json.loads(state_file.read_text(encoding="utf-8"))
    return next_bank_day(date.fromisoformat(state["business_day"]))


def write_next_day(folder: Path, state_file: Path, day: date) -> DaySummary:
    """Write the files of the bank day after the state into a folder of their own.

    The state file moves on only after every file is written: a day cut short is written
    again with the same bytes.
    """
    state = json.loads(state_file.read_text(encoding="utf-8"))
    expected = next_bank_day(date.fromisoformat(state["business_day"]))
    if state["format"] != FORMAT or day != expected or not is_bank_day(day):
        raise ValueError(f"the next day of this bank is {expected}")
    rng = Random(  # noqa: S311 - chance that can be repeated is the point
        f"{state['seed']}:{state['size']}:{day}"
    )
    out = Folder(folder)
    out.records("fx_rates", day, next_rates(rng, state["rates"], day), "delta")
    life = LifeOfDay(state, rng, day)
    newcomers = _newcomers(state, rng, day)
    life.ordinary()
    gone = life.closure()
    _write_changes(out, state, day, newcomers, life.closed, gone)
    for account, amount in newcomers["money"]:
        life.post(account, amount, "CASH_DEP", "counter", "Внесення готівки")
    errors = _write_movements(out, rng, day, life)
    balances = [
        {"account_id": one["id"], "date": day, "balance": one["balance"]}
        for one in state["accounts"]
    ]
    out.records("balances", day, balances)
    closed = {account["id"] for account in life.closed}
    state["accounts"] = [one for one in state["accounts"] if one["id"] not in closed]
    state["business_day"] = day.isoformat()
    text = json.dumps(state, ensure_ascii=False) + "\n"
    waiting = state_file.with_suffix(".new")
    waiting.write_text(text, encoding="utf-8")
    waiting.replace(state_file)
    return DaySummary(folder, day, tuple(out.names), out.counts, errors)


def _write_movements(out: Folder, rng: Random, day: date, life: LifeOfDay) -> tuple:
    """The day's movements; two of them spoiled, of kinds that change from day to day."""
    rows = life.rows
    kinds = [
        SIX_KINDS[(day.toordinal() * 2 + place) % 6] for place in range(ERRORS_A_DAY)
    ]
    places = rng.sample(range(len(rows)), ERRORS_A_DAY)
    for kind, place in zip(kinds, places, strict=True):
        if kind == "duplicate_id":
            rows.append([*rows[place]])
        else:
            rows[place] = broken(kind, rows[place])
    out.write("movements", day, rows)
    return tuple(kinds)


def _newcomers(state: dict, rng: Random, day: date) -> dict[str, list]:
    """New persons, each with a card account and the first money on it."""
    bank = Bank(SPECS[Size(state["size"])], rng.randrange(10**9), day, day)
    bank.branches = [
        Branch(code, "", kind, "", "", city, "", date.min, zip=index, weight=weight)
        for code, kind, city, index, weight in state["branches"]
    ]
    bank.start = add_months(day, -24)
    maker, desk, numbers = PersonMaker(bank), Desk(bank), state["next"]
    add_products(bank)
    made: dict[str, list] = {"clients": [], "money": []}
    for _one in range(rng.randrange(*NEW_CLIENTS)):
        person = maker.person(birth_date=maker.birth(19, 55))
        person.client_id, person.since = str(numbers["client"]), day
        person.manager_id = state["managers"].get(person.branch_id, "")
        made["clients"].append(person)
        account = desk.open(person, "CARD-S", "card", day)
        card = desk.card(account, person)
        holding = account.holding
        account.account_id = card.account_id = f"A{numbers['account']:07d}"
        account.holding_id = holding.holding_id = f"H{numbers['holding']:07d}"
        holding.number = f"CARD-S/{day:%y%m}/{numbers['holding']:06d}"
        account.number = desk.number_of("card", person, numbers["account"])
        card.card_id = f"CT{numbers['card']:07d}{rng.randrange(16**6):06x}"
        for name in ("client", "account", "holding", "card"):
            numbers[name] += 1
        known = _known(person, account)
        state["accounts"].append(known)
        amount = rng.randrange(*FIRST_MONEY) * 10_000
        holding.balance = amount
        made["money"].append((known, amount))
    made |= {"accounts": bank.accounts, "holdings": bank.holdings, "cards": bank.cards}
    return made


def _known(person, account) -> dict:
    return {
        "id": account.account_id,
        "client": person.client_id,
        "kind_of_client": person.kind,
        "holding": account.holding_id,
        "product": account.product_id,
        "number": account.number,
        "currency": account.currency,
        "kind": account.kind,
        "balance": 0,
        "zest": round(person.zest, 2),
        "life": person.life,
        "income": person.income,
    }


def _write_changes(out, state, day, newcomers, closed: list, gone: dict | None) -> None:
    """Clients, agreements, accounts and cards that came or went."""
    clients = [*newcomers["clients"]]
    if gone:
        row = {"client_id": gone["client"], "kind": gone["kind_of_client"]}
        clients.append(row | {"state": "former", "ended": day})
    out.records("clients", day, clients, "delta")
    holdings, accounts = [*newcomers["holdings"]], [*newcomers["accounts"]]
    for one in closed:
        end = {"client_id": one["client"], "currency": one["currency"]}
        end |= {"state": "closed", "closed": day}
        holding = {"holding_id": one["holding"], "product_id": one["product"]}
        holdings.append(holding | {"balance": 0} | end)
        account = {"account_id": one["id"], "number": one["number"]}
        accounts.append(account | {"kind": one["kind"]} | end)
    out.records("holdings", day, holdings, "delta")
    out.records("accounts", day, accounts, "delta")
    out.records("cards", day, newcomers["cards"], "delta")
