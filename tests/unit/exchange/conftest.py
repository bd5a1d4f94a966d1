"""Makes the addons importable without Odoo, until the suite's own conftest does it."""

import sys
from pathlib import Path
from types import ModuleType

ADDONS = Path(__file__).parents[3] / "addons"


def _namespace(name: str, path: Path | None) -> None:
    if name not in sys.modules:
        module = ModuleType(name)
        module.__path__ = [str(path)] if path else []
        sys.modules[name] = module


_namespace("odoo", None)
_namespace("odoo.addons", None)
for _addon in ("bank_crm_base", "bank_crm_exchange"):
    _namespace(f"odoo.addons.{_addon}", ADDONS / _addon)
