from dataclasses import replace
from datetime import date

import pytest
from odoo.addons.bank_crm_base.domain.codes import LABELS
from odoo.addons.bank_crm_base.domain.completeness import (
    ClientFile,
    ClientKind,
    missing_facts,
)

TODAY = date(2026, 11, 20)
FULL = {
    "has_tax_number": True,
    "has_registry": True,
    "has_phone": True,
    "has_address": True,
    "birth_date": date(1980, 5, 4),
    "documents": (date(2030, 1, 1),),
}


def lacks(kind, **facts):
    return [str(fact) for fact in missing_facts(ClientFile(kind, **facts), TODAY)]


def test_kinds_are_those_of_the_product():
    assert [str(kind) for kind in ClientKind] == list(LABELS["client_kind"])


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        (ClientKind.PERSON, "tax_number birth_date document phone address"),
        (
            ClientKind.SOLE_TRADER,
            "tax_number registry birth_date document phone address",
        ),
        (ClientKind.LEGAL_ENTITY, "tax_number registry phone address"),
    ],
)
def test_an_empty_file_lacks_all_its_kind_must_have(kind, missing):
    assert lacks(kind) == missing.split()


@pytest.mark.parametrize("kind", ClientKind)
def test_a_full_file_lacks_nothing(kind):
    assert lacks(kind, **FULL) == []


def test_a_document_is_good_on_its_last_day():
    assert lacks("person", **FULL | {"documents": (TODAY,)}) == []
    assert lacks("person", **FULL | {"documents": (date(2026, 11, 19),)}) == [
        "document_expired"
    ]


def test_one_good_document_is_enough():
    old, endless = date(2020, 1, 1), None
    assert lacks("person", **FULL | {"documents": (old, endless)}) == []


def test_an_expired_document_shows_for_every_kind():
    file = ClientFile(ClientKind.LEGAL_ENTITY, **FULL)
    assert missing_facts(replace(file, documents=(date(2020, 1, 1),)), TODAY)
