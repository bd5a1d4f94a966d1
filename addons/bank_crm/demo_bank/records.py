"""What the demo bank is made of while it is being generated.

Field names are column names of the layouts, so files are written without mapping; sums
are whole hundredths of the currency. What follows `# story` never reaches a file.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from random import Random


class Size(StrEnum):
    """How big a bank is generated."""

    SMALL = "small"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Spec:
    """The numbers of a size. `pace` scales how often clients pay by card and trade."""

    clients: int
    companies: int
    sole_traders: int
    accounts: int
    pace: float
    most_movements: int
    expiring_deposits: int


SPECS = {
    Size.SMALL: Spec(500, 70, 40, 1_200, 0.62, 66_000, 16),
    Size.FULL: Spec(5_000, 550, 300, 12_000, 0.3, 500_000, 90),
}


@dataclass(slots=True)
class Branch:
    branch_id: str
    name: str
    kind: str
    parent_id: str
    street: str
    city: str
    phone: str
    opened: date
    closed: date | None = None
    # story
    region: str = ""
    zip: str = ""
    weight: float = 1.0


@dataclass(slots=True)
class Post:
    staff_id: str
    name: str
    login: str
    email: str
    phone: str
    branch_id: str
    role: str
    date_from: date
    date_to: date | None = None


@dataclass(slots=True)
class Client:
    client_id: str = ""
    kind: str = "person"
    name: str = ""
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    state: str = "client"
    class_: str = "mass"
    branch_id: str = ""
    manager_id: str = ""
    since: date | None = None
    ended: date | None = None
    birth_date: date | None = None
    gender: str = ""
    tax_number: str = ""
    registration_number: str = ""
    lei: str = ""
    country: str = "UA"
    language: str = "uk"
    industry: str = ""
    phone: str = ""
    phone2: str = ""
    email: str = ""
    street: str = ""
    city: str = ""
    zip: str = ""
    document_kind: str = ""
    document_number: str = ""
    document_issued: date | None = None
    document_expiry: date | None = None
    is_private_banking: bool = False
    staff_id: str = ""
    # story
    culture: str = "uk"
    life: str = "employee"
    income: int = 0
    zest: float = 1.0
    employer: "Client | None" = None
    quiet_from: date | None = None
    partners: list["Client"] = field(default_factory=list)
    accounts: list["Account"] = field(default_factory=list)
    loans: list["Loan"] = field(default_factory=list)
    deposits: list["Deposit"] = field(default_factory=list)
    orders: list["StandingOrder"] = field(default_factory=list)
    special: str = ""

    @property
    def full_name(self) -> str:
        """As a payment order names the client."""
        if self.name:
            return self.name
        parts = (self.last_name, self.first_name, self.middle_name)
        glue = "" if self.culture == "zh" else " "
        return glue.join(filter(None, parts))

    @property
    def main(self) -> "Account | None":
        """The account in the base currency that wages and trade go through."""
        return next((one for one in self.accounts if one.is_main), None)


@dataclass(slots=True)
class Product:
    product_id: str
    name: str
    family: str
    kind: str
    currency: str
    annual_rate: str
    for_person: bool
    for_company: bool
    date_from: date
    date_to: date | None = None


@dataclass(slots=True)
class Holding:
    holding_id: str
    client_id: str
    product_id: str
    branch_id: str
    number: str
    state: str
    opened: date
    currency: str
    request_number: str = ""
    ends: date | None = None
    closed: date | None = None
    amount: int | None = None
    balance: int | None = None
    annual_rate: str = ""
    payment: int | None = None
    status_note: str = ""
    # story
    product: Product | None = None


@dataclass(slots=True)
class Account:
    account_id: str
    client_id: str
    holding_id: str
    product_id: str
    branch_id: str
    number: str
    currency: str
    kind: str
    opened: date
    state: str = "open"
    closed: date | None = None
    # story
    opening: int = 0
    balance: int = 0
    is_main: bool = False
    client: Client | None = None
    holding: Holding | None = None


@dataclass(slots=True)
class Loan:
    account: Account
    monthly_principal: int
    rate: float
    first_due: date
    late_from: date | None = None


@dataclass(slots=True)
class Deposit:
    account: Account
    funded_from: Account
    amount: int
    rate: float
    ends: date | None
    is_indexed: bool = False


@dataclass(slots=True)
class Holder:
    account_id: str
    client_id: str
    role: str
    rights: str
    date_from: date
    date_to: date | None = None


@dataclass(slots=True)
class Card:
    card_id: str
    account_id: str
    client_id: str
    product_id: str
    number: str
    scheme: str
    state: str
    issued: date
    expires: date


@dataclass(slots=True)
class StandingOrder:
    order_id: str
    account_id: str
    payee_name: str
    payee_account: str
    payee_bank: str
    amount: int
    day: int
    purpose: str
    date_from: date
    date_to: date | None = None


@dataclass(slots=True)
class ClientKey:
    client_id: str
    source: str
    external_id: str
    valid_from: date
    valid_to: date | None = None


@dataclass(slots=True)
class Bank:
    """Everything generated so far; `rng(part)` keeps the parts independent."""

    spec: Spec
    seed: int
    today: date
    start: date
    branches: list[Branch] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    clients: list[Client] = field(default_factory=list)
    products: dict[str, Product] = field(default_factory=dict)
    holdings: list[Holding] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    orders: list[StandingOrder] = field(default_factory=list)
    keys: list[ClientKey] = field(default_factory=list)
    rates: list[dict] = field(default_factory=list)
    movements: list[tuple] = field(default_factory=list)
    story: dict[str, object] = field(default_factory=dict)

    def rng(self, part: str) -> Random:
        """A stream of chance of its own for one part of the bank."""
        return Random(f"{self.seed}:{self.spec.clients}:{part}")  # noqa: S311
