"""Decision tables in Excel: written as people read them, read back cell by cell."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from ..domain.dmn.model import (
    MAX_COLUMNS,
    MAX_RULES,
    Aggregation,
    HitPolicy,
    Input,
    Kind,
    Output,
    Rule,
    Table,
)
from ..domain.dmn.xml_write import write_table

MAX_UNPACKED_BYTES = 50 * 1024 * 1024
HEAD_ROWS = ("Column", "Name", "Code", "Type", "Allowed values", "Default")
FIRST_HEAD_ROW = 4
FIRST_RULE_ROW = FIRST_HEAD_ROW + len(HEAD_ROWS)
FACT, RESULT, REMARK = "fact", "result", "remark"


class SheetError(ValueError):
    """The file is no decision table; `template` and `params` are the clerk's words."""

    def __init__(self, template, **params):
        super().__init__(template % params)
        self.template = template
        self.params = params


def write_sheet(table):
    """The table as an .xlsx file."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Decision table"
    _put(sheet, 1, 1, "Decision table", bold=True)
    _put(sheet, 1, 2, table.name, bold=True)
    _put(sheet, 2, 1, "If several rules apply")
    _put(sheet, 2, 2, _policy_words(table))
    columns = [
        *(
            (FACT, one.title, one.code, one.kind, one.values, "")
            for one in table.inputs
        ),
        *(
            (RESULT, one.title, one.name, one.kind, one.values, one.default)
            for one in table.outputs
        ),
        (REMARK, "Remark", "", "", (), ""),
    ]
    for offset, label in enumerate(HEAD_ROWS):
        _put(sheet, FIRST_HEAD_ROW + offset, 1, label, bold=True)
    for place, (role, title, code, kind, values, default) in enumerate(columns, 2):
        words = (role, title, code, str(kind), ", ".join(values), default)
        for offset, word in enumerate(words):
            _put(
                sheet, FIRST_HEAD_ROW + offset, place, word, bold=offset < 2, role=role
            )
        sheet.column_dimensions[openpyxl.utils.get_column_letter(place)].width = 22
    for row, rule in enumerate(table.rules, FIRST_RULE_ROW):
        _put(sheet, row, 1, rule.number)
        for place, text in enumerate((*rule.tests, *rule.outputs, rule.annotation), 2):
            _put(sheet, row, place, text)
    sheet.column_dimensions["A"].width = 22
    sheet.freeze_panes = sheet.cell(FIRST_RULE_ROW, 2)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _policy_words(table):
    return " ".join(filter(None, [table.hit_policy, table.aggregation]))


def _put(sheet, row, column, value, *, bold=False, role=None):
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        # A test such as "= 5" is a text and no formula.
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)
    thin = Side(style="thin", color="D0D7DE")
    cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    if role:
        color = {FACT: "E7F1FB", RESULT: "E8F5E9", REMARK: "F5F5F5"}[role]
        cell.fill = PatternFill("solid", fgColor=color)


def read_sheet(content, name):
    """The DMN of an .xlsx file in the form of `write_sheet`; SheetError where it is not."""
    sheet = _open(content)
    rows = [
        [_text(value) for value in row]
        for row in sheet.iter_rows(
            max_row=FIRST_RULE_ROW + MAX_RULES,
            max_col=MAX_COLUMNS + 2,
            values_only=True,
        )
    ]
    if len(rows) < FIRST_RULE_ROW or rows[FIRST_HEAD_ROW - 1][0] != HEAD_ROWS[0]:
        raise SheetError(
            "This is no decision table: write one to Excel first and fill in that file."
        )
    policy, aggregation = _policy(rows[1][1])
    head = rows[FIRST_HEAD_ROW - 1 : FIRST_RULE_ROW - 1]
    places = {
        role: [place for place, word in enumerate(head[0]) if place and word == role]
        for role in (FACT, RESULT, REMARK)
    }
    inputs = tuple(
        Input(head[2][place], head[1][place], _kind(head, place), _values(head, place))
        for place in places[FACT]
    )
    outputs = tuple(
        Output(
            head[2][place], head[1][place], _kind(head, place), _values(head, place),
            head[5][place],
        )
        for place in places[RESULT]
    )  # fmt: skip
    rules = []
    for row in rows[FIRST_RULE_ROW - 1 :]:
        if any(row[1:]):
            remark = row[places[REMARK][0]] if places[REMARK] else ""
            rules.append(
                Rule(
                    len(rules) + 1,
                    tuple(row[place] for place in places[FACT]),
                    tuple(row[place] for place in places[RESULT]),
                    remark,
                )
            )
    return write_table(Table(name, policy, inputs, outputs, tuple(rules), aggregation))


def _open(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise SheetError("The Excel file is too large when unpacked.")
        return openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    except SheetError:
        raise
    except Exception as error:
        # Whatever a damaged archive raises, it is one thing to the clerk.
        raise SheetError("The Excel file is damaged and cannot be read.") from error


def _text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f'date("{value.date().isoformat()}")'
    if isinstance(value, date):
        return f'date("{value.isoformat()}")'
    return str(value).strip()


def _policy(text):
    words = text.upper()
    for aggregation in Aggregation:
        if words == f"{HitPolicy.COLLECT} {aggregation}":
            return HitPolicy.COLLECT, aggregation
    try:
        return HitPolicy(words), None
    except ValueError as error:
        raise SheetError(
            "“%(text)s” is none of: %(known)s.",
            text=text,
            known=", ".join(HitPolicy),
        ) from error


def _kind(head, place):
    try:
        return Kind(head[3][place] or Kind.TEXT)
    except ValueError as error:
        raise SheetError(
            "Column “%(column)s”: “%(kind)s” is none of: %(known)s.",
            column=head[1][place] or head[2][place],
            kind=head[3][place],
            known=", ".join(Kind),
        ) from error


def _values(head, place):
    text = head[4][place]
    return tuple(part.strip() for part in text.split(",") if part.strip())
