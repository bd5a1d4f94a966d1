"""PDF of a Word or Excel file by LibreOffice, where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

TIMEOUT_SECONDS = 120
PROGRAMS = ("soffice", "libreoffice")


class PdfError(RuntimeError):
    """LibreOffice made no PDF of the file."""


def find_office():
    """The program that makes PDF, or None."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def office_pdf(content, extension, timeout=TIMEOUT_SECONDS):
    """The file as PDF. Each call has a profile of its own: a shared one blocks."""
    program = find_office()
    if program is None:
        raise PdfError("not installed")
    with tempfile.TemporaryDirectory(prefix="bank_print_") as folder:
        place = Path(folder)
        source = place / f"paper.{extension}"
        source.write_bytes(content)
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            "--convert-to", "pdf", "--outdir", folder, str(source),
        ]  # fmt: skip
        _run(command, folder, timeout)
        result = place / "paper.pdf"
        if not result.is_file():
            raise PdfError("no result")
        return result.read_bytes()


def _run(command, folder, timeout):
    environment = {**os.environ, "HOME": folder, "SAL_DISABLE_DEFAULTPRINTER": "1"}
    with subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            _out, error = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired as slow:
            # The program starts another one: both end.
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise PdfError("too slow") from slow
    if process.returncode:
        raise PdfError((error or b"").decode(errors="replace")[-300:] or "failed")
