"""Cutting a big file at line ends, so that work can stop and go on anywhere between."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

CHUNK_BYTES = 8 * 1024 * 1024
# A quote between two ordinary characters belongs to the text (a company's name), but a
# database would take it for the beginning of a quoted field.
_INNER_QUOTE = rb'[^%(delimiter)s"\r\n]"[^%(delimiter)s"\r\n]'


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole lines of a file from `offset` on."""

    offset: int
    content: bytes

    @property
    def end(self) -> int:
        """Where the next chunk begins."""
        return self.offset + len(self.content)

    @property
    def line_count(self) -> int:
        """Physical lines, a last one without its end included."""
        count = self.content.count(b"\n")
        return count + (not self.content.endswith(b"\n"))


def read_chunk(stream: BinaryIO, offset: int, size: int = CHUNK_BYTES) -> Chunk | None:
    """Read about `size` bytes from `offset`, cut at the last line end; None at the end.

    >>> import io
    >>> read_chunk(io.BytesIO(b"a\\nbb\\nccc"), 0, 4)
    Chunk(offset=0, content=b'a\\n')
    >>> read_chunk(io.BytesIO(b"a\\nbb\\nccc"), 5, 9).content
    b'ccc'
    """
    stream.seek(offset)
    content = stream.read(size)
    while content and not content.endswith(b"\n"):
        cut = content.rfind(b"\n")
        more = stream.read(size)
        if not more:
            break
        if cut >= 0:
            content = content[: cut + 1]
            break
        content += more
    return Chunk(offset, content) if content else None


def has_inner_quote(content: bytes, delimiter: str) -> bool:
    """Whether a quote stands inside an unquoted value.

    >>> has_inner_quote(b'1,LLC "Rose" Ltd,2', ","), has_inner_quote(b'1,"a ""b"" c",2', ",")
    (True, False)
    """
    if b'"' not in content:
        return False
    separator = re.escape(delimiter.encode())
    pattern = _INNER_QUOTE % {b"delimiter": separator}
    return re.search(pattern, content) is not None


def split_lines(content: bytes) -> Iterator[bytes]:
    """Yield the physical lines of a chunk with their ends.

    >>> list(split_lines(b"a\\r\\nb"))
    [b'a\\r\\n', b'b']
    """
    start = 0
    while start < len(content):
        end = content.find(b"\n", start) + 1 or len(content)
        yield content[start:end]
        start = end


def traits(content: bytes, delimiter: str) -> set[str]:
    r"""What may occur in values of a chunk: outer blanks (`padded`), `\N` (`cleared`).

    Guesses on the safe side: a blank after a comma inside quotes counts as padding.

    >>> sorted(traits(b"1, 2\n", ",")), sorted(traits(b"1,\\N,3\n", ","))
    (['padded'], ['cleared'])
    """
    found = set()
    if b"\\" in content and b"\\N" in content:
        found.add("cleared")
    separator = delimiter.encode()
    for blank in (b" ", b"\t"):
        if blank in content and blank != separator:
            edges = [separator + blank, blank + separator, blank + b"\n", b"\n" + blank]
            if b'"' in content:
                edges += [b'"' + blank, blank + b'"']
            if b"\r" in content:
                edges.append(blank + b"\r")
            if any(edge in content for edge in edges) or content[:1] == blank:
                found.add("padded")
                return found
    if b'""' in content or content[-1:] in (b" ", b"\t"):
        found.add("padded")
    return found
