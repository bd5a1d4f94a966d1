"""The compact memory from which the days after the first one are generated."""

from collections.abc import Iterable

from .rates import QUOTED
from .records import Account, Bank, Client, Size

FORMAT = 1
LIVES_PAID_BY_WAGE = ("employee", "wealthy")


def state_of(bank: Bank, size: Size, odd, walk) -> dict:
    """Open accounts with balances, agreements that go on, and the next free numbers."""
    rates = {row["currency"]: float(row["rate"]) for row in bank.rates[-len(QUOTED) :]}
    moved = {old: new for old, (_day, new) in odd.renumbered.items()}
    ids = {}
    accounts = []
    for account in [*bank.accounts, odd.late_account]:
        if account.account_id == bank.story["statement_account"]:
            continue
        if account.state != "open":
            if not account.closed:
                accounts.append(_account(account, account.account_id, walk, False))
            continue
        ids[account.account_id] = moved.get(account.account_id, account.account_id)
        accounts.append(_account(account, ids[account.account_id], walk, True))
    return {
        "format": FORMAT,
        "seed": bank.seed,
        "size": size.value,
        "business_day": bank.today.isoformat(),
        "next": {
            "movement": odd.number + 1,
            "client": max(int(one.client_id) for one in bank.clients) + 100,
            "holding": len(bank.holdings) + 1_000,
            "account": len(bank.accounts) + 1_000,
            "card": len(bank.cards) + 1_000,
        },
        "rates": rates,
        "branches": [_branch(branch) for branch in bank.branches],
        "managers": {
            post.branch_id: post.staff_id
            for post in bank.posts
            if post.role == "retail_manager" and not post.date_to
        },
        "accounts": accounts,
        "loans": [*_loans(bank.clients, ids)],
        "deposits": [*_deposits(bank.clients, ids)],
    }


def _branch(branch) -> list:
    return [branch.branch_id, branch.kind, branch.city, branch.zip, branch.weight]


def _account(account: Account, number: str, walk, is_live: bool) -> dict:
    """What a day needs to know; `zest` is how often the client uses the account."""
    client = account.client
    is_live = is_live and account.is_main and not client.quiet_from
    return {
        "id": number,
        "client": client.client_id,
        "kind_of_client": client.kind,
        "holding": account.holding_id,
        "product": account.product_id,
        "number": account.number,
        "currency": account.currency,
        "kind": account.kind,
        "balance": walk.final.get(account.account_id, 0),
        "zest": round(client.zest, 2) if is_live else 0,
        "life": client.life,
        "income": client.income,
    }


def _loans(clients: Iterable[Client], ids: dict[str, str]) -> Iterable[dict]:
    for client in clients:
        for loan in client.loans:
            number = loan.account.account_id
            if number in ids and not loan.late_from and loan.account.balance:
                yield {
                    "id": number,
                    "main": ids[client.main.account_id],
                    "part": loan.monthly_principal,
                    "rate": loan.rate,
                    "day": loan.first_due.day,
                }


def _deposits(clients: Iterable[Client], ids: dict[str, str]) -> Iterable[dict]:
    for client in clients:
        for deposit in client.deposits:
            number = deposit.account.account_id
            source = deposit.funded_from.account_id
            if number in ids and source in ids and deposit.ends:
                yield {
                    "id": number,
                    "target": ids[source],
                    "ends": deposit.ends.isoformat(),
                }
