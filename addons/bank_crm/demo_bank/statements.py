"""Statements in MT940 of one account: of three consecutive ones the second is missing."""

from datetime import date

from .identifiers import OUR_MFO
from .records import Bank

FIRST_NUMBER = 101
# statement number: its lines as signed sums
LINES = {
    101: (1_250_000, -340_050, 75_000),
    102: (-120_000, 560_000),
    103: (980_000, -45_025),
}
OPENING = 4_500_000


def two_of_three(bank: Bank, days: list[date]) -> list[tuple[date, str, int, int]]:
    """Bank day, text, rows and sum of the first and the third statement."""
    account_id = bank.story["statement_account"]
    account = next(one for one in bank.accounts if one.account_id == account_id)
    statements, balance = [], OPENING
    for (number, sums), day in zip(LINES.items(), days[-3:], strict=True):
        closing = balance + sum(sums)
        text = _mt940(number, account, day, balance, sums)
        if number != FIRST_NUMBER + 1:
            statements.append((day, text, len(sums), sum(sums)))
        balance = closing
    bank.story["statement_gap"] = {
        "account": account_id,
        "iban": account.number,
        "have": [FIRST_NUMBER, FIRST_NUMBER + 2],
        "missing": FIRST_NUMBER + 1,
    }
    return statements


def _mt940(number: int, account, day: date, opening: int, sums: tuple) -> str:
    closing = opening + sum(sums)
    lines = [
        f":20:DNISTER{day:%y%m%d}",
        f":25:{account.number}",
        f":28C:{number}/1",
        f":60F:{_balance(opening, day, account.currency)}",
    ]
    for place, amount in enumerate(sums, 1):
        side = "C" if amount > 0 else "D"
        mark = f"{number}{place:03d}"
        lines.append(
            f":61:{day:%y%m%d}{day:%m%d}{side}{_amount(amount)}NTRFREF{mark}//{OUR_MFO}{mark}"
        )
        lines.append(f":86:Contract payment {mark}")
    lines.append(f":62F:{_balance(closing, day, account.currency)}")
    return "\r\n".join((*lines, "-", ""))


def _balance(amount: int, day: date, currency: str) -> str:
    return f"{'C' if amount >= 0 else 'D'}{day:%y%m%d}{currency}{_amount(amount)}"


def _amount(amount: int) -> str:
    return f"{abs(amount) // 100},{abs(amount) % 100:02d}"
