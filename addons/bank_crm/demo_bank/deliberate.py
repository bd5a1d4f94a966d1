"""What goes wrong in a bank on purpose: each oddity in a small file of its own."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle

from .bankdays import back
from .desk import Desk
from .files import money
from .identifiers import OUR_MFO, iban, rnokpp
from .names_uk import MALE
from .oddities import SIX_KINDS, broken, number_of, row_of
from .records import Account, Bank, ClientKey
from .statements import two_of_three

GOOD_ROWS_AMONG_REJECTS = 28
LATE_ROWS = 15
QUIET_DAYS = 6
LEAST_BALANCE = 2_000_000
MISMATCH_ROWS = 20
CARD_SYSTEM_KEYS = 30


class Deliberate:
    """Decides the oddities; `daily` joins the ordinary files, `files` are their own.

    `truth` is what the core system has booked in the end: balances follow it.
    """

    def __init__(self, bank: Bank):
        self.bank = bank
        self.rng = bank.rng("deliberate")
        self.days = [back(bank.today, days) for days in range(5)][::-1]
        self.daily: dict[date, list[list[str]]] = {}
        self.files: dict[date, list[tuple]] = {}
        self.truth: list[tuple[int, Account, int]] = []
        self.renumbered: dict[str, tuple[date, str]] = {}
        self.mended: list[dict] = []
        self.number = len(bank.movements)
        quiet = self._quiet_accounts()
        self._renewed = quiet.pop()
        self._accounts = cycle(quiet)
        for oddity in (
            self._key_changes,
            self._correction,
            self._reversal,
            self._equal_withdrawals,
            self._parked,
            self._rejects,
            self._mismatch,
            self._late,
            self._keys,
        ):
            oddity()
        self.statements = two_of_three(bank, self.days)
        bank.story["mended_rejects"] = self.mended

    def _quiet_accounts(self) -> list[Account]:
        """Accounts that nothing happens to this week, so no running balance is upset."""
        since = back(self.bank.today, QUIET_DAYS).toordinal()
        busy = {row[2].account_id for row in self.bank.movements if row[1] > since}
        quiet = [
            account
            for account in self.bank.accounts
            if account.is_main
            and account.state == "open"
            and account.client.kind == "person"
            and not account.client.quiet_from
            and account.client.special not in ("duplicate", "new")
            and account.opened < self.days[0] - timedelta(30)
            and account.balance > LEAST_BALANCE
            and account.account_id not in busy
        ]
        self.rng.shuffle(quiet)
        return quiet

    def _next(self, day: date, amount: int, word="POS", account=None) -> list[str]:
        """A true movement on the next quiet account."""
        account = account or next(self._accounts)
        self.number += 1
        self.truth.append((day.toordinal(), account, amount))
        return row_of(number_of(self.number), account, day, amount, word)

    def _file(self, day: date, code: str, content: list, **manifest) -> None:
        """Something that arrives on `day`, of that bank day unless `of` another."""
        self.files.setdefault(day, []).append((code, content, manifest))

    def _tell(self, name: str, value: object) -> None:
        self.bank.story[name] = value

    def _correction(self) -> None:
        """Three wrong amounts put right the next day, and one row taken back."""
        wrong_day, day = self.days[0], self.days[1]
        rows = []
        for right, wrong in ((-12_500, -125_000), (-64_090, -60_490), (90_000, 9_000)):
            row = self._next(wrong_day, right, "POS" if right < 0 else "P2P_CR")
            first = [*row]
            first[6] = money(wrong)
            self.daily.setdefault(wrong_day, []).append(first)
            rows.append([row[0], "correct", *row[2:]])
        cancelled = self._next(wrong_day, -33_300)
        self.truth.pop()
        self.daily[wrong_day].append(cancelled)
        rows.append([cancelled[0], "cancel", *cancelled[2:]])
        self._file(day, "movements", rows)
        self._tell("corrections", [row[0] for row in rows])

    def _reversal(self) -> None:
        """A payment booked twice; the second is reversed by the opposite side."""
        first, day = self.days[2], self.days[3]
        account = next(self._accounts)
        once = self._next(first, -45_000, "UTIL_DR", account)
        twice = self._next(first, -45_000, "UTIL_DR", account)
        self.daily.setdefault(first, []).extend((once, twice))
        back_row = self._next(day, 45_000, "UTIL_DR", account)
        back_row[2] = twice[0]
        self._file(day, "movements", [back_row])
        self._tell("reversal", {"of": twice[0], "by": back_row[0]})

    def _equal_withdrawals(self) -> None:
        """Two withdrawals of the same sum on one day are two."""
        day, account = self.days[3], next(self._accounts)
        rows = [self._next(day, -200_000, "ATM_WD", account) for _one in range(2)]
        self._file(day, "movements", rows)
        self._tell("equal_withdrawals", [row[0] for row in rows])

    def _parked(self) -> None:
        """A movement today-but-one on an account that is told of only today."""
        bank, day, later = self.bank, self.days[3], self.days[4]
        owner = next(self._accounts).client
        before = len(bank.accounts)
        account = Desk(bank).open(owner, "CUR-P", "current", day, currency="EUR")
        owner.accounts.remove(account)
        del bank.accounts[before:]
        holding = bank.holdings.pop()
        self._file(day, "movements", [self._next(day, 75_000, "CASH_DEP", account)])
        holding.balance = 75_000
        self._file(later, "holdings", [holding])
        self._file(later, "accounts", [account])
        self.late_account = account
        self._tell("parked", {"account": account.account_id, "client": owner})

    def _rejects(self) -> None:
        """Forty rows of which twelve are broken in six ways."""
        day = self.days[4]
        rows = [
            self._next(day, -self._sum()) for _one in range(GOOD_ROWS_AMONG_REJECTS)
        ]
        told = []
        for place in range(12):
            kind = SIX_KINDS[place % 6]
            if kind == "duplicate_id":
                rows.append([*rows[place]])
                told.append({"kind": kind, "line": len(rows) + 1})
                continue
            true = self._next(day, -self._sum())
            rows.append(broken(kind, true, place))
            told.append({"kind": kind, "line": len(rows) + 1})
            self.mended.append({"kind": kind, "line": len(rows) + 1, "row": true})
        self._file(day, "movements", rows)
        self._tell("rejects", told)

    def _mismatch(self) -> None:
        """A file whose totals are not those of its manifest: refused whole."""
        rows = [self._next(self.days[4], -self._sum()) for _one in range(MISMATCH_ROWS)]
        del self.truth[-MISMATCH_ROWS:]
        right = sum(int(row[6].replace(".", "")) for row in rows)
        told = {"rows": MISMATCH_ROWS + 1, "sum": money(right - 123_456)}
        self._file(self.days[4], "movements", rows, **told)
        self._tell(
            "totals_mismatch", {"rows": told["rows"], "ids": [r[0] for r in rows]}
        )

    def _late(self) -> None:
        """Card payments of the day before yesterday that come only today."""
        day = self.days[2]
        rows = [self._next(day, -self._sum()) for _one in range(LATE_ROWS)]
        self._file(self.days[4], "movements", rows, of=day)
        self._tell("late", {"bank_date": day, "ids": [row[0] for row in rows]})

    def _sum(self) -> int:
        return self.rng.randrange(4_000, 90_000)

    def _key_changes(self) -> None:
        """The core system merges two clients, splits one, gives an account a new number."""
        bank, day = self.bank, self.days[2]
        pairs = [one for one in bank.story["duplicates"] if one["why"] == "spelling"]
        kept, gone = pairs[0]["clients"]
        shared = next(
            client
            for client in bank.clients
            if client.culture == "uk"
            and client.kind == "person"
            and client.life == "employee"
            and not client.special
            and len([one for one in client.accounts if one.state == "open"]) > 2
        )
        moved = [one for one in shared.accounts if one.state == "open"][-1]
        brother = self._brother(shared)
        account = self._renewed
        new_id = f"A{len(bank.accounts) + 501:07d}"
        self.renumbered[account.account_id] = (day, new_id)
        new_number = iban(OUR_MFO, f"2625{len(bank.accounts) + 501:010d}")
        changes = (
            ("client_merge", gone.client_id, kept.client_id, ""),
            ("client_split", shared.client_id, brother.client_id, moved.account_id),
            ("account_renumber", account.account_id, new_id, ""),
        )
        rows = [
            [f"K{number:05d}", change, day.isoformat(), old, new, extra]
            for number, (change, old, new, extra) in enumerate(changes, 1)
        ]
        self._file(day, "clients", [brother])
        self._file(day, "key_changes", rows)
        renewed = replace(account, account_id=new_id, number=new_number)
        self._file(day, "accounts", [renewed])
        self._tell("core_merge", {"kept": kept, "gone": gone})
        split = {"client": shared, "new": brother, "account": moved.account_id}
        self._tell("core_split", split)
        renumber = {"old_id": account.account_id, "new_id": new_id}
        renumber |= {"old_iban": account.number, "new_iban": new_number}
        self._tell("account_renumber", renumber)

    def _brother(self, client):
        """The person whose account was kept under his sibling's number."""
        names = [name for name, *_forms in MALE if name != client.first_name]
        birth = client.birth_date + timedelta(900)
        forms = {form: name for name in MALE for form in name[1:]}
        father = forms[client.middle_name]
        new_id = str(max(int(one.client_id) for one in self.bank.clients) + 1)
        return replace(
            client,
            client_id=new_id,
            first_name=self.rng.choice(names),
            middle_name=father[1],
            gender="male",
            last_name=client.last_name,
            birth_date=birth,
            tax_number=rnokpp(birth, "male", 4_321),
            email="",
            accounts=[],
            since=self.days[2],
        )

    def _keys(self) -> None:
        """One client with three numbers in the core system; numbers in the card system."""
        bank = self.bank
        clients = [one for one in bank.clients if not one.special and one.main]
        many = next(one for one in clients if one.kind == "person")
        for place, days in ((1, 2_400), (2, 1_100)):
            since = bank.today - timedelta(days)
            number = f"9{place}{many.client_id}"
            bank.keys.append(ClientKey(many.client_id, "core", number, since))
        for client in clients[-CARD_SYSTEM_KEYS:]:
            number = f"CM{client.client_id}"
            bank.keys.append(ClientKey(client.client_id, "cards", number, client.since))
        self._tell("three_core_ids", many)
