"""The words of the Berka bank, and ours for them.

Every word that may stand in the files is listed; any other is an error, never "other".
"""

from dataclasses import dataclass

CREDIT, DEBIT = 1, -1
SIGNS = {"PRIJEM": CREDIT, "VYDAJ": DEBIT, "VYBER": DEBIT}


class MappingError(ValueError):
    """A word that is not in the mapping, or words that contradict each other."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word says of a movement, seen from the client; no channel = not told."""

    kind: str
    sign: int
    channel: str
    purpose: str


OPERATIONS = {
    "VKLAD": Meaning("cash_in", CREDIT, "counter", "Cash deposit"),
    "VYBER": Meaning("cash_out", DEBIT, "counter", "Cash withdrawal"),
    "VYBER KARTOU": Meaning("card_withdrawal", DEBIT, "card", "Withdrawal by card"),
    "PREVOD Z UCTU": Meaning("transfer_in", CREDIT, "", "From another bank"),
    "PREVOD NA UCET": Meaning("transfer_out", DEBIT, "", "To another bank"),
}
# A symbol tells more than the operation: its channel counts where it has one.
SYMBOLS = {
    "UROK": Meaning("interest_in", CREDIT, "system", "Interest credited"),
    "SANKC. UROK": Meaning("penalty", DEBIT, "system", "Interest on a debit balance"),
    "SLUZBY": Meaning("fee", DEBIT, "system", "Fee for the statement"),
    "DUCHOD": Meaning("pension", CREDIT, "", "Old-age pension"),
    "SIPO": Meaning("utilities", DEBIT, "", "Household payment"),
    "POJISTNE": Meaning("insurance", DEBIT, "", "Insurance payment"),
    "UVER": Meaning("loan_payment", DEBIT, "", "Loan payment"),
    "LEASING": Meaning("transfer_out", DEBIT, "", "Leasing payment"),
}
# The file of movements before a loan was published with English words.
ENGLISH = {
    "credit": "PRIJEM",
    "withdrawal": "VYDAJ",
    "credit in cash": "VKLAD",
    "withdrawal in cash": "VYBER",
    "credit card withdrawal": "VYBER KARTOU",
    "collection from another bank": "PREVOD Z UCTU",
    "remittance to another bank": "PREVOD NA UCET",
    "interest credited": "UROK",
    "sanction interest if negative balance": "SANKC. UROK",
    "payment for statement": "SLUZBY",
    "old-age pension": "DUCHOD",
    "household": "SIPO",
    "insurrance payment": "POJISTNE",
    "loan payment": "UVER",
    "leasing": "LEASING",
    "": "",
}
ORDER_PURPOSES = {
    "SIPO": "household",
    "UVER": "loan",
    "POJISTNE": "insurance",
    "LEASING": "leasing",
    "": "other",
}
HOLDER_ROLES = {"OWNER": "owner", "DISPONENT": "authorised"}
HOLDER_RIGHTS = {
    "owner": "all, standing orders and loans included",
    "authorised": "use of the account, no standing orders and no loan",
}
# An unpaid loan whose term is over is still a claim: it stays active.
LOAN_STATUSES = {
    "A": ("closed", "A: contract finished, no problems"),
    "B": ("active", "B: contract finished, loan not paid"),
    "C": ("active", "C: running contract, OK so far"),
    "D": ("active", "D: running contract, client in debt"),
}
ACCOUNT_PRODUCTS = {
    "POPLATEK MESICNE": "ACC-M",
    "POPLATEK TYDNE": "ACC-W",
    "POPLATEK PO OBRATU": "ACC-T",
}
CARD_PRODUCTS = {"junior": "CARD-J", "classic": "CARD-C", "gold": "CARD-G"}
LOAN_PRODUCT = "LOAN"
# code: name, family, kind
PRODUCTS = {
    "ACC-M": ("Account with monthly statement", "current_account", "account"),
    "ACC-W": ("Account with weekly statement", "current_account", "account"),
    "ACC-T": ("Account with a statement each time", "current_account", "account"),
    "LOAN": ("Loan", "consumer_loan", "loan"),
    "CARD-J": ("Junior card", "card", "card"),
    "CARD-C": ("Classic card", "card", "card"),
    "CARD-G": ("Gold card", "card", "card"),
}


def ours(words: dict, word: str, what: str):
    """What a list has for a word of the bank; blanks around it do not count.

    >>> ours(HOLDER_ROLES, "DISPONENT", "disposition")
    'authorised'
    """
    try:
        return words[word.strip()]
    except KeyError:
        raise MappingError(f"unknown {what} {word!r}") from None


def czech(word: str) -> str:
    """The bank's own word for one of the English file.

    >>> czech("household")
    'SIPO'
    """
    return ours(ENGLISH, word, "English word")


def meaning_of(direction: str, operation: str, symbol: str) -> Meaning:
    """What the three words of a movement say together.

    >>> meaning_of("VYDAJ", "VYBER", "SLUZBY").kind
    'fee'
    >>> meaning_of("PRIJEM", "PREVOD Z UCTU", " ").purpose
    'From another bank (PREVOD Z UCTU)'
    """
    sign = ours(SIGNS, direction, "type")
    operation, symbol = operation.strip(), symbol.strip()
    by_operation = ours(OPERATIONS, operation, "operation") if operation else None
    by_symbol = ours(SYMBOLS, symbol, "k_symbol") if symbol else None
    told = by_symbol or by_operation
    if told is None:
        raise MappingError("neither operation nor k_symbol is given")
    for meaning in filter(None, (by_operation, by_symbol)):
        if meaning.sign != sign:
            raise MappingError(f"{direction} contradicts {operation!r} {symbol!r}")
    channel = told.channel or (by_operation.channel if by_operation else "")
    purpose = f"{told.purpose} ({symbol or operation})"
    return Meaning(told.kind, sign, channel, purpose)
