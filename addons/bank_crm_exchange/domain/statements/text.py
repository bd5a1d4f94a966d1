"""Bytes of a statement file into numbered lines of text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from .errors import FormatError
from .sniff import guess_encoding, guess_single_byte

HEAD_BYTES = 64 * 1024
LINE_LIMIT_CHARS = 64 * 1024


class _Rewound(io.RawIOBase):
    """A stream whose first bytes were already taken, given back."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        chunk = self._head[: len(buffer)]
        if chunk:
            self._head = self._head[len(chunk) :]
        else:
            chunk = self._stream.read(len(buffer)) or b""
        buffer[: len(chunk)] = chunk
        return len(chunk)


def read_lines(
    stream: BinaryIO, encoding: str | None = None
) -> Iterator[tuple[int, str]]:
    """Yield (number, text) of each line, its end removed, memory flat.

    A byte that is wrong in the file's encoding never stops the file: the line is read
    once more as the single-byte encoding it looks like.

    >>> list(read_lines(io.BytesIO(b":20:A\\r\\n-\\r\\n")))
    [(1, ':20:A'), (2, '-')]
    """
    head = stream.read(HEAD_BYTES) or b""
    encoding = encoding or guess_encoding(head)
    is_wide = encoding.replace("_", "-").lower().startswith("utf-16")
    try:
        lines = io.TextIOWrapper(
            io.BufferedReader(_Rewound(head, stream)),
            encoding=encoding,
            errors="replace" if is_wide else "surrogateescape",
            newline=None,
        )
    except LookupError:
        raise FormatError(f"unknown encoding {encoding}") from None
    number = 0
    while text := lines.readline(LINE_LIMIT_CHARS):
        number += 1
        if len(text) >= LINE_LIMIT_CHARS:
            raise FormatError("a line is longer than any statement has", line=number)
        yield number, _mend(text.rstrip("\n"), encoding)


def _mend(text: str, encoding: str) -> str:
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # escaped bytes
        raw = text.encode(encoding, "surrogateescape")
        return raw.decode(guess_single_byte(raw), "replace")
    return text
