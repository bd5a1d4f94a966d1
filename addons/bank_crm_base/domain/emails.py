"""E-mail addresses: one form to store and compare. No names, no brackets, no lists."""

import re

import idna

MAX_LENGTH = 254
MAX_LOCAL_LENGTH = 64

_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_TOP_LEVEL = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{2,59}")


class EmailError(ValueError):
    """A text that is no address; `code` is what a screen translates."""

    def __init__(self, code: str) -> None:
        super().__init__(_MESSAGES[code])
        self.code = code


_MESSAGES = {
    "no_at": "an address has one @ sign",
    "has_name": "only the address itself, without a name or a second address",
    "bad_local": "the part before the @ sign is wrong",
    "bad_domain": "the part after the @ sign is wrong",
    "too_long": "the address is too long",
}


def normalise(text: str) -> str:
    """Return the address in lower case, an international domain in its ASCII form.

    >>> normalise(" O.Kovalenko@UKR.net ")
    'o.kovalenko@ukr.net'
    >>> normalise("info@bücher.example")
    'info@xn--bcher-kva.example'
    """
    address = text.strip().lower()
    if re.search(r'[\s<>,;"()]', address):
        raise EmailError("has_name")
    local, at, domain = address.partition("@")
    if not at or "@" in domain:
        raise EmailError("no_at")
    if not _LOCAL.fullmatch(local):
        raise EmailError("bad_local")
    ascii_domain = _ascii_domain(domain)
    if len(local) > MAX_LOCAL_LENGTH or len(local) + len(ascii_domain) >= MAX_LENGTH:
        raise EmailError("too_long")
    return f"{local}@{ascii_domain}"


def is_valid(text: str) -> bool:
    """Whether the text is an address.

    >>> is_valid("olena@ukr.net"), is_valid("Olena <olena@ukr.net>")
    (True, False)
    """
    try:
        normalise(text)
    except EmailError:
        return False
    return True


def _ascii_domain(domain: str) -> str:
    try:
        name = idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise EmailError("bad_domain") from None
    _rest, dot, top = name.rpartition(".")
    if not dot or not _TOP_LEVEL.fullmatch(top):
        raise EmailError("bad_domain")
    return name
