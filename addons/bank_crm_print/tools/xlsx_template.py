"""Excel files: loops over rows, cells that keep their type and format, sums that grow.

Column A holds the marks `{% for account in accounts %}`, `{% if ... %}` and their ends,
each alone in its row; those rows do not come into the result.
"""

import re
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import BadZipFile

from jinja2 import Undefined
from openpyxl import load_workbook
from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

from ..domain.print_values import Choice, Nothing
from ..domain.template_names import mended
from .problems import Problem
from .template_check import check_source
from .work_budget import MOST_ROWS, TooMuchWorkError

_MARK = re.compile(r"^\s*\{%-?\s*(for|if|elif|else|endfor|endif)\b(.*?)-?%\}\s*$", re.S)
_LOOP = re.compile(r"^\s*(\w+)\s+in\s+(.+)$", re.S)
_ALONE = re.compile(r"^\s*\{\{((?:(?!\{\{|\}\}).)*)\}\}\s*$", re.S)
_REFERENCE = re.compile(r"^(\$?)([A-Z]{1,3})(\$?)(\d+)$")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_OF_MANY = ("SUM(", "AVERAGE(", "COUNT(", "COUNTA(", "MIN(", "MAX(")
_DATE_FORMATS = {"en": "d mmm yyyy", "uk": "dd.mm.yyyy", "zh": "yyyy-mm-dd"}


class MarkError(ValueError):
    """A mark of a loop or condition does not fit the others."""

    def __init__(self, row):
        super().__init__(str(row))
        self.row = row


@dataclass(slots=True)
class _Block:
    """Rows between two marks, or the whole sheet."""

    kind: str = "sheet"
    source: str = ""
    row: int = 0
    body: list = field(default_factory=list)
    other: list | None = None

    def take(self, item):
        (self.body if self.other is None else self.other).append(item)


def _template_cells(sheet):
    """Row -> column -> (value, style) of the template."""
    rows = {}
    for cell in list(sheet._cells.values()):
        rows.setdefault(cell.row, {})[cell.column] = (
            getattr(cell, "value", None), copy(cell._style),
        )  # fmt: skip
    return rows


def _text(cells, row):
    value = cells.get(row, {}).get(1, (None,))[0]
    return mended(value) if isinstance(value, str) else ""


def _blocks(cells, last_row):
    """The sheet as a tree of rows and blocks."""
    root = _Block()
    open_blocks = [root]
    for row in range(1, last_row + 1):
        mark = _MARK.match(_text(cells, row))
        if not mark:
            open_blocks[-1].take(row)
            continue
        word, rest = mark[1], mark[2]
        current = open_blocks[-1]
        if word in ("for", "if"):
            open_blocks.append(_Block(word, rest, row))
        elif word == "else" and current.kind == "if" and current.other is None:
            current.other = []
        elif word == f"end{current.kind}":
            open_blocks.pop()
            open_blocks[-1].take(current)
        else:
            raise MarkError(row)
    if len(open_blocks) > 1:
        raise MarkError(open_blocks[-1].row)
    return root


def check_xlsx(content, schema, environment):
    """(problems, facts used) of an Excel template."""
    problems, used = [], set()
    try:
        book = load_workbook(BytesIO(content))
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError):
        return [Problem("not_office")], used
    for sheet in book.worksheets:
        cells = _template_cells(sheet)
        try:
            _blocks(cells, sheet.max_row)
        except MarkError as error:
            problems.append(Problem("marks", place=f"{sheet.title}!A{error.row}"))
            continue
        source, places = _sheet_source(sheet, cells)

        found, names = check_source(environment, source, schema, _place_in(places))
        problems += found
        used |= names
        if re.search(r"\bpictures\b", source):
            problems.append(Problem("picture", place=sheet.title))
    return problems, used


def _place_in(places):
    """Which cell a line of the text of a sheet came from."""
    return lambda line: places[line - 1] if 0 < line <= len(places) else ""


def _sheet_source(sheet, cells):
    """The sheet as one text for Jinja, a line for each cell with a tag."""
    lines, places = [], []
    for row in sorted(cells):
        for column in sorted(cells[row]):
            value = cells[row][column][0]
            if isinstance(value, str) and ("{{" in value or "{%" in value):
                lines.append(mended(value).replace("\n", " "))
                places.append(f"{sheet.title}!{get_column_letter(column)}{row}")
    return "\n".join(lines), places


