"""Every published statement sample is read to the figure."""

import json
import os
from pathlib import Path

import pytest
from odoo.addons.bank_crm_exchange.domain.conformance import KINDS

SHARED = Path(__file__).parents[4] / "shared"
VECTORS = SHARED / "vectors" / "06_statements.json"
CASES = json.loads(VECTORS.read_text())["cases"] if VECTORS.is_file() else []


def test_the_published_cases_are_there():
    if not CASES:
        if os.environ.get("CI") == "true":
            pytest.fail("the published statement cases are missing in CI")
        pytest.skip("no ../shared: published statement cases not run")
    assert {case["kind"] for case in CASES} == set(KINDS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_published_statement_is_read_to_the_figure(case):
    verdict = KINDS[case["kind"]](case, SHARED)
    if verdict.status == "not_applicable":
        pytest.skip(verdict.reason)
    assert verdict.status == "passed", verdict.reason
