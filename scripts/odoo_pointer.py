"""Write a wheel "odoo 19.0" that only points to the folder where Odoo was unpacked.

The community addons require the distribution `odoo`; this makes it known to pip and uv.

    odoo_pointer.py FOLDER_FOR_THE_WHEEL FOLDER_OF_THE_ODOO_PACKAGE
"""

import base64
import hashlib
import sys
import zipfile
from pathlib import Path

VERSION = "19.0"
INFO = f"odoo-{VERSION}.dist-info"
LONG_AGO = (2026, 1, 1, 0, 0, 0)  # the same bytes whenever it is written


def record_line(name, content):
    digest = hashlib.sha256(content.encode()).digest()
    value = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return f"{name},sha256={value},{len(content.encode())}\n"


def write_wheel(folder, odoo_path):
    files = {
        "odoo_pointer.pth": f"{odoo_path}\n",
        f"{INFO}/METADATA": f"Metadata-Version: 2.1\nName: odoo\nVersion: {VERSION}\n",
        f"{INFO}/WHEEL": "Wheel-Version: 1.0\nGenerator: bankcrm\n"
        "Root-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(record_line(*item) for item in files.items())
    files[f"{INFO}/RECORD"] = f"{record}{INFO}/RECORD,,\n"
    wheel = folder / f"odoo-{VERSION}-py3-none-any.whl"
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content)
    return wheel


if __name__ == "__main__":
    print(write_wheel(Path(sys.argv[1]), sys.argv[2]))
