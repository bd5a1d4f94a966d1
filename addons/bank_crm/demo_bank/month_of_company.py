"""A company's month: customers, suppliers, wages, taxes, rent, foreign trade."""

from .companies import EXPORT, RETAIL
from .counterparties import NOBODY, TREASURY, Market
from .ledger import Ledger, day_in, own_side, poisson
from .month_of_person import ONE_PART, TWO_PARTS
from .records import Account, Client

HARVEST = {7: 1.3, 8: 1.6, 9: 1.7, 10: 1.4, 1: 0.6, 2: 0.6}
SHOPS_SEASON = {12: 1.7, 1: 0.7, 2: 0.8}
BUILDING = {1: 0.6, 2: 0.6, 12: 0.8, 6: 1.2, 7: 1.25, 8: 1.2}
SEASONS = {
    "01.11": HARVEST,
    "47.11": SHOPS_SEASON,
    "41.20": BUILDING,
    "55.10": SHOPS_SEASON,
}
RECEIPTS, PAYMENTS = 3.4, 3.0
BONUS_MONTH = 12
FEE = {"micro": 25_000, "sme": 60_000, "corporate": 250_000}
LARGE_BILL = 0.6


class CompanyMonths:
    """Plans the months of one company or sole trader after another."""

    def __init__(self, ledger: Ledger, market: Market, clients: list[Client]):
        self.ledger = ledger
        self.market = market
        self.rng = ledger.bank.rng("months of companies")
        self.pace = ledger.bank.spec.pace
        self.staff: dict[int, list[Client]] = {}
        self.partners: dict[int, list] = {}
        for client in clients:
            if client.employer:
                self.staff.setdefault(id(client.employer), []).append(client)
        self.clients = [one for one in clients if one.kind != "person" and one.main]
        self.place = {id(one): place for place, one in enumerate(self.clients)}

    def plan(self, client: Client, year: int, month: int) -> None:
        """Put one month on the agenda."""
        rng, plan, main = self.rng, self.ledger.plan, client.main
        season = SEASONS.get(client.industry, {}).get(month, 1)
        expected = client.income * season * rng.uniform(0.85, 1.15)
        pace = self.pace * client.zest * (1 if client.class_ == "micro" else 1.5)
        if client.industry in RETAIL:
            for day in (2, 9, 16, 23):
                plan(day_in(year, month, day), self._takings, main, int(expected / 6))
            expected /= 3
        count = 1 + poisson(rng, RECEIPTS * pace)
        for _one in range(count):
            amount = int(expected / count * rng.uniform(0.5, 1.5))
            plan(
                day_in(year, month, rng.randrange(1, 28)), self._receive, client, amount
            )
        for _one in range(poisson(rng, PAYMENTS * pace)):
            day = day_in(year, month, rng.randrange(3, 30))
            plan(day, self._supply, client, int(expected * rng.uniform(0.1, 0.4)))
        tax = int(client.income * rng.uniform(0.03, 0.06))
        if client.class_ != "micro" or month % 3 == 2:
            what = (main, tax, "TAX_DR", TREASURY, "Податки")
            plan(day_in(year, month, 19), self._simple, *what)
        fee = FEE.get(client.class_, 20_000)
        plan(
            day_in(year, month, 28),
            self._simple,
            main,
            fee,
            "FEE_DR",
            NOBODY,
            "Комісія",
        )
        self._plan_wages(client, year, month)
        for order in client.orders:
            payee = (order.payee_name, order.payee_account, order.payee_bank)
            what = (main, order.amount, "RENT_DR", payee, "Оренда")
            plan(day_in(year, month, order.day), self._simple, *what)
        for other in client.accounts:
            self._plan_other(client, other, year, month)
        plan(day_in(year, month, 29), self._rest, client)

    def _plan_wages(self, client: Client, year: int, month: int) -> None:
        staff = self.staff.get(id(client))
        if not staff:
            return
        shares = [*(TWO_PARTS if client.class_ == "corporate" else ONE_PART)]
        if month == BONUS_MONTH:
            shares.append((26, 0.5))
        for day, share in shares:
            self.ledger.plan(
                day_in(year, month, day), self._wages, client, staff, share
            )

    def _plan_other(
        self, client: Client, other: Account, year: int, month: int
    ) -> None:
        rng, plan = self.rng, self.ledger.plan
        day = day_in(year, month, rng.randrange(4, 26))
        if other.account_id == self.ledger.bank.story["statement_account"]:
            return
        if other.currency != "UAH" and other.kind == "current":
            is_exporter = client.industry in EXPORT or client.culture != "uk"
            plan(day, self._export if is_exporter else self._import, client, other)
        elif other.kind == "card" and not other.is_main:
            spent = rng.randrange(20, 400) * 1_000
            plan(day, self._business_card, client, other, spent)
        elif other.kind == "overdraft" and rng.random() < 0.5:
            plan(day_in(year, month, 4), self._overdraw, client, other)
            plan(day_in(year, month, 27), self._repay, client, other)

    def _known(self, client: Client) -> tuple[list, list]:
        """Steady partners: outsiders, and clients whose turn comes later."""
        if id(client) not in self.partners:
            rng, is_big = self.rng, client.class_ in ("sme", "corporate")
            sides = self.market.some(rng, rng.randrange(3, 9), is_big)
            if client.culture != "uk":
                sides += [rng.choice(self.market.foreign) for _one in range(3)]
            later = self.clients[self.place[id(client)] + 1 :]
            suppliers = [one for one in client.partners if one in later]
            suppliers += rng.sample(later, min(len(later), rng.randrange(1, 5)))
            self.partners[id(client)] = (sides, suppliers)
        return self.partners[id(client)]

    def _receive(self, day: int, client: Client, amount: int) -> None:
        payer = self.rng.choice(self._known(client)[0])
        number = self.rng.randrange(10, 9_000)
        purpose = f"Оплата за товар, рахунок № {number}"
        self.ledger.post(client.main, day, amount, "INV_CR", "internet", payer, purpose)

    def _takings(self, day: int, account: Account, amount: int) -> None:
        amount = int(amount * self.rng.uniform(0.8, 1.2))
        self.ledger.post(account, day, amount, "ACQ_CR", purpose="Еквайринг")

    def _supply(self, day: int, client: Client, amount: int) -> None:
        rng, main = self.rng, client.main
        amount = min(amount, int(main.balance * LARGE_BILL))
        sides, suppliers = self._known(client)
        number = rng.randrange(100, 9_999)
        purpose = f"За послуги та товари, договір № {number}"
        supplier = rng.choice(suppliers) if suppliers and rng.random() < 0.3 else None
        if not supplier:
            payee = rng.choice(sides)
            self.ledger.pay(main, day, amount, "INV_DR", "internet", payee, purpose)
            return
        payee = own_side(supplier.main)
        amount = min(amount, supplier.income // 2)
        if self.ledger.pay(main, day, amount, "INV_DR", "internet", payee, purpose):
            row = (supplier.main, amount, "INV_CR", "internet", own_side(main), purpose)
            self.ledger.send(supplier, day, *row)

    def _simple(self, day, account, amount, word, payee, purpose) -> None:
        self.ledger.pay(account, day, amount, word, "system", payee, purpose)

    def _wages(self, day: int, client: Client, staff, share: float) -> None:
        """One debit for the list; the employees' turn comes later the same day."""
        ledger, main = self.ledger, client.main
        paid = [(one, int(one.income * share)) for one in staff if _is_paid(one, day)]
        total = sum(amount for _one, amount in paid)
        if total and main.balance < total:
            gap = (total - main.balance) // 100_000 * 100_000 + 100_000
            why = "Поворотна фінансова допомога"
            ledger.post(main, day, gap, "P2P_CR", "internet", NOBODY, why)
        what = ("PAYROLL_DR", "internet", NOBODY, f"Заробітна плата, {len(paid)} осіб")
        if not ledger.pay(main, day, total, *what):
            return
        for one, amount in paid:
            row = (one.main, amount, "SALARY_CR", "system", own_side(main))
            ledger.send(one, day, *row, "Заробітна плата")

    def _export(self, day: int, client: Client, other: Account) -> None:
        if other.opened.toordinal() > day:
            return
        ledger, rng = self.ledger, self.rng
        rate = ledger.rate(other.currency, day)
        amount = int(client.income * rng.uniform(0.05, 0.2) / rate)
        payer = rng.choice(self.market.foreign)
        ledger.post(
            other, day, amount, "SWIFT_CR", "internet", payer, "Contract payment"
        )
        ceiling = int(client.income * 0.3 / rate)
        sold = max(amount // 2, other.balance - ceiling)
        ledger.pay(other, day, sold, "FX_SELL", "internet", own_side(client.main))
        base = int(sold * rate)
        ledger.post(client.main, day, base, "FX_SELL", "internet", own_side(other))

    def _import(self, day: int, client: Client, other: Account) -> None:
        if other.opened.toordinal() > day:
            return
        ledger, main = self.ledger, client.main
        rate = ledger.rate(other.currency, day)
        amount = int(min(client.income * 0.08, main.balance * 0.3) / rate)
        if ledger.pay(
            main, day, int(amount * rate), "FX_BUY", "internet", own_side(other)
        ):
            ledger.post(other, day, amount, "FX_BUY", "internet", own_side(main))
        payee = self.rng.choice(self.market.foreign)
        spent = int(other.balance * 0.8)
        ledger.pay(other, day, spent, "SWIFT_DR", "internet", payee, "Import contract")

    def _business_card(self, day, client: Client, card: Account, spent: int) -> None:
        if card.opened.toordinal() > day:
            return
        if card.balance < spent:
            self.ledger.move(client.main, card, day, spent * 2, "P2P_DR", "internet")
        shop, _bill, _online = self.market.shop(self.rng, False)
        self.ledger.pay(card, day, spent, "POS", "card", shop, "Оплата карткою")

    def _overdraw(self, day: int, client: Client, overdraft: Account) -> None:
        limit = overdraft.holding.amount
        if overdraft.opened.toordinal() > day or client.main.balance > 3 * limit:
            return
        draw = int((limit + overdraft.balance) * self.rng.uniform(0.3, 0.9))
        if draw > 0:
            self.ledger.post(overdraft, day, -draw, "LN_DISB")
            self.ledger.post(
                client.main, day, draw, "LN_DISB", "system", NOBODY, "Овердрафт"
            )

    def _repay(self, day: int, client: Client, overdraft: Account) -> None:
        debt = min(-overdraft.balance, int(client.main.balance * 0.7))
        interest = int(-overdraft.balance * 0.22 / 12)
        if debt > 0:
            self.ledger.pay(client.main, day, interest, "INT_DR")
            self.ledger.pay(client.main, day, debt, "LN_PMT")
            self.ledger.post(overdraft, day, debt, "LN_PMT")

    def _rest(self, day: int, client: Client) -> None:
        """What a month did not need goes to stocks and owners."""
        rest = client.main.balance - int(client.income * self.rng.uniform(0.3, 0.8))
        if rest < client.income * 0.2:
            return
        if client.kind == "sole_trader" and self.rng.random() < 0.7:
            what = ("P2P_DR", "mobile", NOBODY, "Власний дохід підприємця")
        else:
            payee = self.rng.choice(self._known(client)[0])
            what = ("INV_DR", "internet", payee, "Попередня оплата постачальнику")
        self.ledger.pay(client.main, day, rest, *what)


def _is_paid(person: Client, day: int) -> bool:
    end = person.quiet_from or person.ended
    is_gone = end and end.toordinal() <= day
    return not is_gone and person.main.opened.toordinal() <= day
