"""What clients do on one day, told by the state alone."""

from datetime import date, timedelta
from random import Random

from .bankdays import is_bank_day
from .counterparties import SHOPS
from .files import money
from .oddities import number_of

USES_A_DAY = 0.12
ADVANCE_DAY, WAGE_DAY = 20, 5
WAGE_SHARE = {ADVANCE_DAY: 0.4, WAGE_DAY: 0.6}
BUSINESS = ("company", "trader")
MONTHS = 12


class LifeOfDay:
    """Posts the day's movements to the accounts of the state."""

    def __init__(self, state: dict, rng: Random, day: date):
        self.state = state
        self.rng = rng
        self.day = day
        self.rows: list[list[str]] = []
        self.closed: list[dict] = []
        self.accounts = {account["id"]: account for account in state["accounts"]}
        self.calendar_days = [day]
        while not is_bank_day(self.calendar_days[0] - timedelta(1)):
            self.calendar_days.insert(0, self.calendar_days[0] - timedelta(1))

    def post(
        self, account, amount, word, channel="system", purpose="", payee=""
    ) -> None:
        """Book the amount on the account."""
        numbers = self.state["next"]
        account["balance"] += amount
        self.rows.append(
            [
                number_of(numbers["movement"]),
                "new",
                "",
                account["id"],
                self.day.isoformat(),
                self.day.isoformat(),
                money(amount),
                account["currency"],
                word,
                channel,
                payee,
                "",
                "",
                purpose,
                money(account["balance"]),
            ]
        )
        numbers["movement"] += 1

    def ordinary(self) -> None:
        """Wages on their days, business, bills and shops, loans due, deposits ended."""
        days = {day.day for day in self.calendar_days}
        for account in [*self.state["accounts"]]:
            if not account["zest"]:
                continue
            if account["life"] in BUSINESS:
                self._business(account)
                continue
            for pay_day, share in WAGE_SHARE.items():
                if pay_day in days and account["life"] in ("employee", "freelancer"):
                    amount = int(account["income"] * share)
                    self.post(account, amount, "SALARY_CR", purpose="Заробітна плата")
            pension_day = 4 + int(account["client"]) % 15
            if account["life"] == "pensioner" and pension_day in days:
                self.post(account, account["income"], "PENSION_CR", purpose="Пенсія")
            self._spend(account)
        self._loans(days)
        self._deposits()

    def _business(self, account: dict) -> None:
        rng, income = self.rng, account["income"]
        for _one in range(2):
            if rng.random() < USES_A_DAY * 2 * min(account["zest"], 2):
                amount = int(income * rng.uniform(0.05, 0.25))
                why = "Оплата за товар"
                self.post(account, amount, "INV_CR", "internet", why, "ТОВ «Покупець»")
        if rng.random() < USES_A_DAY * 3:
            bill = int(account["balance"] * rng.uniform(0.1, 0.5))
            if bill > 0:
                why, payee = "Оплата постачальнику", "ТОВ «Постачальник»"
                self.post(account, -bill, "INV_DR", "internet", why, payee)

    def _spend(self, account: dict) -> None:
        rng = self.rng
        if rng.random() > USES_A_DAY * account["zest"]:
            return
        names, bill, _weight, is_online = rng.choice(SHOPS)
        bill = min(int(bill * rng.uniform(0.3, 2)), account["balance"] // 2)
        if bill < 2_000:
            return
        word, channel = ("ECOM", "internet") if is_online else ("POS", "card")
        if rng.random() < 0.2:
            self.post(account, -bill, "ATM_WD", "atm", "Зняття готівки")
        else:
            shop = rng.choice(names)
            self.post(account, -bill, word, channel, "Оплата карткою", shop)

    def _loans(self, days: set[int]) -> None:
        for loan in self.state["loans"]:
            account = self.accounts.get(loan["id"])
            main = self.accounts.get(loan["main"])
            if not (account and main) or loan["day"] not in days:
                continue
            debt = -account["balance"]
            principal = min(loan["part"], debt)
            total = principal + int(debt * loan["rate"] / MONTHS)
            if 0 < total <= main["balance"]:
                why = "Погашення кредиту"
                self.post(main, -total, "LN_PMT", purpose=why)
                self.post(account, principal, "LN_PMT", purpose=why)

    def _deposits(self) -> None:
        """Deposits that end today are paid out and closed."""
        going = []
        for deposit in self.state["deposits"]:
            account = self.accounts.get(deposit["id"])
            target = self.accounts.get(deposit["target"])
            if not account or not target:
                continue
            if date.fromisoformat(deposit["ends"]) > self.day:
                going.append(deposit)
                continue
            amount = account["balance"]
            if amount > 0 and target["currency"] == account["currency"]:
                why = "Повернення вкладу"
                self.post(account, -amount, "DEP_CLOSE", purpose=why)
                self.post(target, amount, "DEP_CLOSE", purpose=why)
                self.closed.append(account)
        self.state["deposits"] = going

    def closure(self) -> dict | None:
        """One person with a single account takes the rest and leaves."""
        owned: dict[str, list[dict]] = {}
        for account in self.state["accounts"]:
            owned.setdefault(account["client"], []).append(account)
        able = [
            accounts[0]
            for accounts in owned.values()
            if len(accounts) == 1
            and accounts[0]["zest"]
            and accounts[0]["balance"] > 0
            and accounts[0]["kind_of_client"] == "person"
        ]
        if not able:
            return None
        account = self.rng.choice(able)
        what = ("P2P_DR", "counter", "Закриття рахунку")
        self.post(account, -account["balance"], *what)
        self.closed.append(account)
        return account
