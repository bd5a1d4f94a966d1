"""The back office: writes agreements, accounts, cards and orders in the right order."""

from datetime import date, timedelta

from .bankdays import add_months, on_or_after
from .identifiers import OUR_MFO, iban, masked_card
from .records import (
    Account,
    Bank,
    Card,
    Client,
    Deposit,
    Holder,
    Holding,
    Loan,
    StandingOrder,
)

# first digits of an account number by kind, for a person and for a company
BALANCE_ACCOUNTS = {
    "current": ("2620", "2600"),
    "card": ("2625", "2605"),
    "deposit": ("2630", "2610"),
    "loan": ("2203", "2063"),
    "overdraft": ("2200", "2600"),
}
CARD_YEARS = 4
MONTHS_A_YEAR = 12


class Desk:
    """Opens what a client needs; every row gets its number here."""

    def __init__(self, bank: Bank):
        self.bank = bank
        self.rng = bank.rng("accounts")

    def holding(self, client: Client, code: str, opened: date, **terms) -> Holding:
        """An agreement on the product `code`."""
        bank, product = self.bank, self.bank.products[code]
        serial = len(bank.holdings) + 1
        opened = min(on_or_after(opened), bank.today)
        terms.setdefault("currency", product.currency or "UAH")
        terms.setdefault("annual_rate", product.annual_rate)
        holding = Holding(
            f"H{serial:07d}",
            client.client_id,
            code,
            client.branch_id,
            f"{code}/{opened:%y%m}/{serial:06d}",
            "active",
            opened,
            **terms,
        )
        holding.product = product
        bank.holdings.append(holding)
        return holding

    def account(self, client: Client, holding: Holding, kind: str) -> Account:
        """An account under the agreement."""
        bank = self.bank
        serial = len(bank.accounts) + 1
        number = self.number_of(kind, client, serial)
        account = Account(
            f"A{serial:07d}",
            client.client_id,
            holding.holding_id,
            holding.product_id,
            holding.branch_id,
            number,
            holding.currency,
            kind,
            holding.opened,
        )
        account.client, account.holding = client, holding
        bank.accounts.append(account)
        client.accounts.append(account)
        return account

    def number_of(self, kind: str, client: Client, serial: int) -> str:
        """The IBAN of the account with this serial number."""
        prefix = BALANCE_ACCOUNTS[kind][client.kind != "person"]
        return iban(OUR_MFO, f"{prefix}{serial:010d}")

    def open(self, client, code, kind, opened, opening=0, **terms) -> Account:
        """Agreement and account in one; `opening` counts if older than the files."""
        account = self.account(
            client, self.holding(client, code, opened, **terms), kind
        )
        if account.opened < self.bank.start:
            account.opening = account.balance = opening
        return account

    def deposit(self, client, code, amount, opened, months, currency="UAH") -> Account:
        """A term deposit (or, with no months, a saving account)."""
        rate = float(self.bank.products[code].annual_rate)
        ends = add_months(on_or_after(opened), months) if months else None
        account = self.open(
            client,
            code,
            "deposit",
            opened,
            amount,
            currency=currency,
            ends=ends,
            amount=amount,
        )
        funded = [one for one in client.accounts if one.currency == currency]
        source = next(
            (one for one in funded if one.kind in ("current", "card")), client.main
        )
        client.deposits.append(
            Deposit(account, source, amount, rate, ends, code == "DEP-IDX")
        )
        return account

    def loan(self, client, code, amount, opened, months) -> Account:
        """A loan in equal parts of principal; what was paid before is gone already."""
        opened = on_or_after(opened)
        product = self.bank.products[code]
        part = amount // months
        account = self.open(
            client,
            code,
            "loan",
            opened,
            ends=add_months(opened, months),
            amount=amount,
            payment=part + int(amount * float(product.annual_rate) / MONTHS_A_YEAR),
        )
        rate = float(product.annual_rate)
        loan = Loan(account, part, rate, add_months(opened, 1))
        start = self.bank.start
        if opened < start:
            paid = 0
            while add_months(opened, paid + 1) < start:
                paid += 1
            account.opening = account.balance = -(amount - paid * part)
            loan.first_due = add_months(opened, paid + 1)
        client.loans.append(loan)
        return account

    def card(self, account: Account, client: Client, product_id: str = "") -> Card:
        """A card of the account, young enough to be valid."""
        rng, today = self.rng, self.bank.today
        age = rng.randrange(10, CARD_YEARS * 365 - 40)
        issued = max(account.opened, today - timedelta(age))
        scheme = rng.choices(("Mastercard", "Visa", "Prostir"), (52, 42, 6))[0]
        expires = add_months(issued, CARD_YEARS * MONTHS_A_YEAR)
        card = Card(
            f"CT{len(self.bank.cards) + 1:07d}{rng.randrange(16**6):06x}",
            account.account_id,
            client.client_id,
            product_id or account.product_id,
            masked_card(rng, scheme),
            scheme,
            "active",
            issued,
            expires,
        )
        self.bank.cards.append(card)
        return card

    def holder(self, account, client, role, rights="", since=None) -> None:
        """Somebody's rights on an account."""
        since = since or account.opened
        self.bank.holders.append(
            Holder(account.account_id, client.client_id, role, rights, since)
        )

    def order(self, account, payee, amount, day, purpose, to=("", "")) -> StandingOrder:
        """A standing order of the account."""
        order = StandingOrder(
            f"SO{len(self.bank.orders) + 1:06d}",
            account.account_id,
            payee,
            *to,
            amount,
            day,
            purpose,
            max(account.opened, self.bank.start) + timedelta(30),
        )
        self.bank.orders.append(order)
        account.client.orders.append(order)
        return order
