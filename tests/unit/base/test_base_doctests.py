import doctest
import importlib
from pathlib import Path

import pytest

DOMAIN = Path(__file__).parents[3] / "addons" / "bank_crm_base" / "domain"
MODULES = sorted(path.stem for path in DOMAIN.glob("[!_]*.py"))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_text_hold(name):
    module = importlib.import_module(f"odoo.addons.bank_crm_base.domain.{name}")
    assert doctest.testmod(module).failed == 0
