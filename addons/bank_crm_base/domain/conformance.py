"""Published test cases for the identifiers this addon checks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .identifiers import (
    Gender,
    IdentifierError,
    IdentifierKind,
    check,
    has_national_check,
    person_facts,
)


class Status(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one published case came out; `reason` only where it did not pass."""

    status: Status
    got: Any
    reason: str = ""


_SEX_LETTERS = {Gender.FEMALE: "F", Gender.MALE: "M"}

Handler = Callable[[dict[str, Any], Path], Verdict]


def check_identifier(case: dict[str, Any], folder: Path) -> Verdict:
    """Compare one identifier with its published verdict.

    >>> case = {"kind": "edrpou", "inputs": {"value": "32855961"}}
    >>> check_identifier(case | {"expected": {"result": "valid"}}, Path()).got
    {'result': 'valid'}
    """
    expected = case["expected"]
    got = _examine(IdentifierKind(case["kind"]), case["inputs"]["value"])
    wrong = sorted(name for name in expected if got.get(name) != expected[name])
    if wrong:
        return Verdict(Status.FAILED, got, "differs in " + ", ".join(wrong))
    return Verdict(Status.PASSED, got)


def _examine(kind: IdentifierKind, value: str) -> dict[str, str]:
    try:
        number = check(kind, value)
    except IdentifierError as error:
        return {"result": error.code}
    if kind is IdentifierKind.IBAN and not has_national_check(number):
        return {"result": "valid_mod97_only"}
    facts = person_facts(kind, number)
    if facts is None:
        return {"result": "valid"}
    return {
        "result": "valid",
        "birth_date": facts.birth_date.isoformat(),
        "sex": _SEX_LETTERS[facts.gender],
    }


KINDS: Mapping[str, Handler] = MappingProxyType(
    {
        str(kind): check_identifier
        for kind in (
            IdentifierKind.EDRPOU,
            IdentifierKind.RNOKPP,
            IdentifierKind.IBAN,
            IdentifierKind.LEI,
            IdentifierKind.BIC,
        )
    }
)
