"""Every published case of lending comes out as published."""

import json
import os
from pathlib import Path

import pytest
from odoo.addons.bank_crm_credit.domain.conformance import KINDS

SHARED = Path(__file__).parents[4] / "shared"
FILES = (
    "01_apr",
    "02_amortisation",
    "03_daycount",
    "04_delinquency_allocation",
    "04b_fineract_scenarios",
    "08_realdata",
)
CASES = [
    case
    for name in FILES
    if (file := SHARED / "vectors" / f"{name}.json").is_file()
    for case in json.loads(file.read_text(encoding="utf-8"))["cases"]
]
# How many of a kind may be set aside, each with its reason; one more is a failure.
SET_ASIDE = {
    "eu_apr": 1,
    "xirr": 1,
    "year_fraction": 11,
    "fineract_progressive_steps": 3,
    "scenario": 193,  # products and steps of Fineract's own: each says which
}


def test_the_published_cases_are_there():
    if not CASES:
        if os.environ.get("CI") == "true":
            pytest.fail("the published cases of lending are missing in CI")
        pytest.skip("no ../shared: published cases of lending not run")
    assert {case["kind"] for case in CASES} == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_published_cases_of_a_kind_come_out(kind):
    cases = [case for case in CASES if case["kind"] == kind]
    if not cases:
        pytest.skip("no ../shared: published cases of lending not run")
    verdicts = {case["id"]: KINDS[kind](case, SHARED) for case in cases}
    failed = {
        name: verdict.reason
        for name, verdict in verdicts.items()
        if verdict.status == "failed"
    }
    assert not failed
    aside = [one for one in verdicts.values() if one.status == "not_applicable"]
    assert len(aside) == SET_ASIDE.get(kind, 0)
    assert all(one.reason for one in aside)
