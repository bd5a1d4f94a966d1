"""What two records are compared by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from odoo.addons.bank_crm_base.domain.folding import name_tokens, person_tokens
from odoo.addons.bank_crm_base.domain.identifiers import guess_kinds
from odoo.addons.bank_crm_base.domain.names import parse_name
from odoo.addons.bank_crm_base.domain.search_keys import compact_code
from odoo.addons.bank_crm_base.domain.stubs import document_digits, document_key
from odoo.addons.bank_crm_base.domain.transliteration import (
    CACHED_WORDS,
    is_han,
    loose_key,
)

from .given_names import plain_given, plain_word

COMPANY = "legal_entity"


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """One record, each fact in the form in which it is compared.

    A person has `last`, `first`, `middle`; a company the sorted `words` of its name without
    the legal form.
    """

    kind: str = "person"
    last: str = ""
    first: str = ""
    middle: str = ""
    words: tuple[str, ...] = ()
    birth: date | None = None
    gender: str = ""
    taxes: frozenset[str] = frozenset()
    registries: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()

    @property
    def is_company(self) -> bool:
        """Whether the name is a company's."""
        return self.kind == COMPANY


def facts(
    *,
    kind: str,
    name: str,
    last: str = "",
    first: str = "",
    middle: str = "",
    birth: date | None = None,
    gender: str = "",
    taxes: Iterable[str] = (),
    registries: Iterable[str] = (),
    documents: Iterable[str] = (),
    phones: Iterable[str] = (),
    emails: Iterable[str] = (),
    addresses: Iterable[str] = (),
) -> ClientFacts:
    """Bring the values of a record into the form in which they are compared.

    >>> one = facts(kind="person", name="Коваленко Сергій Іванович")
    >>> two = facts(kind="person", name="", last="Kovalenko", first="Sergey")
    >>> (one.last, one.first) == (two.last, two.first)
    True
    >>> facts(kind="legal_entity", name="ТОВ «Зоря Поділля»").words
    ('podilia', 'zoria')
    """
    words: tuple[str, ...] = ()
    if kind == COMPANY:
        words = tuple(sorted(map(loose_key, name_tokens(name).tokens)))
        last = first = middle = ""
    elif not (last and first) and name.strip():
        last, first, middle = _parts(name)
    return ClientFacts(
        kind=kind,
        last=plain_word(last),
        first=plain_given(first),
        middle=plain_word(middle),
        words=words,
        birth=birth,
        gender=gender or "",
        taxes=_codes(taxes),
        registries=_codes(registries),
        documents=frozenset(
            document_key(number) for number in documents if document_digits(number)
        ),
        phones=frozenset(filter(None, phones)),
        emails=frozenset(email.strip().lower() for email in emails if email),
        addresses=frozenset(filter(None, map(_address_key, addresses))),
    )


@lru_cache(maxsize=CACHED_WORDS)
def _parts(name: str) -> tuple[str, str, str]:
    form = person_tokens(name).legal_form
    if form and not is_han(name):
        # "FOP Kovalenko Olena": the form is one word or several in front of the name.
        count = len(person_tokens(name).tokens)
        name = " ".join(name.split()[-count:]) if count else name
    person = parse_name(name)
    return person.last, person.first, person.middle


def _codes(values: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, (compact_code(value) for value in values if value)))


@lru_cache(maxsize=CACHED_WORDS)
def _address_key(text: str) -> str:
    return " ".join(sorted(map(loose_key, person_tokens(text).tokens)))


@lru_cache(maxsize=CACHED_WORDS)
def is_checked_number(code: str) -> bool:
    """Whether a number carries a check digit that is right: no slip of the keyboard.

    >>> is_checked_number("3652504575"), is_checked_number("3652504576")
    (True, False)
    """
    return bool(guess_kinds(code.upper()))
