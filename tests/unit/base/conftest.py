"""Make `odoo.addons.bank_crm_base.domain` importable without Odoo."""

import sys
import types
from pathlib import Path

ADDONS = Path(__file__).parents[3] / "addons"

for name, folder in (
    ("odoo", None),
    ("odoo.addons", ADDONS),
    ("odoo.addons.bank_crm_base", ADDONS / "bank_crm_base"),
):
    if name not in sys.modules:
        module = types.ModuleType(name)
        module.__path__ = [str(folder)] if folder else []
        sys.modules[name] = module
