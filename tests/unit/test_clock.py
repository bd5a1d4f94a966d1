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


def _moments(tree):
    """Calls whose value goes into a column `..._at`: when something happened to a record."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and (node.arg or "").endswith("_at"):
            yield from ast.walk(node.value)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and str(key.value).endswith("_at"):
                    yield from ast.walk(value)
        elif isinstance(node, ast.Assign):
            target = node.targets[0]
            if isinstance(target, ast.Attribute) and target.attr.endswith("_at"):
                yield from ast.walk(node.value)


def _clock_calls(path):
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    tree = ast.parse(text)
    moments = {id(node) for node in _moments(tree)}
    for node in ast.walk(tree):
        if id(node) in moments:
            continue
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in CLOCKS and EXCUSE not in lines[node.lineno - 1]:
            yield f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node.func)}"


@pytest.mark.parametrize(
    "path", _sources(), ids=lambda path: str(path.relative_to(ROOT))
)
def test_the_clock_is_asked_only_with_a_reason(path):
    assert not list(_clock_calls(path))
