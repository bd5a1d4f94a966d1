"""Rows of the master files: clients, agreements, accounts, holders, cards, orders.

Columns that the bank does not tell are left out, never filled with something likely.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from .loans import loan_holding
from .mapping import HOLDER_RIGHTS, LOAN_PRODUCT, PRODUCTS
from .rows import Loan, Tables
from .staff import Staff

CURRENCY = "CZK"
COUNTRY = "CZ"
# The bank published no card numbers; the product asks for a masked one.
UNKNOWN_CARD_NUMBER = "*" * 12

Rows = Iterator[dict]


def client_rows(tables: Tables, staff: Staff) -> Rows:
    """Persons, served where their account is kept, living in their own district."""
    accounts = {
        row.client_id: tables.accounts[row.account_id]
        for row in sorted(
            tables.dispositions.values(),
            key=lambda row: tables.accounts[row.account_id].opened,
            reverse=True,  # the earliest account counts
        )
    }
    for client in _in_order(tables.clients):
        account = accounts[client.client_id]
        person = client.person
        yield {
            "client_id": client.client_id,
            "kind": "person",
            "name": person.label(client.client_id),
            "state": "client",
            "branch_id": account.district_id,
            "manager_id": staff.manager_of[account.district_id],
            "since": account.opened,
            "birth_date": person.birth_date,
            "gender": person.gender,
            "country": COUNTRY,
            "city": f"{tables.districts[client.district_id].name} (district)",
        }


def product_rows() -> Rows:
    """What the bank sells to persons; the rates are not in the data."""
    for code, (name, family, kind) in PRODUCTS.items():
        yield {
            "product_id": code,
            "name": name,
            "family": family,
            "kind": kind,
            "currency": CURRENCY,
            "for_person": True,
            "for_company": False,
        }


def account_holding(account_id: str) -> str:
    """The number of the agreement of an account.

    >>> account_holding("576")
    'account-576'
    """
    return f"account-{account_id}"


def last_day(loan: Loan) -> date:
    """The end of the term: so many months after the loan was granted."""
    return loan.granted + relativedelta(months=loan.months)


def holding_rows(tables: Tables) -> Rows:
    """The agreements: one for each account, loan and card."""
    owners = tables.owners
    for account in _in_order(tables.accounts):
        yield {
            "holding_id": account_holding(account.account_id),
            "client_id": owners[account.account_id],
            "product_id": account.product_id,
            "branch_id": account.district_id,
            "number": account.account_id,
            "state": "active",
            "opened": account.opened,
            "currency": CURRENCY,
        }
    for loan in _in_order(tables.loans):
        yield {
            "holding_id": loan_holding(loan.loan_id),
            "client_id": owners[loan.account_id],
            "product_id": LOAN_PRODUCT,
            "branch_id": tables.accounts[loan.account_id].district_id,
            "number": loan.loan_id,
            "state": loan.state,
            "opened": loan.granted,
            "ends": last_day(loan),
            "currency": CURRENCY,
            "amount": loan.amount,
            "payment": loan.payment,
            "status_note": loan.note,
        }
    for card in _in_order(tables.cards):
        disposition = tables.dispositions[card.disp_id]
        yield {
            "holding_id": f"card-{card.card_id}",
            "client_id": disposition.client_id,
            "product_id": card.product_id,
            "branch_id": tables.accounts[disposition.account_id].district_id,
            "number": card.card_id,
            "state": "active",
            "opened": card.issued,
            "currency": CURRENCY,
        }


def account_rows(tables: Tables) -> Rows:
    """Accounts; the bank published no longer numbers than their ids."""
    owners = tables.owners
    for account in _in_order(tables.accounts):
        yield {
            "account_id": account.account_id,
            "client_id": owners[account.account_id],
            "holding_id": account_holding(account.account_id),
            "product_id": account.product_id,
            "branch_id": account.district_id,
            "number": account.account_id,
            "currency": CURRENCY,
            "kind": "current",
            "state": "open",
            "opened": account.opened,
        }


def holder_rows(tables: Tables) -> Rows:
    """Who may do what with an account; since when is not told."""
    for disposition in _in_order(tables.dispositions):
        yield {
            "account_id": disposition.account_id,
            "client_id": disposition.client_id,
            "role": disposition.role,
            "rights": HOLDER_RIGHTS[disposition.role],
        }


def card_rows(tables: Tables) -> Rows:
    """Cards under the bank's own token."""
    for card in _in_order(tables.cards):
        disposition = tables.dispositions[card.disp_id]
        yield {
            "card_id": card.card_id,
            "account_id": disposition.account_id,
            "client_id": disposition.client_id,
            "product_id": card.product_id,
            "number": UNKNOWN_CARD_NUMBER,
            "state": "active",
            "issued": card.issued,
        }


def order_rows(tables: Tables) -> Rows:
    """Standing orders; the payee is known by account and bank only."""
    for order in _in_order(tables.orders):
        yield {
            "order_id": order.order_id,
            "account_id": order.account_id,
            "payee_account": order.account,
            "payee_bank": order.bank,
            "amount": order.amount,
            "purpose": order.purpose,
        }


def _in_order(table: dict) -> Iterable:
    """The rows of a table by their number."""
    return (table[number] for number in sorted(table, key=int))
