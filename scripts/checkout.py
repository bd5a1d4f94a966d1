"""The files of the checkout: those under version control, or about to be."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GENERATED = {".git", ".local", "node_modules", "secrets", "__pycache__"}


def files_of_checkout(root: Path = ROOT) -> list[Path]:
    """Ask git; where there is none (an unpacked archive), take what is not generated."""
    if shutil.which("git"):
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        if listed.returncode == 0:
            names = sorted({name for name in listed.stdout.split("\0") if name})
            return [root / name for name in names if (root / name).is_file()]
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - GENERATED)
        found += [Path(folder, name) for name in sorted(names)]
    return found
