"""A person's month: income, bills, shops, cash, and what is left at its end."""

from .counterparties import NOBODY, PENSION_FUND, Market
from .ledger import Ledger, day_in, own_side, poisson
from .records import Account, Client

WINTER = {11: 1.3, 12: 1.6, 1: 1.8, 2: 1.7, 3: 1.4}
SPENDING = {12: 1.45, 1: 0.8, 2: 0.85, 7: 1.15, 8: 1.2}
SUMMER = {6, 7, 8}
ADVANCE = 0.4
TWO_PARTS, ONE_PART = ((5, 1 - ADVANCE), (20, ADVANCE)), ((5, 1),)
CARDS_A_MONTH = 2.35
SEED_SUM = 50_000


class PersonMonths:
    """Plans the months of one person after another."""

    def __init__(self, ledger: Ledger, market: Market):
        self.ledger = ledger
        self.market = market
        self.rng = ledger.bank.rng("months of persons")
        self.pace = ledger.bank.spec.pace

    def plan(self, client: Client, year: int, month: int) -> None:
        """Put one month on the agenda."""
        rng, plan, main = self.rng, self.ledger.plan, client.main
        getattr(self, f"_{client.life}", self._wage)(client, main, year, month)
        if client.life not in ("minor", "student") and rng.random() < 0.42:
            bill = int(rng.uniform(90_000, 240_000) * WINTER.get(month, 1))
            plan(day_in(year, month, rng.randrange(9, 22)), self._bill, main, bill)
        mean = CARDS_A_MONTH * self.pace * client.zest * SPENDING.get(month, 1)
        scale = max(client.income / 2_500_000, 0.15) ** 0.6
        for _one in range(poisson(rng, mean)):
            day = day_in(year, month, rng.randrange(1, 32))
            plan(day, self._shop, main, scale, month in SUMMER)
        if rng.random() < 0.22:
            day = day_in(year, month, rng.randrange(3, 29))
            plan(day, self._cash, main, rng.randrange(5, 60) * 10_000)
        if rng.random() < 0.08:
            plan(day_in(year, month, rng.randrange(3, 27)), self._gift, main)
        for other in client.accounts:
            is_foreign = other.currency != "UAH" and other.kind == "current"
            if is_foreign and rng.random() < 0.12:
                day = day_in(year, month, rng.randrange(2, 28))
                plan(day, self._exchange, main, other)
        for order in client.orders:
            plan(day_in(year, month, order.day), self._order, client, order)
        if rng.random() < 0.65:
            day = day_in(year, month, rng.randrange(25, 31))
            plan(day, self._rest, main, client.income)

    def _wage(self, client: Client, main: Account, year: int, month: int) -> None:
        if client.employer:
            return  # comes with the payroll of the employer
        employers = self.market.employers
        employer = employers[int(client.client_id) % len(employers)]
        is_in_parts = int(client.client_id) % 3 == 0
        for day, share in TWO_PARTS if is_in_parts else ONE_PART:
            amount = int(client.income * share)
            self.ledger.plan(
                day_in(year, month, day),
                self._credit,
                main,
                amount,
                "SALARY_CR",
                employer,
            )

    def _wealthy(self, client: Client, main: Account, year: int, month: int) -> None:
        if self.rng.random() < 0.7:
            day = day_in(year, month, self.rng.randrange(5, 25))
            payer = self.rng.choice(self.market.large)
            amount = int(client.income * self.rng.uniform(0.7, 1.6))
            self.ledger.plan(
                day, self._credit, main, amount, "P2P_CR", payer, "Дивіденди"
            )

    def _freelancer(self, client: Client, main: Account, year: int, month: int) -> None:
        for _one in range(poisson(self.rng, 1.3)):
            day = day_in(year, month, self.rng.randrange(1, 29))
            amount = int(client.income * self.rng.uniform(0.3, 1.1))
            word = self.rng.choice(("P2P_CR", "CASH_DEP"))
            payer = (
                self.rng.choice(self.market.companies) if word == "P2P_CR" else NOBODY
            )
            self.ledger.plan(day, self._credit, main, amount, word, payer, "За послуги")

    def _pensioner(self, client: Client, main: Account, year: int, month: int) -> None:
        day = day_in(year, month, 4 + int(client.client_id) % 15)
        self.ledger.plan(
            day, self._credit, main, client.income, "PENSION_CR", PENSION_FUND, "Пенсія"
        )

    def _student(self, client: Client, main: Account, year: int, month: int) -> None:
        day = day_in(year, month, self.rng.randrange(1, 12))
        self.ledger.plan(
            day, self._credit, main, client.income, "P2P_CR", NOBODY, "Батьки"
        )

    _minor = _student

    def _credit(
        self, day, account, amount, word, payer, purpose="Заробітна плата"
    ) -> None:
        channel = "counter" if word == "CASH_DEP" else "system"
        self.ledger.post(account, day, amount, word, channel, payer, purpose)

    def _bill(self, day: int, account: Account, bill: int) -> None:
        office = self.rng.choice(self.market.utilities)
        channel = self.rng.choice(("mobile", "mobile", "internet", "counter"))
        bill = min(bill, account.balance // 2)
        self.ledger.pay(
            account, day, bill, "UTIL_DR", channel, office, "Комунальні послуги"
        )

    def _shop(self, day: int, account: Account, scale: float, is_summer: bool) -> None:
        shop, bill, is_online = self.market.shop(self.rng, is_summer)
        bill = min(int(bill * scale), account.balance // 2)
        if bill < 2_000:
            return
        word, channel = ("ECOM", "internet") if is_online else ("POS", "card")
        self.ledger.pay(account, day, bill, word, channel, shop, "Оплата карткою")

    def _cash(self, day: int, account: Account, amount: int) -> None:
        amount = min(amount, account.balance // 2) // 10_000 * 10_000
        word, channel = ("ATM_WD", "atm") if account.kind == "card" else _COUNTER
        self.ledger.pay(account, day, amount, word, channel, NOBODY, "Зняття готівки")

    def _gift(self, day: int, account: Account) -> None:
        amount = min(self.rng.randrange(3, 40) * 10_000, account.balance // 3)
        what = ("mobile", NOBODY, "Переказ")
        if not self.ledger.pay(account, day, amount, "P2P_DR", *what):
            return
        for partner in account.client.partners:
            if partner.kind == "person" and partner.main:
                row = (partner.main, amount, "P2P_CR", "mobile", own_side(account))
                self.ledger.send(partner, day, *row, "Переказ")

    def _exchange(self, day: int, main: Account, other: Account) -> None:
        """Buy foreign money, sell it, or take it out."""
        ledger, rng = self.ledger, self.rng
        if other.opened.toordinal() > day:
            return
        rate = ledger.rate(other.currency, day)
        whole = rng.randrange(1, 9) * 10_000
        if main.balance > whole * rate * 2:
            ledger.pay(
                main, day, int(whole * rate), "FX_BUY", "mobile", own_side(other)
            )
            ledger.post(other, day, whole, "FX_BUY", "mobile", own_side(main))
        elif other.balance > whole * 2:
            ledger.pay(other, day, whole, "FX_SELL", "mobile", own_side(main))
            ledger.post(
                main, day, int(whole * rate), "FX_SELL", "mobile", own_side(other)
            )

    def _order(self, day: int, client: Client, order) -> None:
        main, ledger = client.main, self.ledger
        if order.date_from.toordinal() > day:
            return
        if order.purpose == "saving":
            savings = [one.account for one in client.deposits if not one.ends]
            if savings and savings[0].opened.toordinal() <= day:
                ledger.move(main, savings[0], day, order.amount, "DEP_OPEN")
            return
        word = {"insurance": "INS_DR"}.get(order.purpose, "RENT_DR")
        payee = (order.payee_name, order.payee_account, order.payee_bank)
        ledger.pay(main, day, order.amount, word, "system", payee, "Постійне доручення")

    def _rest(self, day: int, account: Account, income: int) -> None:
        """Much more than a month's income does not stay on the account."""
        rest = account.balance - int(income * self.rng.uniform(0.5, 1.1))
        if rest < income * 0.25:
            return
        amount = rest // 10_000 * 10_000
        word, channel = self.rng.choice(
            (("P2P_DR", "mobile"), ("CASH_WD", "counter"), ("ATM_WD", "atm"))
        )
        if word == "ATM_WD":
            amount = min(amount, 2_000_000)
        self.ledger.pay(account, day, amount, word, channel, NOBODY, "Власні потреби")


_COUNTER = ("CASH_WD", "counter")
