"""The published data of the Berka bank, which is not part of the project."""

import csv
import json
import os
from pathlib import Path

import pytest
from odoo.addons.bank_crm.berka.chain import Chain
from odoo.addons.bank_crm.berka.convert import write_bank
from odoo.addons.bank_crm.berka.reconcile import chains, file_balances
from odoo.addons.bank_crm.berka.source import DEFAULT_SOURCE
from odoo.addons.bank_crm.berka.tables import read_tables


@pytest.fixture(scope="session")
def source():
    if not DEFAULT_SOURCE.is_dir():
        told = "the data of the Berka bank is not beside the checkout: ../shared/data/berka"
        if os.environ.get("CI") == "true":
            pytest.fail(told)
        pytest.skip(told)
    return DEFAULT_SOURCE


@pytest.fixture(scope="session")
def tables(source):
    return read_tables(source)


@pytest.fixture(scope="session")
def ordered(tables) -> dict[str, Chain]:
    return chains(tables)


@pytest.fixture(scope="session")
def balances(tables, ordered):
    return {row.account_id: row for row in file_balances(tables, ordered)}


class Written:
    """The files that were written, read back by layout."""

    def __init__(self, summary):
        self.summary = summary

    @staticmethod
    def manifest(path: Path) -> dict:
        text = path.with_name(f"{path.name}.manifest.json").read_text(encoding="utf-8")
        return json.loads(text)

    def files(self, layout):
        return [
            path
            for path in self.summary.paths
            if self.manifest(path)["layout"] == layout
        ]

    @staticmethod
    def read(path):
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    def rows(self, layout):
        return [row for path in self.files(layout) for row in self.read(path)]


@pytest.fixture(scope="session")
def written(source, tmp_path_factory):
    return Written(write_bank(source, tmp_path_factory.mktemp("berka") / "bank"))
