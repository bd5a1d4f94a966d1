"""The words of a file, read in a process of its own with limits of time and memory.

Files come from outside: a broken or hostile one may loop or eat all memory, and must take
nothing with it but its own reader. Run as a script it reads the file from its standard
input, is told the kind of file, and answers JSON: `text`, or `error` in a word.
"""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

SECONDS = 20
MEMORY_BYTES = 1024 * 1024 * 1024
# A thousand pages of text; what follows is not found.
LONGEST_TEXT = 2_000_000


class ExtractError(ValueError):
    """A file whose words cannot be read; the text of the error is one word of why."""


def extract(data, kind):
    """The text of a file of this kind (`pdf`, `docx`, `xlsx`, `text`)."""
    if kind == "text":
        return data.decode("utf-8-sig", "replace")[:LONGEST_TEXT]
    try:
        # The interpreter that runs, this file, and a word of ours: nothing of the user's.
        answer = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(Path(__file__).resolve()), kind],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ExtractError("slow") from error
    try:
        told = json.loads(answer.stdout or b"{}")
    except ValueError as error:
        raise ExtractError("broken") from error
    if "text" not in told:
        raise ExtractError(told.get("error", "broken"))
    return told["text"]


def _pdf(data):
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ExtractError("locked")
    for page in reader.pages:
        _simplify_fonts(page)
        yield page.extract_text()


def _simplify_fonts(page):
    """Read two-byte codes by what the font itself says they mean.

    A font may bring a table of its own from codes to shapes, which the reader does not
    know; for the words it is of no use (ISO 32000-1, 9.10.2).
    """
    from pypdf.generic import NameObject

    resources = page.get("/Resources")
    fonts = resources.get_object().get("/Font") if resources else None
    if not fonts:
        return
    for font in (one.get_object() for one in fonts.get_object().values()):
        encoding = font.get("/Encoding")
        if (
            font.get("/Subtype") == "/Type0"
            and "/ToUnicode" in font
            and not isinstance(encoding, NameObject)
        ):
            font[NameObject("/Encoding")] = NameObject("/Identity-H")


def _docx(data):
    from docx import Document
    from docx.table import Table

    document = Document(BytesIO(data))
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield " ".join(cell.text for cell in row.cells)
        else:
            yield block.text
    for section in document.sections:
        for part in (section.header, section.footer):
            yield from (paragraph.text for paragraph in part.paragraphs)


def _xlsx(data):
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        yield sheet.title
        for row in sheet.iter_rows(values_only=True):
            yield " ".join(str(value) for value in row if value is not None)


READERS = {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx}


def read(data, kind):
    """The text of a file, in this process."""
    parts, length = [], 0
    for part in READERS[kind](data):
        parts.append(part)
        length += len(part) + 1
        if length > LONGEST_TEXT:
            break
    return "\n".join(parts)[:LONGEST_TEXT].replace("\x00", "")


def main():
    import logging
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    logging.disable(logging.CRITICAL)
    try:
        told = {"text": read(sys.stdin.buffer.read(), sys.argv[1])}
    except ExtractError as error:
        told = {"error": str(error)}
    except MemoryError:
        told = {"error": "large"}
    except Exception:
        # Each library has errors of its own for what is only a broken file.
        told = {"error": "broken"}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
