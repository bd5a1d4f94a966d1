"""Books movements: bank day of each, running balance, the rate of a day."""

from collections.abc import Callable
from datetime import date, timedelta

from .bankdays import on_or_after
from .counterparties import NOBODY, Side
from .identifiers import OUR_BANK
from .records import Account, Bank, Client

Event = tuple[int, int, Callable, tuple]


class Ledger:
    """Posts to accounts in order of days; days are ordinals for speed."""

    def __init__(self, bank: Bank):
        self.bank = bank
        self.first = bank.start.toordinal()
        self.last = bank.today.toordinal()
        self.rows: list[tuple] = []
        self.agenda: list[Event] = []
        self.inbox: dict[int, list[Event]] = {}
        self._booking = [
            on_or_after(date.fromordinal(day)).toordinal()
            for day in range(self.first - 10, self.last + 10)
        ]
        self._rates = {
            (row["currency"], row["date"].toordinal()): float(row["rate"])
            / row["units"]
            for row in bank.rates
        }

    def booked_on(self, day: int) -> int:
        """The bank day of something done on `day`."""
        return self._booking[day - self.first + 10]

    def rate(self, currency: str, day: int) -> float:
        """Hryvnias for one unit on the day."""
        while (currency, day) not in self._rates:
            day -= 1
        return self._rates[currency, day]

    def post(
        self,
        account: Account,
        day: int,
        amount: int,
        word: str,
        channel: str = "system",
        other: Side = NOBODY,
        purpose: str = "",
    ) -> bool:
        """Book the amount, unless the bank day has not come or the account is shut."""
        booked = self._booking[day - self.first + 10]
        if booked > self.last or not amount or account.state == "closed":
            return False
        account.balance += amount
        self.rows.append(
            (
                booked,
                account,
                day,
                amount,
                word,
                channel,
                other,
                purpose,
                account.balance,
            )
        )
        return True

    def pay(self, account: Account, day: int, amount: int, *what) -> bool:
        """Book a debit, where the balance allows."""
        if amount <= 0 or account.balance < amount:
            return False
        return self.post(account, day, -amount, *what)

    def move(self, source, target, day, amount, word, channel="system", why="") -> bool:
        """Both legs of a transfer within one client, where the balance allows."""
        if not self.pay(source, day, amount, word, channel, own_side(target), why):
            return False
        return self.post(target, day, amount, word, channel, own_side(source), why)

    def plan(self, day: int, action: Callable, *arguments) -> None:
        """Put an action of the present client on the agenda."""
        if self.first <= day <= self.last:
            self.agenda.append((day, len(self.agenda), action, arguments))

    def send(self, client: Client, day: int, *posting) -> None:
        """A credit for a client, lost on one whose turn is over."""
        self.inbox.setdefault(id(client), []).append((day, 0, self.post, posting))

    def run(self, client: Client) -> None:
        """Do the agenda of one client in order of days, and clear it."""
        for day, _turn, _post, posting in self.inbox.pop(id(client), ()):
            self.plan(day, _receive, self, *posting)
        end = client.quiet_from or client.ended
        stop = end.toordinal() if end else self.last
        for day, _turn, action, arguments in sorted(self.agenda, key=_by_day):
            if day <= stop:
                action(day, *arguments)
        self.agenda.clear()

    def close(self, account: Account, day: int) -> None:
        """Close an account and its agreement on the bank day."""
        account.state = account.holding.state = "closed"
        closed = date.fromordinal(self.booked_on(day))
        account.closed = account.holding.closed = closed


def _by_day(event: Event) -> tuple[int, int]:
    return event[:2]


def _receive(day: int, ledger: Ledger, account: Account, *rest) -> None:
    if account.opened.toordinal() <= day:
        ledger.post(account, day, *rest)


def own_side(account: Account) -> Side:
    """How an account of ours appears as the other side."""
    return (account.client.full_name, account.number, OUR_BANK)


def poisson(rng, mean: float) -> int:
    """A whole number around `mean`; quick for the small means used here."""
    count, left = 0, rng.expovariate(1)
    while left < mean:
        count += 1
        left += rng.expovariate(1)
    return count


def day_in(year: int, month: int, day: int) -> int:
    """Ordinal of the day, or of the last day of a shorter month."""
    first = date(year, month, 1)
    following = (first + timedelta(31)).replace(day=1)
    return min(first.toordinal() + day - 1, following.toordinal() - 1)
