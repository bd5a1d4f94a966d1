"""Balances on chosen days and the months of agreements, from one walk over movements."""

from collections.abc import Iterable
from datetime import date

from .bankdays import add_months, back, month_end, on_or_before
from .records import Account, Bank

DAILY = 5
MONTHS_OF_AGREEMENTS = 12
INTERCHANGE = 0.012
TRANSFER_RATE = {"UAH": 0.13, "USD": 0.03, "EUR": 0.02, "CNY": 0.02, "CZK": 0.03}
COST_OF_ACCOUNT = 1_500
STAGE_2_FROM, STAGE_3_FROM = 31, 91
PROVISION = {1: 0.0005, 2: 0.01, 3: 0.08}


def snapshot_days(bank: Bank) -> list[date]:
    """Day before the files begin, last year end, last month end, the last five days."""
    opening = on_or_before(date.fromordinal(bank.start.toordinal() - 1))
    year_end = on_or_before(date(bank.today.year - 1, 12, 31))
    last_month = on_or_before(month_end(add_months(bank.today, -1)))
    last_days = [back(bank.today, days) for days in range(DAILY)]
    return sorted({opening, year_end, last_month, *last_days})


class Walk:
    """Walks movements once; keeps what the files of balances and months need."""

    def __init__(self, bank: Bank, more: Iterable[tuple[int, Account, int]]):
        self.bank = bank
        self.balances: dict[date, dict[str, int]] = {}
        self.month_ends: dict[int, dict[str, int]] = {}
        self.fees: dict[tuple[str, int], int] = {}
        entries = [(row[1], row[2], row[4], row[5]) for row in bank.movements]
        entries += [(booked, account, amount, "") for booked, account, amount in more]
        entries.sort(key=lambda entry: entry[0])
        self._walk(entries)

    def _walk(self, entries: list[tuple]) -> None:
        now = {account.account_id: account.opening for account in self.bank.accounts}
        marks = [(day.toordinal(), day, False) for day in snapshot_days(self.bank)]
        month = self.bank.start
        while month <= self.bank.today:
            marks.append((month_end(month).toordinal(), month, True))
            month = add_months(month, 1)
        marks.sort(reverse=True)
        for booked, account, amount, word in entries:
            while marks and booked > marks[-1][0]:
                self._keep(marks.pop(), now)
            key = account.account_id
            now[key] = now.get(key, 0) + amount
            if word == "FEE_DR":
                self._fee(key, booked, -amount)
            elif word in ("POS", "ECOM"):
                self._fee(key, booked, int(-amount * INTERCHANGE))
        for mark in reversed(marks):
            self._keep(mark, now)
        self.final = now

    def _keep(self, mark: tuple, now: dict[str, int]) -> None:
        _ordinal, day, is_month = mark
        if is_month:
            self.month_ends[_month_number(day)] = dict(now)
        else:
            self.balances[day] = dict(now)

    def _fee(self, key: str, booked: int, amount: int) -> None:
        place = (key, _month_number(date.fromordinal(booked)))
        self.fees[place] = self.fees.get(place, 0) + amount

    def months(self) -> Iterable[tuple[date, list[dict]]]:
        """The last full months: each with the rows of its agreements."""
        first = add_months(self.bank.today.replace(day=1), -MONTHS_OF_AGREEMENTS)
        for place in range(MONTHS_OF_AGREEMENTS):
            month = add_months(first, place)
            end = month_end(month)
            if month > self.bank.start:
                yield end, [*self._agreements(month, end)]

    def _agreements(self, month: date, end: date) -> Iterable[dict]:
        number = _month_number(month)
        before, after = self.month_ends[number - 1], self.month_ends[number]
        for account in self.bank.accounts:
            if account.opened > end or (account.closed and account.closed < month):
                continue
            key = account.account_id
            average = (before[key] + after[key]) // 2
            fees = self.fees.get((key, number), 0)
            if average or fees:
                yield self._month(account, month, average, fees)

    def _month(self, account: Account, month: date, average: int, fees: int) -> dict:
        rate = float(account.holding.annual_rate or 0)
        interest = int(abs(average) * rate / 12)
        is_loan = average < 0
        transfer = int(average * TRANSFER_RATE[account.currency] / 12)
        stage = _stage(account.holding.status_note, month) if is_loan else None
        return {
            "holding_id": account.holding_id,
            "month": month,
            "interest_income": interest if is_loan else 0,
            "interest_expense": 0 if is_loan else interest,
            "fees": fees,
            "average_balance": average,
            "transfer_result": transfer + interest if is_loan else transfer - interest,
            "provision": int(-average * PROVISION[stage]) if stage else 0,
            "stage": stage,
            "direct_cost": COST_OF_ACCOUNT,
        }


def _stage(note: str, month: date) -> int:
    if not note:
        return 1
    days = (month_end(month) - date.fromisoformat(note.split()[-1])).days
    return 3 if days >= STAGE_3_FROM else 2 if days >= STAGE_2_FROM else 1


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1
