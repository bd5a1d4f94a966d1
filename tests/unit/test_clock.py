"""Bank logic asks the business day, never the clock (decision 21)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("models", "wizard", "domain", "report", "controllers")
CLOCKS = {"today", "now", "utcnow", "context_today"}
# A line that needs the clock says why: run times, archives, display.
EXCUSE = "# clock:"


def _sources():
    for folder in FOLDERS:
        yield from sorted(ROOT.glob(f"addons/*/{folder}/**/*.py"))


def _clock_calls(path):
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in CLOCKS and EXCUSE not in lines[node.lineno - 1]:
            yield f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node.func)}"


@pytest.mark.parametrize(
    "path", _sources(), ids=lambda path: str(path.relative_to(ROOT))
)
def test_the_clock_is_asked_only_with_a_reason(path):
    assert not list(_clock_calls(path))
