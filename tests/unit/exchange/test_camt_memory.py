"""A camt file of any size is read in the same memory."""

import io
import subprocess
import sys
import tracemalloc
from pathlib import Path

from odoo.addons.bank_crm_exchange.domain.statements import camt

from tests.unit.exchange.camt_text import body_xml, document_xml, entry_xml

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


class _Generated(io.RawIOBase):
    """A camt file that exists only while it is read."""

    def __init__(self, count):
        super().__init__()
        self._left = count
        self._buffer = document_xml("@").split("@")[0].encode()
        self._buffer += body_xml("").encode()
        self._tail = document_xml("@").split("@")[1].encode()

    def readable(self):
        return True

    def readinto(self, buffer):
        while len(self._buffer) < len(buffer) and self._left:
            block = min(100, self._left)
            self._buffer += (
                entry_xml(extra=f"<AcctSvcrRef>R{self._left}</AcctSvcrRef>").encode()
                * block
            )
            self._left -= block
        if not self._left and self._tail:
            self._buffer, self._tail = self._buffer + self._tail, b""
        chunk, self._buffer = self._buffer[: len(buffer)], self._buffer[len(buffer) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _read_generated(count):
    (total,) = (
        sum(1 for _entry in statement.entries)
        for statement in camt.read(_Generated(count))
    )
    assert total == count


def test_python_holds_one_entry_at_a_time():
    tracemalloc.start()
    try:
        _read_generated(5_000)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2 * 1024 * 1024


def test_a_process_reading_200_000_entries_stays_flat():
    """The tree is libxml2's, which tracemalloc does not see: ask the system."""
    small, large = (_peak_kib_of(count) for count in (2_000, 200_000))
    assert large - small < 8 * 1024


def _peak_kib_of(count):
    script = (
        "import resource\n"
        "from scripts import domain_imports\n"
        "domain_imports.install()\n"
        "from tests.unit.exchange import test_camt_memory\n"
        f"test_camt_memory._read_generated({count})\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)
