"""Financial statements in Excel: a form to fill in, and the cells of a filled one."""

import io
import zipfile

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException

from ..domain.corporate.sheet import UNCOUNTED, Head

LARGEST_FILE_BYTES = 2 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 30 * 1024 * 1024
MOST_ROWS = 500
MOST_COLUMNS = 26
HEAD_FILL = PatternFill("solid", fgColor="E7F1FB")
TOTAL_FILL = PatternFill("solid", fgColor="F2F2F2")
CODE_WIDTH, NAME_WIDTH, PERIOD_WIDTH = 14, 52, 16


class SheetFileError(ValueError):
    """The file cannot be read at all; `code` is what a screen translates."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def write_form(title, items, periods, currency):
    """The empty form of a layout as an .xlsx file.

    `items` are dicts with code, name, section_name and is_total; `periods` pairs of days.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title[:31].translate(str.maketrans("[]:*?/\\", "       "))
    values = {
        Head.FIRST_DAY: [first for first, _last in periods],
        Head.LAST_DAY: [last for _first, last in periods],
        Head.CURRENCY: [currency] * len(periods),
        Head.UNIT: [1_000] * len(periods),
        Head.AUDITED: ["no"] * len(periods),
    }
    for row, head in enumerate(Head, 1):
        sheet.cell(row, 1, str(head)).font = Font(bold=True)
        for place, value in enumerate(values[head], 3):
            cell = sheet.cell(row, place, value)
            cell.fill = HEAD_FILL
            cell.alignment = Alignment(horizontal="right")
            if head in (Head.FIRST_DAY, Head.LAST_DAY):
                cell.number_format = "yyyy-mm-dd"
    row, section = len(Head) + 1, None
    for item in items:
        if item["section_name"] != section:
            section = item["section_name"]
            row += 1
            sheet.cell(row, 2, section).font = Font(bold=True)
            row += 1
        sheet.cell(row, 1, item["code"]).data_type = "s"
        name = sheet.cell(row, 2, item["name"])
        name.alignment = Alignment(wrap_text=True, vertical="top")
        if item["is_total"]:
            name.font = Font(bold=True)
            for place in range(1, 3 + len(periods)):
                sheet.cell(row, place).fill = TOTAL_FILL
        for place in range(3, 3 + len(periods)):
            sheet.cell(row, place).number_format = "#,##0.00"
        row += 1
    for letter, width in (("A", CODE_WIDTH), ("B", NAME_WIDTH)):
        sheet.column_dimensions[letter].width = width
    for place in range(3, 3 + len(periods)):
        letter = openpyxl.utils.get_column_letter(place)
        sheet.column_dimensions[letter].width = PERIOD_WIDTH
    sheet.freeze_panes = sheet.cell(len(Head) + 1, 3)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_sheets(content):
    """(name, rows of cell values) of each sheet; a formula is read as its saved value.

    SheetFileError: no Excel file, or one larger than a statement can be.
    """
    if len(content) > LARGEST_FILE_BYTES:
        raise SheetFileError("too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(one.file_size for one in archive.infolist())
            if unpacked > LARGEST_UNPACKED_BYTES:
                raise SheetFileError("too_large")
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(content))
    except SheetFileError:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError,
            TypeError, SyntaxError, EOFError) as error:  # fmt: skip
        raise SheetFileError("no_workbook") from error
    sheets = []
    for sheet in values.worksheets:
        if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
            raise SheetFileError("too_large")
        written = formulas[sheet.title]
        rows = [
            [_value(cell, written) for cell in row]
            for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
        ]
        if any(value not in (None, "") for row in rows for value in row):
            sheets.append((sheet.title, rows))
    return sheets


def _value(cell, written):
    if cell.value is None:
        formula = written[cell.coordinate]
        if formula.data_type == "f":
            return UNCOUNTED
    return cell.value
