"""Make `odoo.addons.<addon>.domain` importable without Odoo.

The rules of banking are plain Python; importing them the usual way would run the addon's
`__init__` and with it Odoo. Here every addon is an empty package that only knows its
folder, and anything else of `odoo` is absent, so a domain module that reaches for it fails.
"""

import sys
from pathlib import Path
from types import ModuleType

ADDONS = Path(__file__).resolve().parent.parent / "addons"


def _package(name: str, folder: Path | None = None) -> ModuleType:
    package = ModuleType(name)
    package.__path__ = [str(folder)] if folder else []
    sys.modules[name] = package
    parent, _dot, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, package)
    return package


def install(addons: Path = ADDONS) -> None:
    """Put the empty packages in place; a second call changes nothing."""
    known = sys.modules.get("odoo")
    if known is not None and getattr(known, "is_domain_only", False):
        return
    _package("odoo").is_domain_only = True
    _package("odoo.addons")
    for folder in sorted(addons.iterdir()) if addons.exists() else ():
        if folder.is_dir():
            _package(f"odoo.addons.{folder.name}", folder)


def domain_modules(addons: Path = ADDONS) -> list[str]:
    """The dotted names of every domain module."""
    names = []
    for file in sorted(addons.glob("*/domain/**/*.py")):
        parts = file.relative_to(addons).with_suffix("").parts
        names.append(".".join(("odoo.addons", *parts)).removesuffix(".__init__"))
    return names
