from pathlib import Path

import pytest
from odoo.addons.bank_crm_base.domain.conformance import KINDS, Status

HERE = Path()


def case(kind, value, **expected):
    return {"kind": kind, "inputs": {"value": value}, "expected": expected}


def test_every_published_kind_has_a_handler():
    assert set(KINDS) == {"edrpou", "rnokpp", "iban", "lei", "bic"}


@pytest.mark.parametrize(
    "published",
    [
        case("edrpou", "32855961", result="valid"),
        case("rnokpp", "2374102223", result="valid", birth_date="1964-12-31", sex="F"),
        case("iban", "ES2121000418450200051331", result="valid_mod97_only"),
        case("bic", "MULTIPLE", result="InvalidComponent"),
    ],
)
def test_a_published_verdict_is_reproduced(published):
    assert KINDS[published["kind"]](published, HERE).status is Status.PASSED


def test_a_difference_is_named():
    published = case("rnokpp", "2374102223", result="valid", sex="M")
    verdict = KINDS["rnokpp"](published, HERE)
    assert (verdict.status, verdict.reason) == (Status.FAILED, "differs in sex")
