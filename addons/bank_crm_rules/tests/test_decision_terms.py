import ast
from pathlib import Path

from odoo.tests import TransactionCase, tagged

from ..domain.dmn.faults import TEMPLATES as FAULTS
from ..domain.dmn.model import Kind
from ..domain.dmn.phrases import TEMPLATES as WORDS
from ..domain.dmn.problems import PLACES
from ..engine.decision_terms import TERMS

ADDON = Path(__file__).parents[1]
ERRORS = {"TableError", "SheetError"}


@tagged("post_install", "-at_install")
class TestDecisionTerms(TransactionCase):
    def test_every_text_of_the_rules_can_be_translated(self):
        said = {*FAULTS.values(), *WORDS.values(), *PLACES.values(), *map(str, Kind)}
        files = [*ADDON.glob("domain/dmn/*.py"), ADDON / "engine/decision_sheet.py"]
        for file in files:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                is_error = (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "id", "") in ERRORS
                    and node.args
                )
                if is_error and isinstance(node.args[0], ast.Constant):
                    said.add(node.args[0].value)
        named = {term._source for term in TERMS}
        self.assertFalse(said - named, "texts that translators do not get")
        self.assertFalse(named - said, "texts that nobody says any more")
