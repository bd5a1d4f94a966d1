"""The list of a client's accounts as a sheet of Excel."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.page import PageMargins
from paper import FONT, LINE, PALE, PRINT, settle
from words import WORDS


def accounts(language):
    words = WORDS[language]
    book = Workbook()
    sheet = book.active
    sheet.title = words["accounts"]
    line = Side(style="thin", color=LINE)
    box = Border(left=line, right=line, top=line, bottom=line)
    shade = PatternFill("solid", fgColor=PALE)
    sheet["A1"], sheet["A2"] = "{{ bank.name }}", "{{ bank.address }}"
    sheet["A4"] = words["account_list"] + ": {{ name }}"
    sheet["A5"] = "{{ number }}, {{ today|long_date }}"
    for cell, size in (("A1", 13), ("A4", 14)):
        sheet[cell].font = Font(name=FONT, size=size, bold=True, color="1F3A5F")
        sheet.merge_cells(f"{cell}:H{cell[1:]}")
    heads = words["sheet_heads"]
    tags = (
        "{{ loop.index }}", "{{ account.number }}", "{{ account.product_name }}",
        "{{ account.state }}", "{{ account.opened }}", "{{ account.currency }}",
        "{{ account.balance }}", "{{ account.balance_base }}",
    )  # fmt: skip
    sheet["A8"], sheet["A10"] = "{% for account in accounts %}", "{% endfor %}"
    for column, (head, tag) in enumerate(zip(heads, tags, strict=True), 1):
        top, row = sheet.cell(7, column, head), sheet.cell(9, column, tag)
        top.font, top.fill, top.border = Font(name=FONT, size=10, bold=True), shade, box
        side = "right" if column > 6 else "center" if column in (1, 5, 6) else "left"
        top.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
        row.alignment = Alignment(horizontal=side)
        row.font, row.border = Font(name=FONT, size=10), box
    sheet["E9"].number_format = "yyyy-mm-dd" if language == "zh" else "dd.mm.yyyy"
    for cell in ("G9", "H9", "H11"):
        sheet[cell].number_format = "#,##0.00"
    sheet["A11"], sheet["H11"] = words["total_base"], "=SUM(H9:H9)"
    sheet["A12"] = words["in_words"].replace(
        "*", "{{ accounts|sum(attribute='balance_base')|words }}"
    )
    for column in range(1, 9):
        sheet.cell(11, column).border = box
        sheet.cell(11, column).fill = shade
    for cell in ("A2", "A5", "A12"):
        sheet[cell].font = Font(name=FONT, size=10)
    sheet["A11"].font = sheet["H11"].font = Font(name=FONT, size=10, bold=True)
    sheet.merge_cells("A11:G11")
    sheet.merge_cells("A12:H12")
    sheet["A12"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[7].height, sheet.row_dimensions[12].height = 30, 30
    for letter_, width in zip("ABCDEFGH", (6, 34, 28, 12, 13, 9, 17, 17), strict=True):
        sheet.column_dimensions[letter_].width = width
    sheet.freeze_panes = "A8"
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.print_title_rows = "7:7"
    before, between, after = words["page"]
    sheet.oddFooter.right.text = f"{before}&P{between}&N{after}"
    path = PRINT / f"accounts.{language}.xlsx"
    book.save(path)
    settle(path)
