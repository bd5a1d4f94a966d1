"""The pages and schemas of docs/feeds are those of the layouts."""

import csv
import io
import json
from pathlib import Path

import pytest
from odoo.addons.bank_crm_exchange.domain.layouts import LAYOUTS, ColumnKind

from scripts import feed_docs

DOCS = Path(__file__).resolve().parents[3] / "docs" / "feeds"


def test_the_pages_are_current():
    found = {path.name: path.read_text(encoding="utf-8") for path in DOCS.iterdir()}
    assert found == feed_docs.files(), "run scripts/feed_docs.py"


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.code)
def test_every_reference_leads_to_a_layout_that_is_loaded_before(layout):
    for column in layout.columns:
        if column.kind is ColumnKind.REFERENCE:
            target = LAYOUTS[column.refers_to]
            assert target is layout or target.order < layout.order


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda layout: layout.code)
def test_the_schema_is_one(layout):
    schema = json.loads(
        (DOCS / f"{layout.code}.schema.json").read_text(encoding="utf-8")
    )
    assert set(schema["required"]) <= set(schema["properties"])
    header = next(csv.reader(io.StringIO(",".join(layout.column_names))))
    assert header == list(schema["properties"])
