"""The link to a client's page of preferences: whose it is, until when, and its seal."""

from dataclasses import dataclass
from datetime import date, timedelta

# A link in a letter of the first day of a month lives as long as one of the last.
DAYS_AFTER_MONTH = 90
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SEAL_LENGTH = 64


class TokenError(ValueError):
    """A token that nobody gave out."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a link says before its seal is checked; `serial` grows when links are revoked."""

    client_id: int
    until: date
    serial: int

    def payload(self) -> tuple[int, str, int]:
        """What the seal covers."""
        return self.client_id, self.until.isoformat(), self.serial


def valid_until(today: date) -> date:
    """Return until when a link of today holds: the same all through a month.

    >>> valid_until(date(2026, 11, 3)), valid_until(date(2026, 11, 29))
    (datetime.date(2027, 3, 1), datetime.date(2027, 3, 1))
    """
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return next_month + timedelta(days=DAYS_AFTER_MONTH)


def write(token: Token, seal: str) -> str:
    """Return the text of a link.

    >>> write(Token(35, date(2027, 3, 1), 2), "f" * 64)[:12]
    'z-20878-2-ff'
    """
    days = (token.until - date(1970, 1, 1)).days
    return f"{_to_text(token.client_id)}-{days}-{token.serial}-{seal}"


def read(text: str) -> tuple[Token, str]:
    """Return what a link says and its seal, which is not checked here.

    >>> read("z-20878-2-" + "f" * 64)[0]
    Token(client_id=35, until=datetime.date(2027, 3, 1), serial=2)
    """
    parts = text.split("-")
    if len(parts) != 4 or len(parts[3]) != SEAL_LENGTH:
        raise TokenError("not a link of ours")
    try:
        until = date(1970, 1, 1) + timedelta(days=int(parts[1]))
        return Token(int(parts[0], len(DIGITS)), until, int(parts[2])), parts[3]
    except (ValueError, OverflowError):
        raise TokenError("not a link of ours") from None


def _to_text(number: int) -> str:
    digits = ""
    while number:
        number, place = divmod(number, len(DIGITS))
        digits = DIGITS[place] + digits
    return digits or "0"
