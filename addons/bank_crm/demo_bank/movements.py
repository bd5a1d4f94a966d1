"""Twenty-four months of movements: every client in turn, then all in order of days."""

from datetime import timedelta

from .agreements import Agreements
from .bankdays import add_months, back
from .counterparties import NOBODY, Market
from .ledger import Ledger, own_side
from .month_of_company import CompanyMonths
from .month_of_person import PersonMonths
from .records import Account, Bank, Client

LARGE_FLOWS = 8


def add_movements(bank: Bank) -> None:
    """Fill `bank.movements`; balances of the accounts end where the movements lead."""
    ledger, market = Ledger(bank), Market(bank)
    clients = [client for client in bank.clients if client.main]
    persons = PersonMonths(ledger, market)
    companies = CompanyMonths(ledger, market, clients)
    agreements = Agreements(ledger)
    flows = _large_flows(bank, clients)
    for client in clients:
        planner = persons if client.kind == "person" else companies
        month = max(bank.start, client.main.opened).replace(day=1)
        end = client.quiet_from or client.ended or bank.today
        while month <= end:
            planner.plan(client, month.year, month.month)
            month = add_months(month, 1)
        _drop_before(ledger, client.main)
        agreements.plan(client)
        for day, amount in flows.get(client.client_id, ()):
            ledger.plan(day.toordinal(), _large_flow, ledger, market, client, amount)
        ledger.run(client)
        if client.ended and client.special != "deceased":
            _leave(ledger, client)
    ledger.rows.sort(key=lambda row: row[0])
    bank.movements = [
        (f"M{number:09d}", *row) for number, row in enumerate(ledger.rows, 1)
    ]
    for holding in bank.holdings:
        holding.balance = None
    for account in bank.accounts:
        account.holding.balance = abs(account.balance)


def _drop_before(ledger: Ledger, main: Account) -> None:
    opened = main.opened.toordinal()
    ledger.agenda = [event for event in ledger.agenda if event[0] >= opened]


def _large_flows(bank: Bank, clients: list[Client]) -> dict[str, list]:
    """Who moves much money yesterday and today: half in, half out."""
    rng = bank.rng("large flows")
    able = [
        client
        for client in clients
        if client.class_ in ("corporate", "private", "sme")
        and not client.ended
        and not client.quiet_from
        and client.since < bank.today - timedelta(60)
    ]
    flows: dict[str, list] = {}
    told = bank.story.setdefault("large_flows", [])
    for place, client in enumerate(rng.sample(able, 2 * LARGE_FLOWS)):
        day = bank.today if place % 2 else back(bank.today, 1)
        income = client.income // 1_000_000 * 1_000_000
        amount = max(income, 1_000_000) * (2 if place % 4 < 2 else -1)
        flows[client.client_id] = [(day, amount)]
        told.append({"client": client, "date": day, "amount": amount})
    return flows


def _large_flow(
    day: int, ledger: Ledger, market: Market, client: Client, amount
) -> None:
    is_person = client.kind == "person"
    partner = ledger_choice(market, client)
    if amount > 0:
        word = "P2P_CR" if is_person else "INV_CR"
        what = (word, "internet", partner, "Розрахунок за договором")
        ledger.post(client.main, day, amount, *what)
        return
    if client.main.balance < -amount * 12 // 10:
        credit = -amount * 12 // 10 - client.main.balance
        what = ("P2P_CR", "internet", NOBODY, "Переказ власних коштів")
        ledger.post(client.main, day, credit, *what)
    word = "P2P_DR" if is_person else "INV_DR"
    what = (word, "internet", partner, "Переказ до іншого банку")
    ledger.pay(client.main, day, -amount, *what)


def ledger_choice(market: Market, client: Client):
    """A steady large outsider of the client."""
    return market.large[int(client.client_id) % len(market.large)]


def _leave(ledger: Ledger, client: Client) -> None:
    """The leaver takes everything away on the last day."""
    day = client.ended.toordinal()
    for account in client.accounts:
        account.state = "open"
        what = ("P2P_DR", "counter", NOBODY, "Закриття рахунку")
        if account.currency != "UAH":
            what = ("SWIFT_DR", "counter", own_side(account), "Account closing")
        ledger.pay(account, day, account.balance, *what)
        ledger.close(account, day)
