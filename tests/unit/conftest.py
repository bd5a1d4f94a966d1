"""Unit tests run without Odoo: only `odoo.addons.*.domain` can be imported."""

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scripts import domain_imports  # noqa: E402

domain_imports.install()

LOCAL = Path(os.environ.get("BANKCRM_LOCAL", ROOT / ".local"))
settings.register_profile(
    "developer",
    database=DirectoryBasedExampleDatabase(LOCAL / "hypothesis"),
    deadline=None,  # a busy machine is no fault of the code
    suppress_health_check=[HealthCheck.too_slow],
)
# The same examples on every CI run: a red run can be repeated.
settings.register_profile(
    "ci", parent=settings.get_profile("developer"), derandomize=True, database=None
)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "developer")
