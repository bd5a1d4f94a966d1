"""Run published test cases through the addons' own domain code.

    ./bankcrm conformance FILE... [--json]

Each addon may bring `domain/conformance.py` with `KINDS`: for each kind of case a handler
that gets the case and the folder its files are relative to, and returns a verdict.
"""

import argparse
import importlib
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import domain_imports  # noqa: E402

PASSED, FAILED, NOT_APPLICABLE = "passed", "failed", "not_applicable"
STATUSES = (PASSED, FAILED, NOT_APPLICABLE)
SHOWN_WIDTH = 400


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one case came out."""

    file: str
    id: str
    kind: str
    status: str
    reason: str
    expected: Any
    got: Any

    def as_json(self):
        return {name: getattr(self, name) for name in self.__slots__}


def find_handlers():
    """Return the handlers by kind; two addons may not claim the same kind."""
    domain_imports.install()
    handlers = {}
    for name in domain_imports.domain_modules():
        if not name.endswith(".domain.conformance"):
            continue
        module = importlib.import_module(name)
        for kind, handler in getattr(module, "KINDS", {}).items():
            if kind in handlers:
                raise SystemExit(f"conformance: two addons handle the kind {kind!r}")
            handlers[str(kind)] = handler
    return handlers


def judge(file, case, handlers):
    kind = case["kind"]
    status, got, reason = NOT_APPLICABLE, None, "no addon handles this kind"
    if handler := handlers.get(kind):
        try:
            verdict = handler(case, file.resolve().parent.parent)
        except Exception as error:
            # A case that breaks our code is a failed case, not the end of the run.
            status, reason = FAILED, f"{type(error).__name__}: {error}"
        else:
            status, got, reason = str(verdict.status), verdict.got, verdict.reason
            if status not in STATUSES:
                raise SystemExit(f"conformance: {kind}: no such status {status!r}")
    return Outcome(
        file.name, case["id"], kind, status, reason, case.get("expected"), got
    )


def read_cases(file):
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SystemExit(f"conformance: {file}: {error}") from error
    cases = content.get("cases", []) if isinstance(content, dict) else []
    if not cases:
        print(f"conformance: {file.name} holds no cases", file=sys.stderr)
    return cases


def short(value):
    text = json.dumps(value, ensure_ascii=False, default=str, sort_keys=True)
    return text if len(text) <= SHOWN_WIDTH else text[:SHOWN_WIDTH] + " …"


def print_table(outcomes):
    kinds = sorted({outcome.kind for outcome in outcomes})
    width = max([len("all"), *map(len, kinds)])
    print(f"{'kind':<{width}} {'passed':>8} {'failed':>8} {'not applicable':>15}")
    for kind in [*kinds, "all"]:
        of_kind = [outcome for outcome in outcomes if kind in (outcome.kind, "all")]
        number = Counter(outcome.status for outcome in of_kind)
        counts = f"{number[PASSED]:>8} {number[FAILED]:>8} {number[NOT_APPLICABLE]:>15}"
        print(f"{kind:<{width}} {counts}")
        if kind == "all":
            continue
        reasons = Counter(
            outcome.reason for outcome in of_kind if outcome.status == NOT_APPLICABLE
        )
        for reason, times in reasons.most_common():
            print(
                f"{'':<{width}}   not applicable, {times}: {reason or 'no reason given'}"
            )


def print_failures(outcomes):
    for outcome in outcomes:
        if outcome.status == FAILED:
            print(
                f"\nFAILED {outcome.file} {outcome.kind} {outcome.id}: {outcome.reason}"
            )
            print(f"  expected {short(outcome.expected)}")
            print(f"  got      {short(outcome.got)}")


def main():
    parser = argparse.ArgumentParser(prog="./bankcrm conformance")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one object for all cases")
    options = parser.parse_args()
    handlers = find_handlers()
    outcomes = [
        judge(file, case, handlers)
        for file in options.files
        for case in read_cases(file)
    ]
    if options.json:
        number = Counter(outcome.status for outcome in outcomes)
        report = {status: number[status] for status in STATUSES}
        report["cases"] = [outcome.as_json() for outcome in outcomes]
        json.dump(report, sys.stdout, ensure_ascii=False, indent=1, default=str)
        print()
    else:
        print_table(outcomes)
        print_failures(outcomes)
    return 1 if any(outcome.status == FAILED for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