def fill_xlsx(content, context, environment, title="", author=""):
    """The filled-in Excel file."""
    book = load_workbook(BytesIO(content))
    for sheet in book.worksheets:
        _SheetFiller(sheet, environment).fill(context)
    book.properties.title, book.properties.creator = title, author
    book.properties.lastModifiedBy = author
    result = BytesIO()
    book.save(result)
    return result.getvalue()


class _SheetFiller:
    """Writes one sheet anew from its template rows."""

    def __init__(self, sheet, environment):
        self.sheet, self.environment = sheet, environment
        self.cells = _template_cells(sheet)
        self.heights = {
            row: (size.height, size.hidden)
            for row, size in sheet.row_dimensions.items()
        }
        self.merges = [copy(one) for one in sheet.merged_cells.ranges]
        self.compiled = {}
        self.plan = []  # (row of the template, names, copies of loops around it)
        self.placed = {}  # row of the template -> rows of the result
        self.loops_of = {}  # row of the template -> the loops it stands in

    def fill(self, context):
        root = _blocks(self.cells, self.sheet.max_row)
        self._lay_out(root.body, context, ())
        for place, (row, _names, copies) in enumerate(self.plan, 1):
            self.placed.setdefault(row, []).append(place)
            self.loops_of.setdefault(row, []).append(copies)
        self._clear()
        for place, (row, names, copies) in enumerate(self.plan, 1):
            self._write_row(place, row, names, copies)
        self._merge_again()
        self._shift_the_rest()

    # --- which rows

    def _lay_out(self, items, names, copies):
        for item in items:
            if not isinstance(item, _Block):
                if len(self.plan) >= MOST_ROWS:
                    raise TooMuchWorkError
                self.environment.budget.spend()
                self.plan.append((item, names, copies))
            elif item.kind == "if":
                holds = self._evaluate(item.source, names)
                self._lay_out(item.body if holds else item.other or [], names, copies)
            else:
                self._lay_out_loop(item, names, copies)

    def _lay_out_loop(self, block, names, copies):
        found = _LOOP.match(block.source)
        if not found:
            raise MarkError(block.row)
        rows = list(self.environment.budget.counted(self._evaluate(found[2], names)))
        for number, value in enumerate(rows):
            loop = {
                "index": number + 1, "index0": number, "length": len(rows),
                "revindex": len(rows) - number, "first": not number,
                "last": number + 1 == len(rows),
            }  # fmt: skip
            self._lay_out(
                block.body,
                {**names, found[1]: value, "loop": loop},
                (*copies, (block.row, number)),
            )
        if not rows:
            # One empty row, so that a sum below has something to add.
            for row in [one for one in block.body if not isinstance(one, _Block)][:1]:
                self.plan.append((row, None, (*copies, (block.row, 0))))

    def _evaluate(self, source, names):
        source = source.strip()
        if source not in self.compiled:
            self.compiled[source] = self.environment.expression(source)
        value = self.compiled[source](**names)
        if isinstance(value, Undefined):
            str(value)
        return value

    # --- cells

    def _clear(self):
        self.sheet._cells.clear()
        self.sheet.merged_cells = MultiCellRange()
        for row in list(self.sheet.row_dimensions):
            del self.sheet.row_dimensions[row]

    def _write_row(self, place, row, names, copies):
        for column, (value, style) in self.cells.get(row, {}).items():
            cell = self.sheet.cell(place, column)
            cell._style = copy(style)
            self._write_cell(cell, value, names, copies)
        height, is_hidden = self.heights.get(row, (None, False))
        if height:
            self.sheet.row_dimensions[place].height = height
        if is_hidden:
            self.sheet.row_dimensions[place].hidden = True

    def _write_cell(self, cell, value, names, copies):
        if not isinstance(value, str):
            cell.value = value if names is not None else None
        elif value.startswith("="):
            cell.value = (
                self._moved_formula(value, copies) if names is not None else None
            )
        elif "{{" not in value and "{%" not in value:
            cell.value = value if names is not None else None
        elif names is not None:
            text = mended(value)
            alone = _ALONE.match(text)
            if alone:
                self._write_value(cell, self._evaluate(alone[1], names))
            else:
                template = self.compiled.get(("text", text))
                if template is None:
                    template = self.environment.from_string(text)
                    self.compiled["text", text] = template
                self._write_text(cell, _unescaped(template.render(names)))

    def _write_value(self, cell, value):
        if value is None or isinstance(value, Nothing):
            cell.value = None
        elif isinstance(value, bool):
            self._write_text(cell, self.environment._printed(value))
        elif isinstance(value, (date, datetime)):
            cell.value = (
                value.replace(tzinfo=None) if isinstance(value, datetime) else value
            )
            if cell.number_format == "General" or not cell.is_date:
                cell.number_format = _DATE_FORMATS[self.environment.language]
        elif isinstance(value, Decimal):
            shape = cell.number_format
            cell.value = Decimal(value)
            cell.number_format = "#,##0.00" if shape == "General" else shape
        elif isinstance(value, (int, float)):
            cell.value = value
        elif isinstance(value, (Choice, str)):
            self._write_text(cell, _unescaped(self.environment._printed(str(value))))
        else:
            self._write_text(cell, _unescaped(str(self.environment._printed(value))))

    def _write_text(self, cell, text):
        """Text stays text: what looks like a formula is marked as text in Excel's own way."""
        cell.value = text
        if text.startswith(_DANGEROUS):
            cell.data_type = "s"
            cell.quotePrefix = True

    # --- formulas and whatever else names rows

    def _moved_formula(self, formula, copies):
        parts, functions = [], []
        for token in Tokenizer(formula).items:
            if token.type in (Token.FUNC, Token.PAREN):
                if token.subtype == Token.OPEN:
                    functions.append(token.value.upper())
                elif functions:
                    functions.pop()
            if token.type == Token.OPERAND and token.subtype == Token.RANGE:
                is_sum = bool(functions) and functions[-1] in _OF_MANY
                parts.append(self._moved_range(token.value, copies, is_sum))
            else:
                parts.append(token.value)
        return "=" + "".join(parts)

    def _moved_range(self, words, copies, is_sum):
        if "!" in words:
            return words
        ends = [_REFERENCE.match(end) for end in words.upper().split(":")]
        if not all(ends):
            return words
        if is_sum and len(ends) == 1:
            ends *= 2  # =SUM(E4) means all rows that came of row 4
        is_range = len(ends) == 2
        moved = [
            f"{end[1]}{end[2]}{end[3]}{self._new_row(int(end[4]), copies, at_end)}"
            for end, at_end in zip(ends, (False, is_range), strict=False)
        ]
        return moved[0] if moved[0] == moved[-1] else ":".join(moved)

    def _new_row(self, row, copies, at_end):
        """Where a row of the template went, seen from a row in these copies of loops."""
        places = self.placed.get(row)
        if not places:
            above = [self.placed[one][-1] for one in self.placed if one < row]
            return max(above, default=0) + 1
        same = [
            place
            for place, theirs in zip(places, self.loops_of[row], strict=True)
            if _same_copies(theirs, copies)
        ] or places
        return same[-1] if at_end else same[0]

    def _merge_again(self):
        for merged in self.merges:
            height = merged.max_row - merged.min_row
            for place in self.placed.get(merged.min_row, ()):
                self.sheet.merge_cells(
                    start_row=place, end_row=place + height,
                    start_column=merged.min_col, end_column=merged.max_col,
                )  # fmt: skip

    def _shift_the_rest(self):
        sheet = self.sheet
        if sheet.auto_filter.ref:
            sheet.auto_filter.ref = self._stretched(sheet.auto_filter.ref)
        if sheet.print_area:
            areas = str(sheet.print_area).replace("$", "").split(",")
            sheet.print_area = ",".join(
                self._stretched(area.rpartition("!")[2]) for area in areas
            )
        for validation in sheet.data_validations.dataValidation:
            validation.sqref = MultiCellRange(
                " ".join(self._stretched(str(one)) for one in validation.sqref.ranges)
            )
        for picture in [*sheet._images, *sheet._charts]:
            start = getattr(picture.anchor, "_from", None)
            if start is not None:
                shift = self._new_row(start.row + 1, (), False) - (start.row + 1)
                start.row += shift
                end = getattr(picture.anchor, "to", None)
                if end is not None:
                    end.row += shift

    def _stretched(self, words):
        area = CellRange(words)
        first = self._new_row(area.min_row, (), False)
        last = max(first, self._new_row(area.max_row, (), True))
        left, right = get_column_letter(area.min_col), get_column_letter(area.max_col)
        return f"{left}{first}:{right}{last}"


def _same_copies(theirs, ours):
    """Whether two rows stand in the same turn of every loop that is around both."""
    turns = dict(ours)
    return all(turns.get(loop, number) == number for loop, number in theirs)


def _unescaped(text):
    """Jinja escapes for XML; a cell is no XML, and the library escapes again."""
    for entity, character in (
        ("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&"),
    ):  # fmt: skip
        text = text.replace(entity, character)
    return text
