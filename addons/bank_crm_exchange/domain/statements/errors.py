"""What can be wrong with a statement file.

The reason never quotes the file: names and account numbers stay out of logs. The
refused text itself is in `raw`, for the quarantine.
"""

from __future__ import annotations

RAW_LIMIT_CHARS = 4000


class StatementError(ValueError):
    """A statement, or the file, cannot be read.

    >>> str(StatementError("no closing balance", line=12))
    'line 12: no closing balance'
    """

    def __init__(
        self,
        reason: str,
        *,
        line: int | None = None,
        position: int | None = None,
        raw: str = "",
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.position = position
        self.raw = raw[:RAW_LIMIT_CHARS]

    def __str__(self) -> str:
        places = (("line", self.line), ("entry", self.position))
        where = ", ".join(f"{name} {value}" for name, value in places if value)
        return f"{where}: {self.reason}" if where else self.reason


class FormatError(StatementError):
    """The file is not what it claims to be: nothing after this point can be read."""


class EntryError(StatementError):
    """One entry is broken; the others of its statement can still be read."""


class ValueFormatError(StatementError):
    """A date, amount or currency is not one; the reader adds where it stood."""
