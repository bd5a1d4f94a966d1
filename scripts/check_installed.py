"""Compare the installed packages with the sums that they were packed with.

Run by the Python whose packages are to be checked. Exits 1 and names the files that are
missing or differ: a damaged cache must not become a damaged installation.
"""

import base64
import hashlib
import sys
from importlib.metadata import distributions


def damaged_files():
    for distribution in distributions():
        for file in distribution.files or ():
            if not file.hash:
                continue
            try:
                content = file.locate().read_bytes()
            except OSError:
                yield file
                continue
            digest = hashlib.new(file.hash.mode, content).digest()
            if (
                base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
                != file.hash.value
            ):
                yield file


if __name__ == "__main__":
    damaged = [str(file) for file in damaged_files()]
    for name in damaged[:20]:
        print("damaged:", name)
    sys.exit(1 if damaged else 0)
