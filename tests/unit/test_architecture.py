"""Manifests and imports agree with the picture in CONTRIBUTING.md."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ROOT / "addons"
EVERYTHING = "bank_crm"

# What an addon may use directly; what those use comes with it.
PICTURE = {
    "bank_crm_base": set(),
    "bank_crm_exchange": {"bank_crm_base"},
    "bank_crm_print": {"bank_crm_base"},
    "bank_crm_rules": {"bank_crm_base"},
    "bank_crm_client": {"bank_crm_exchange", "bank_crm_rules", "bank_crm_print"},
    "bank_crm_sales": {"bank_crm_client"},
    "bank_crm_credit": {"bank_crm_client"},
    "bank_crm_collection": {"bank_crm_credit"},
    "bank_crm_marketing": {"bank_crm_client"},
    "bank_crm_service": {"bank_crm_client"},
    "bank_crm_process": {"bank_crm_client"},
    "bank_crm_project": {"bank_crm_client"},
    "bank_crm_studio": {"bank_crm_base"},
    "bank_crm_analytics": {"bank_crm_sales", "bank_crm_credit", "bank_crm_collection"},
}
OUR_ADDONS = sorted(path.parent.name for path in ADDONS.glob("*/__manifest__.py"))


def manifest(addon):
    return ast.literal_eval((ADDONS / addon / "__manifest__.py").read_text())


def bridged(addon):
    """The two addons that `bank_crm_<a>_<b>` joins, or nothing."""
    for first in PICTURE:
        second = "bank_crm_" + addon.removeprefix(f"{first}_")
        if addon.startswith(f"{first}_") and second in PICTURE:
            return {first, second}
    return set()


def allowed(addon):
    """Every addon of ours that `addon` may use."""
    if addon == EVERYTHING:
        return (set(OUR_ADDONS) | set(PICTURE)) - {EVERYTHING}
    direct = PICTURE.get(addon) if addon in PICTURE else bridged(addon)
    return direct.union(*(allowed(below) for below in direct))


def is_ours(name):
    return name == EVERYTHING or name.startswith("bank_crm_")


def imported_modules(file):
    """The absolute names that a file imports."""
    package = ("odoo", "addons", *file.relative_to(ADDONS).parent.parts)
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            base += node.module.split(".") if node.module else []
            yield ".".join(base)
            yield from (".".join([*base, alias.name]) for alias in node.names)


def python_files(addon):
    return sorted((ADDONS / addon).rglob("*.py"))


def used_addon(name):
    parts = name.split(".")
    return parts[2] if parts[:2] == ["odoo", "addons"] and len(parts) > 2 else ""


@pytest.mark.parametrize("addon", OUR_ADDONS)
def test_an_addon_is_in_the_picture(addon):
    assert addon == EVERYTHING or addon in PICTURE or bridged(addon), (
        f"{addon} is in no picture: add it to CONTRIBUTING.md and here"
    )


@pytest.mark.parametrize("addon", OUR_ADDONS)
def test_a_manifest_depends_on_what_stands_above(addon):
    ours = {name for name in manifest(addon).get("depends", []) if is_ours(name)}
    assert ours <= allowed(addon)


def test_a_bridge_installs_itself():
    bridges = [addon for addon in OUR_ADDONS if bridged(addon)]
    assert all(manifest(addon).get("auto_install") for addon in bridges)


@pytest.mark.parametrize("addon", OUR_ADDONS)
def test_an_addon_imports_what_stands_above(addon):
    wrong = {
        f"{file.relative_to(ROOT)} imports {name}"
        for file in python_files(addon)
        for name in imported_modules(file)
        if is_ours(used_addon(name))
        and used_addon(name) not in allowed(addon) | {addon}
    }
    assert not wrong


@pytest.mark.parametrize("addon", OUR_ADDONS)
def test_an_addon_names_records_of_what_stands_above(addon):
    reference = re.compile(r"""["'(,\s](bank_crm\w*)\.[a-z]\w*["'),\s]""")
    wrong = {
        f"{file.relative_to(ROOT)} names a record of {name}"
        for file in sorted((ADDONS / addon).rglob("*.xml"))
        for name in reference.findall(file.read_text(encoding="utf-8"))
        if name in OUR_ADDONS and name not in allowed(addon) | {addon}
    }
    assert not wrong


@pytest.mark.parametrize("addon", OUR_ADDONS)
def test_domain_code_knows_nothing_of_odoo(addon):
    domain = re.compile(r"odoo\.addons\.\w+\.domain(\.|$)")
    wrong = {
        f"{file.relative_to(ROOT)} imports {name}"
        for file in sorted((ADDONS / addon / "domain").rglob("*.py"))
        for name in imported_modules(file)
        if name.split(".")[0] == "odoo"
        and not domain.match(name)
        # `from odoo.addons.a.domain import b` names the package on the way
        and not domain.match(name + ".")
    }
    assert not wrong


def test_the_bank_installs_every_addon():
    seen, waiting = set(), [EVERYTHING]
    while waiting:
        addon = waiting.pop()
        seen.add(addon)
        waiting += [
            name
            for name in manifest(addon).get("depends", [])
            if name in OUR_ADDONS and name not in seen
        ]
    bridges = {name for name in OUR_ADDONS if manifest(name).get("auto_install")}
    assert seen | bridges == set(OUR_ADDONS)
