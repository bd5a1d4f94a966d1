"""Every published case of decision tables comes out as published."""

import json
import os
from pathlib import Path

import pytest
from odoo.addons.bank_crm_rules.domain.conformance import KINDS

SHARED = Path(__file__).parents[4] / "shared"
VECTORS = SHARED / "vectors" / "07_dmn_bpmn.json"
CASES = [
    case
    for case in (json.loads(VECTORS.read_text())["cases"] if VECTORS.is_file() else ())
    if case["kind"] in KINDS
]


def test_the_published_cases_are_there():
    if not CASES:
        if os.environ.get("CI") == "true":
            pytest.fail("the published decision cases are missing in CI")
        pytest.skip("no ../shared: published decision cases not run")
    assert {case["kind"] for case in CASES} == set(KINDS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_published_case_is_decided(case):
    verdict = KINDS[case["kind"]](case, SHARED)
    if verdict.status == "not_applicable":
        assert not case["inputs"]["hit_policies"], "decision tables are all run"
        pytest.skip(verdict.reason)
    assert verdict.status == "passed", verdict.reason
