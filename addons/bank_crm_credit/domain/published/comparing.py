"""Numbers of published cases, and how they are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from odoo.addons.bank_crm_base.domain.conformance import Status, Verdict

Case = Mapping[str, Any]
Handler = Callable[[Case, Path], Verdict]


def number(value: Any) -> Decimal:
    """Return a number of a file as Decimal, as it is written.

    >>> number(0.1)
    Decimal('0.1')
    """
    return Decimal(str(value))


def verdict(
    expected: Mapping[str, Any], got: Mapping[str, Any], tolerance: Decimal
) -> Verdict:
    """Compare figures by name; money may differ by the tolerance.

    >>> verdict({"a": 1}, {"a": Decimal("1.001")}, Decimal("0.01")).status.value
    'passed'
    """
    wrong = [
        name
        for name, wanted in expected.items()
        if not is_same(wanted, got.get(name), tolerance)
    ]
    if wrong:
        return Verdict(Status.FAILED, got, "differs in " + ", ".join(wrong[:8]))
    return Verdict(Status.PASSED, got)


def is_same(expected: Any, got: Any, tolerance: Decimal) -> bool:
    """Tell whether a figure is as published; texts, dates and nothing exactly.

    >>> is_same(None, None, Decimal(0)), is_same(1, None, Decimal(0))
    (True, False)
    """
    is_number = isinstance(expected, int | float) and not isinstance(expected, bool)
    if is_number and got is not None:
        return abs(number(expected) - number(got)) <= tolerance
    return expected == got


def inapplicable(reason: str) -> Verdict:
    """Say why the bank would never need the case.

    >>> inapplicable("of no bank").status.value
    'not_applicable'
    """
    return Verdict(Status.NOT_APPLICABLE, None, reason)
