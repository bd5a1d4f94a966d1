"""One small demo bank for all tests of this folder."""

import csv
import json
from datetime import date

import pytest
from odoo.addons.bank_crm.demo_bank.bank import write_bank

SATURDAY = date(2025, 6, 14)


class Written:
    """The files of a folder, read back."""

    def __init__(self, summary):
        self.summary = summary
        self.story = json.loads(summary.story.read_text(encoding="utf-8"))

    @staticmethod
    def manifest(path):
        text = path.with_name(path.name + ".manifest.json").read_text(encoding="utf-8")
        return json.loads(text)

    def files(self, layout):
        return [
            path
            for path in self.summary.paths
            if self.manifest(path)["layout"] == layout
        ]

    @staticmethod
    def read(path):
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def rows(self, layout):
        return [row for path in self.files(layout) for row in self.read(path)]

    def latest(self, layout, key):
        """By number, as the last file that has it says."""
        return {row[key]: row for row in self.rows(layout)}


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "small"
    return Written(write_bank(folder, "small", SATURDAY))
