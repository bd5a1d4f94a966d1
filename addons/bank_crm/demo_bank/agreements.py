"""The life of deposits and loans: opening, interest, payments on time or not, the end."""

from datetime import date

from .bankdays import add_months
from .counterparties import NOBODY
from .ledger import Ledger, own_side
from .records import Account, Client, Deposit, Loan

MONTHS, QUARTER = 12, 3
BRINGS_MONEY = 0.93
PENALTY_OF_PART = 0.02
CAPITALISED = ("SAV", "DEP-IDX")


class Agreements:
    """Plans what a client's agreements do by themselves."""

    def __init__(self, ledger: Ledger):
        self.ledger = ledger
        self.rng = ledger.bank.rng("agreements")
        self.missed: dict[str, int] = {}

    def plan(self, client: Client) -> None:
        """Put the whole history of loans and deposits on the agenda."""
        for deposit in client.deposits:
            self._plan_deposit(client, deposit)
        for loan in client.loans:
            self._plan_loan(client, loan)

    def _plan_deposit(self, client: Client, deposit: Deposit) -> None:
        plan, bank, account = self.ledger.plan, self.ledger.bank, deposit.account
        opened = account.opened
        if opened >= bank.start:
            plan(opened.toordinal(), self._open_deposit, client, deposit)
        ends = deposit.ends or bank.today
        day = add_months(opened, 1)
        step = 1 if deposit.ends else QUARTER
        while day <= min(ends, bank.today):
            plan(day.toordinal(), self._interest, client, deposit)
            months = (day.year - opened.year) * MONTHS + day.month - opened.month
            day = add_months(opened, months + step)
        if deposit.ends and deposit.ends <= bank.today:
            plan(deposit.ends.toordinal(), self._pay_out, client, deposit)

    def _bring(self, account: Account, day: int, amount: int) -> None:
        """Money from outside, where the account does not hold enough."""
        gap = amount - account.balance
        if gap <= 0:
            return
        if account.client.kind == "person":
            what = ("CASH_DEP", "counter", NOBODY, "Внесення готівки")
        else:
            what = ("P2P_CR", "internet", NOBODY, "Переказ з рахунку в іншому банку")
        gap = -(-gap // 10_000) * 10_000
        self.ledger.post(account, day, gap, *what)

    def _source(self, client: Client, deposit: Deposit, day: int) -> Account:
        source = deposit.funded_from
        return source if source.opened.toordinal() <= day else deposit.account

    def _open_deposit(self, day: int, client: Client, deposit: Deposit) -> None:
        source = self._source(client, deposit, day)
        if source is deposit.account or source.currency != deposit.account.currency:
            what = ("DEP_OPEN", "counter", NOBODY, "Внесення вкладу готівкою")
            self.ledger.post(deposit.account, day, deposit.amount, *what)
            return
        self._bring(source, day, deposit.amount)
        self.ledger.move(
            source, deposit.account, day, deposit.amount, "DEP_OPEN", "mobile"
        )

    def _interest(self, day: int, client: Client, deposit: Deposit) -> None:
        account, ledger = deposit.account, self.ledger
        months = 1 if deposit.ends else QUARTER
        interest = int(account.balance * deposit.rate * months / MONTHS)
        if deposit.is_indexed:
            before = ledger.rate("USD", max(day - 30, ledger.first))
            growth = ledger.rate("USD", day) / before - 1
            why = "Переоцінка за курсом долара"
            change = int(account.balance * growth)
            ledger.post(account, day, change, "REVAL", "system", NOBODY, why)
        target = self._source(client, deposit, day)
        if (
            account.holding.product_id in CAPITALISED
            or target.currency != account.currency
        ):
            target = account
        why = "Відсотки за вкладом"
        if interest > 0:
            ledger.post(
                target, day, interest, "INT_CR", "system", own_side(account), why
            )

    def _pay_out(self, day: int, client: Client, deposit: Deposit) -> None:
        account = deposit.account
        target = self._source(client, deposit, day)
        if self.ledger.booked_on(day) > self.ledger.last:
            return
        if target is account or target.currency != account.currency:
            what = ("DEP_CLOSE", "counter", NOBODY, "Повернення вкладу готівкою")
            self.ledger.pay(account, day, account.balance, *what)
        else:
            self.ledger.move(account, target, day, account.balance, "DEP_CLOSE")
        self.ledger.close(account, day)

    def _plan_loan(self, client: Client, loan: Loan) -> None:
        ledger, account = self.ledger, loan.account
        bank = ledger.bank
        if account.opened >= bank.start:
            ledger.plan(account.opened.toordinal(), self._disburse, client, loan)
            if client.kind == "person":
                ledger.plan(account.opened.toordinal() + 1, self._spend, client, loan)
        number, day = 0, loan.first_due
        while day <= bank.today:
            ledger.plan(day.toordinal(), self._due, client, loan)
            number += 1
            day = add_months(loan.first_due, number)

    def _disburse(self, day: int, client: Client, loan: Loan) -> None:
        amount, main = loan.account.holding.amount, client.main
        what = ("LN_DISB", "system")
        self.ledger.post(
            loan.account, day, -amount, *what, own_side(main), "Видача кредиту"
        )
        side = own_side(loan.account)
        self.ledger.post(main, day, amount, *what, side, "Видача кредиту")

    def _spend(self, day: int, client: Client, loan: Loan) -> None:
        """What the loan was taken for."""
        spent = loan.account.holding.amount * 9 // 10
        what = ("P2P_DR", "mobile", NOBODY, "Оплата покупки в кредит")
        self.ledger.pay(client.main, day, spent, *what)

    def _due(self, day: int, client: Client, loan: Loan) -> None:
        ledger, account, main = self.ledger, loan.account, client.main
        debt = -account.balance
        if debt <= 0 or self.ledger.booked_on(day) > self.ledger.last:
            return
        key = account.account_id
        if loan.late_from and loan.late_from.toordinal() <= day:
            self.missed[key] = self.missed.get(key, 0) + 1
            account.holding.status_note = account.holding.status_note or _late_since(
                day
            )
            return
        parts = 1 + self.missed.get(key, 0)
        principal = min(loan.monthly_principal * parts, debt)
        if debt - principal < loan.monthly_principal // 2:
            principal = debt
        interest = int(debt * loan.rate / MONTHS)
        total = principal + interest
        if main.balance < total and self.rng.random() < BRINGS_MONEY:
            self._bring(main, day, total)
        side = own_side(account)
        why = f"Погашення за договором {account.holding.number}"
        if main.balance < total:
            self.missed[key] = self.missed.get(key, 0) + 1
            account.holding.status_note = account.holding.status_note or _late_since(
                day
            )
            return
        if parts > 1:
            fine = int(principal * PENALTY_OF_PART)
            ledger.pay(
                main, day, min(fine, main.balance - total), "PEN_DR", "system", side
            )
            self.missed[key], account.holding.status_note = 0, ""
        ledger.pay(main, day, total, "LN_PMT", "system", side, why)
        ledger.post(account, day, principal, "LN_PMT", "system", own_side(main), why)
        if account.balance == 0:
            ledger.close(account, day)


def _late_since(day: int) -> str:
    return f"OVERDUE since {date.fromordinal(day).isoformat()}"
