"""Who and what was known before the last five days, and what each of them brought."""

from dataclasses import replace
from datetime import date

from .bankdays import on_or_after
from .records import Bank

# layout, name of the first day, name of the last day, state until then
DATED = (
    ("clients", "since", "ended", "client"),
    ("holdings", "opened", "closed", "active"),
    ("accounts", "opened", "closed", "open"),
)
OF_AN_ACCOUNT = ("account_holders", "cards", "standing_orders")
WHOLE = ("branches", "staff", "client_keys", "products")
MASTERS = (
    "branches",
    "staff",
    "clients",
    "client_keys",
    "products",
    "holdings",
    "accounts",
    "account_holders",
    "cards",
    "standing_orders",
)


class Deliveries:
    """Splits the records into the full files and the changes of the last days."""

    def __init__(self, bank: Bank, first_daily: date):
        self.first_daily = first_daily
        self.full: dict[str, list] = {code: [] for code in MASTERS}
        self.changes: dict[date, dict[str, list]] = {}
        records = {
            "branches": bank.branches,
            "staff": bank.posts,
            "clients": sorted(bank.clients, key=lambda client: client.client_id),
            "client_keys": bank.keys,
            "products": bank.products.values(),
            "holdings": bank.holdings,
            "accounts": bank.accounts,
            "account_holders": bank.holders,
            "cards": bank.cards,
            "standing_orders": bank.orders,
        }
        for code in WHOLE:
            self.full[code] = [*records[code]]
        for code, first, last, state in DATED:
            for record in records[code]:
                self._dated(code, record, first, last, state)
        opened = {account.account_id: account.opened for account in bank.accounts}
        for code in OF_AN_ACCOUNT:
            for record in records[code]:
                self._put(code, record, opened[record.account_id])

    def on(self, day: date) -> dict[str, list]:
        """What the day brought, by layout in the order of loading."""
        found = self.changes.get(day, {})
        return {code: found[code] for code in MASTERS if code in found}

    def _put(self, code: str, record, day: date) -> None:
        if day < self.first_daily:
            self.full[code].append(record)
        else:
            changes = self.changes.setdefault(on_or_after(day), {})
            changes.setdefault(code, []).append(record)

    def _dated(self, code: str, record, first: str, last: str, state: str) -> None:
        """A record that ended this week was still alive in the full file."""
        end = getattr(record, last)
        if not end or end < self.first_daily:
            self._put(code, record, getattr(record, first))
            return
        alive = replace(record, **{last: None, "state": state})
        self._put(code, alive, getattr(record, first))
        self._put(code, record, end)
