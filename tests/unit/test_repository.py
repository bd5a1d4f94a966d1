"""Nothing in the repository depends on one machine or one package source.

Packages come from wherever the machine's own package tools take them.
"""

import re
from pathlib import Path

import pytest

from scripts.checkout import files_of_checkout

ROOT = Path(__file__).resolve().parents[2]
# In pieces, so that this file passes its own test.
PACKAGE_SOURCES = [
    "debian" + ".org",
    "docker" + ".io",
    "ghcr" + ".io",
    "jsdelivr" + ".net",
    "npmjs" + ".com",
    "npmjs" + ".org",
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "ubuntu" + ".com",
    "unpkg" + ".com",
    "yarnpkg" + ".com",
]
MACHINE_PATH = re.compile(r"(?<![\w.$}/])/(?:root|home|work|Users)/[\w.]")
BINARY = {
    ".png",
    ".docx",
    ".jpg",
    ".ico",
    ".gif",
    ".woff",
    ".woff2",
    ".ttf",
    ".gz",
    ".xlsx",
}


def text_files():
    return [path for path in files_of_checkout() if path.suffix not in BINARY]


def lines_with(pattern, *, outside=()):
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in text_files()
        if not any(part in path.relative_to(ROOT).parts for part in outside)
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_package_source():
    names = "|".join(re.escape(host) for host in PACKAGE_SOURCES)
    # Minified libraries keep the notes of their authors.
    assert not lines_with(re.compile(names), outside=("lib",))


def test_no_file_names_a_place_of_one_machine():
    assert not lines_with(MACHINE_PATH, outside=("lib",))


@pytest.mark.parametrize("name", ["requirements", "requirements-lint"])
def test_every_python_package_is_pinned_with_its_sums(name):
    text = (ROOT / f"config/{name}.txt").read_text()
    requirements = re.split(r"\n(?=\S)", re.sub(r"(?m)^#.*\n", "", text).strip())
    assert len(requirements) > 20
    for requirement in requirements:
        assert re.match(r"[\w.-]+==\S+", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement
