"""Print the demo bank's sign-ins as a table: role, login, password."""

import json
import sys
from pathlib import Path

COLUMNS = ("role", "login", "password")


def table(rows):
    widths = [max(len(str(row[column])) for row in rows) for column in COLUMNS]
    for row in rows:
        cells = zip(COLUMNS, widths, strict=True)
        yield "  ".join(str(row[column]).ljust(width) for column, width in cells)


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    header = {column: column for column in COLUMNS}
    for line in table([header, *map(json.loads, lines)]):
        print("      ", line.rstrip())
