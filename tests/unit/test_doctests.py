"""The examples in the docstrings of domain code and tools hold."""

import doctest
import importlib

import pytest

from scripts.domain_imports import domain_modules


@pytest.mark.parametrize("name", [*domain_modules(), "scripts.odoo_log"])
def test_the_examples_of_a_module_hold(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
