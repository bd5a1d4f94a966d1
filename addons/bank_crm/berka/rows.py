"""The rows of the bank's tables, with our words in place of the bank's."""

from dataclasses import dataclass
from datetime import date

from .mapping import Meaning
from .people import Person


@dataclass(frozen=True, slots=True)
class District:
    district_id: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Client:
    client_id: str
    person: Person
    district_id: str


@dataclass(frozen=True, slots=True)
class Account:
    account_id: str
    district_id: str
    product_id: str
    opened: date


@dataclass(frozen=True, slots=True)
class Disposition:
    disp_id: str
    client_id: str
    account_id: str
    role: str


@dataclass(frozen=True, slots=True)
class Order:
    order_id: str
    account_id: str
    bank: str
    account: str
    amount: int
    purpose: str


@dataclass(frozen=True, slots=True)
class Loan:
    loan_id: str
    account_id: str
    granted: date
    amount: int
    months: int
    payment: int
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    card_id: str
    disp_id: str
    product_id: str
    issued: date


@dataclass(frozen=True, slots=True)
class Transaction:
    """`change` is signed as the client sees it; sums are hundredths."""

    trans_id: str
    account_id: str
    day: date
    change: int
    balance: int
    meaning: Meaning
    bank: str
    account: str


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything published, each table by its own number."""

    districts: dict[str, District]
    clients: dict[str, Client]
    accounts: dict[str, Account]
    dispositions: dict[str, Disposition]
    orders: dict[str, Order]
    loans: dict[str, Loan]
    cards: dict[str, Card]
    window: dict[str, Transaction]
    preloan: dict[str, Transaction]

    @property
    def transactions(self) -> dict[str, Transaction]:
        """Both files; a row that stands in both is one row."""
        return self.window | self.preloan

    @property
    def in_both_files(self) -> int:
        """How many rows stand in both files of transactions."""
        return len(self.window.keys() & self.preloan.keys())

    @property
    def owners(self) -> dict[str, str]:
        """The owner of each account."""
        return {
            row.account_id: row.client_id
            for row in self.dispositions.values()
            if row.role == "owner"
        }
