"""What a client's file must hold, by kind of client."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ClientKind(StrEnum):
    """The codes of `codes.LABELS["client_kind"]`."""

    PERSON = "person"
    SOLE_TRADER = "sole_trader"
    LEGAL_ENTITY = "legal_entity"


class MissingFact(StrEnum):
    """What a file lacks; the screen says it in words."""

    TAX_NUMBER = "tax_number"
    REGISTRY = "registry"
    BIRTH_DATE = "birth_date"
    DOCUMENT = "document"
    DOCUMENT_EXPIRED = "document_expired"
    PHONE = "phone"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class ClientFile:
    """What is on file. A document is the date it is valid until, None for no end."""

    kind: ClientKind
    has_tax_number: bool = False
    has_registry: bool = False
    has_phone: bool = False
    has_address: bool = False
    birth_date: date | None = None
    documents: tuple[date | None, ...] = ()


_EVERYBODY = (MissingFact.TAX_NUMBER, MissingFact.PHONE, MissingFact.ADDRESS)
_PEOPLE = (MissingFact.BIRTH_DATE, MissingFact.DOCUMENT)

# A legal entity's paper is its registry entry; identity papers are its signatories'.
REQUIRED: dict[ClientKind, frozenset[MissingFact]] = {
    ClientKind.PERSON: frozenset({*_EVERYBODY, *_PEOPLE}),
    ClientKind.SOLE_TRADER: frozenset({*_EVERYBODY, *_PEOPLE, MissingFact.REGISTRY}),
    ClientKind.LEGAL_ENTITY: frozenset({*_EVERYBODY, MissingFact.REGISTRY}),
}


def missing_facts(client: ClientFile, today: date) -> tuple[MissingFact, ...]:
    """Return what the file lacks today, in the order the form asks for it.

    >>> file = ClientFile(ClientKind.LEGAL_ENTITY, has_tax_number=True, has_phone=True)
    >>> [str(fact) for fact in missing_facts(file, date(2026, 11, 20))]
    ['registry', 'address']
    """
    has_document = bool(client.documents)
    is_expired = has_document and not any(
        until is None or until >= today for until in client.documents
    )
    lacks = {
        MissingFact.TAX_NUMBER: not client.has_tax_number,
        MissingFact.REGISTRY: not client.has_registry,
        MissingFact.BIRTH_DATE: client.birth_date is None,
        MissingFact.DOCUMENT: not has_document,
        MissingFact.DOCUMENT_EXPIRED: is_expired,
        MissingFact.PHONE: not client.has_phone,
        MissingFact.ADDRESS: not client.has_address,
    }
    required = REQUIRED[client.kind]
    asked = required | {MissingFact.DOCUMENT_EXPIRED}
    return tuple(fact for fact in MissingFact if fact in asked and lacks[fact])
