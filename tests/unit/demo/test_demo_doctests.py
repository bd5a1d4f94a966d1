"""The examples in the docstrings of the generator hold."""

import doctest
import importlib

import pytest

MODULES = (
    "bankdays",
    "files",
    "identifiers",
    "names_uk",
    "oddities",
    "people",
    "rates",
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_generator_hold(name):
    module = importlib.import_module(f"odoo.addons.bank_crm.demo_bank.{name}")
    result = doctest.testmod(module)
    assert result.attempted
    assert result.failed == 0
