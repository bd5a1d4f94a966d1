"""Published statement samples read by our readers and compared figure by figure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from odoo.addons.bank_crm_base.domain.conformance import Status, Verdict

from .statements import camt, mt940
from .statements.balance import check_balance
from .statements.errors import StatementError
from .statements.model import Balance, Entry, Side, Statement

Handler = Callable[[dict[str, Any], Path], Verdict]
_MT_BALANCES = ("60F", "60M", "62F", "62M")


def run_mt940(case: dict[str, Any], folder: Path) -> Verdict:
    """Read the MT940 file of the case and compare it with what is published."""
    return _run(case, folder, _read_mt940)


def run_camt(case: dict[str, Any], folder: Path) -> Verdict:
    """Read the camt file of the case and compare it with what is published."""
    return _run(case, folder, _read_camt)


KINDS: dict[str, Handler] = {"mt940": run_mt940, "camt": run_camt}


def _run(
    case: dict[str, Any], folder: Path, read: Callable[[Path], dict[str, Any]]
) -> Verdict:
    if case["verification"]["status"] == "not_reproduced":
        return Verdict(
            Status.NOT_APPLICABLE, None, "nobody could reproduce the figures"
        )
    path = folder / case["inputs"]["file"]
    if not path.is_file():
        return Verdict(Status.NOT_APPLICABLE, None, "the sample file was not delivered")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != case["inputs"]["sha256"]:
        return Verdict(
            Status.FAILED, digest, "the sample file is not the published one"
        )
    try:
        got = read(path)
    except StatementError as error:
        return Verdict(Status.FAILED, None, str(error))
    differences = list(_differences(case["expected"], got, ""))
    if differences:
        return Verdict(Status.FAILED, got, "; ".join(differences))
    return Verdict(Status.PASSED, got)


def _differences(expected: Any, got: Any, where: str) -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(got, dict):
        for name in expected.keys() | got.keys():
            yield from _differences(
                expected.get(name), got.get(name), f"{where}/{name}"
            )
    elif isinstance(expected, list) and isinstance(got, list):
        if len(expected) != len(got):
            yield f"{where}: {len(expected)} expected, {len(got)} read"
        for index, (one, other) in enumerate(zip(expected, got, strict=False)):
            yield from _differences(one, other, f"{where}/{index}")
    elif expected != got:
        yield f"{where}: expected {expected!r}, read {got!r}"


def _read_mt940(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        statements = list(mt940.read(stream))
    entries = [entry for statement in statements for entry in statement.entries]
    checks = []
    for statement in statements:
        check = _checked(statement, statement.entries)
        checks.append(
            {"opening+tx==closing": check["ok"], "diff": check["diff"]}
            if check
            else None
        )
    return {
        "statements": [_mt940_statement(statement) for statement in statements],
        "transaction_count": len(entries),
        "sum": str(sum((entry.amount for entry in entries), Decimal(0))),
        "balance_check": checks,
    }


def _mt940_statement(statement: Statement) -> dict[str, Any]:
    return {
        "ref": statement.statement_id,
        "account": statement.account,
        "number": statement.number,
        "balances": {
            balance.kind: _balance(balance)
            for balance in statement.balances
            if balance.kind in _MT_BALANCES
        },
        "tx": [
            {
                "value_date": entry.value_date.strftime("%y%m%d"),
                "mark": _mark(entry),
                "amount": str(entry.amount),
                "type": entry.transaction_code.swift or None,
            }
            for entry in statement.entries
        ],
    }


def _mark(entry: Entry) -> str:
    is_credit = (entry.side is Side.CREDIT) != entry.is_reversal
    return ("R" if entry.is_reversal else "") + ("C" if is_credit else "D")


def _read_camt(path: Path) -> dict[str, Any]:
    statements = []
    message = ""
    with path.open("rb") as stream:
        for statement in camt.read(stream):
            message = statement.message
            entries = tuple(statement.entries)
            statements.append(
                {
                    "id": statement.statement_id,
                    "account": statement.account,
                    "balances": [
                        {"type": balance.kind, **_balance(balance)}
                        for balance in statement.balances
                    ],
                    "entries": [_camt_entry(entry) for entry in entries],
                    "balance_check": _checked(statement, entries),
                }
            )
    return {"message": message, "statements": statements}


def _camt_entry(entry: Entry) -> dict[str, Any]:
    booking = entry.booking_moment or entry.booking_date
    return {
        "amount": str(entry.amount),
        "currency": entry.currency,
        "status": "BOOK" if entry.status == "booked" else entry.status.value,
        "booking": booking.isoformat(),
        "value": entry.value_date.isoformat(),
        "tx_details": len(entry.details),
        "end_to_end": [
            detail.end_to_end_id for detail in entry.details if detail.end_to_end_id
        ],
    }


def _balance(balance: Balance) -> dict[str, str]:
    return {
        "amount": str(balance.amount),
        "currency": balance.currency,
        "date": balance.date.isoformat(),
    }


def _checked(statement: Statement, entries) -> dict[str, Any] | None:
    if statement.opening is None or statement.closing is None:
        return None
    check = check_balance(statement.opening, statement.closing, entries)
    # The published check adds the figures up whatever their currency.
    return {"ok": not check.difference, "diff": str(check.difference)}
