#!/usr/bin/env python3
"""Make the Word and Excel forms that the addons ship, in three languages.

  python scripts/print_templates.py      writes addons/<addon>/data/templates/

The words of each language are in `print_template_words.py`. Run it after a change there or
here; the addon's tests fill in every form.
"""

import re
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.page import PageMargins

sys.path.insert(0, str(Path(__file__).resolve().parent))

from print_template_words import WORDS

ADDONS = Path(__file__).resolve().parent.parent / "addons"
TARGET = ADDONS / "bank_crm_print/data/templates"
CLIENT_TARGET = ADDONS / "bank_crm_client/data/templates"
CREDIT_TARGET = ADDONS / "bank_crm_credit/data/templates"
LANGUAGES = {"en": "en-GB", "uk": "uk-UA", "zh": "zh-CN"}
FONT, CHINESE_FONT = "Arial", "Microsoft YaHei"
INK, PALE, LINE = RGBColor(0x1F, 0x3A, 0x5F), "E8EEF5", "9FB3C8"
WIDTH_MM = 170
# Files made twice from the same words are the same.
STAMP = (2026, 1, 1, 0, 0, 0)
CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class Paper:
    """A Word form of the bank: its head and foot, and the pieces it is made of."""

    def __init__(self, language):
        self.words = WORDS[language]
        self.document = Document()
        self._set_fonts(language)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(32), Mm(24)
        section.header_distance, section.footer_distance = Mm(12), Mm(10)
        self._head(section)
        self._foot(section)

    def _set_fonts(self, language):
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(10)
        style.paragraph_format.space_after = Pt(4)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), CHINESE_FONT)
        fonts.set(qn("w:cs"), FONT)
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), LANGUAGES[language])
        lang.set(qn("w:eastAsia"), "zh-CN")
        style.element.get_or_add_rPr().append(lang)

    def _head(self, section):
        paragraph = section.header.paragraphs[0]
        self._run(paragraph, "{{ bank.name }}", size=13, bold=True, color=INK)
        line = section.header.add_paragraph()
        self._run(line, "{{ bank.address }}", size=8)
        self._run(line, "{% if bank.phone %}  ·  {{ bank.phone }}{% endif %}", size=8)
        self._run(
            line, "{% if bank.website %}  ·  {{ bank.website }}{% endif %}", size=8
        )
        line.paragraph_format.space_after = Pt(6)
        self._line_under(line)

    def _foot(self, section):
        paragraph = section.footer.paragraphs[0]
        paragraph.style = "Normal"  # the style of feet has tab stops of its own
        paragraph.paragraph_format.tab_stops.add_tab_stop(
            Mm(WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT
        )
        self._run(paragraph, f"{self.words['number']} " + "{{ paper_number }}", size=8)
        before, between, after = self.words["page"]
        self._run(paragraph, f"\t{before}", size=8)
        self._field(paragraph, "PAGE")
        self._run(paragraph, between, size=8)
        self._field(paragraph, "NUMPAGES")
        self._run(paragraph, after, size=8)

    def _run(self, paragraph, text, *, size=None, bold=False, color=None, italic=False):
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic
        if size:
            run.font.size = Pt(size)
        if color is not None:
            run.font.color.rgb = color
        return run

    def _field(self, paragraph, code):
        """A field that the word processor fills in, with a first guess in it."""
        for kind, text in (
            ("begin", None), (None, code), ("separate", None), ("", "1"), ("end", None),
        ):  # fmt: skip
            run = self._run(paragraph, text if kind == "" else "", size=8)
            if kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)
            elif kind is None:
                mark = OxmlElement("w:instrText")
                mark.text = text
                run._r.append(mark)

    def _line_under(self, paragraph):
        borders = OxmlElement("w:pBdr")
        bottom = OxmlElement("w:bottom")
        for name, value in (
            ("val", "single"),
            ("sz", "8"),
            ("space", "4"),
            ("color", LINE),
        ):
            bottom.set(qn(f"w:{name}"), value)
        borders.append(bottom)
        paragraph._p.get_or_add_pPr().append(borders)

    def title(self, text, below=""):
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        self._run(paragraph, text, size=16, bold=True, color=INK)
        if below:
            line = self.document.add_paragraph()
            line.paragraph_format.space_after = Pt(10)
            self._run(line, below, color=RGBColor(0x55, 0x55, 0x55))

    def heading(self, text):
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(10)
        paragraph.paragraph_format.keep_with_next = True
        self._run(paragraph, text, size=11, bold=True, color=INK)

    def text(self, text, *, right=False, after=6):
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(after)
        paragraph.paragraph_format.line_spacing = 1.2
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._run(paragraph, text)
        return paragraph

    def mark(self, text):
        self.document.add_paragraph(text)

    def facts(self, rows):
        """Label and value; with a third, a row only where that fact is known."""
        table = self._table(2, (55, WIDTH_MM - 55))
        for label, tag, *condition in rows:
            if condition:
                self._mark_row(table, "{%tr if " + condition[0] + " %}")
            cells = table.add_row().cells
            self._cell(cells[0], label, shade=PALE)
            self._cell(cells[1], tag)
            if condition:
                self._mark_row(table, "{%tr endif %}")

    def rows(self, heads, tags, loop, *, widths, right=(), total=None):
        """A table with a row for each of a list, its head repeated on every page."""
        table = self._table(len(heads), widths)
        head = table.add_row()
        for place, word in enumerate(heads):
            self._cell(
                head.cells[place], word, bold=True, shade=PALE, right=place in right
            )
        self._repeat(head)
        name, row = loop
        self._mark_row(table, "{%tr for " + f"{row} in {name}" + " %}")
        cells = table.add_row().cells
        for place, tag in enumerate(tags):
            self._cell(cells[place], tag, right=place in right)
        self._mark_row(table, "{%tr endfor %}")
        if total:
            cells = table.add_row().cells
            label = cells[0].merge(cells[len(heads) - 2])
            self._cell(label, total[0], bold=True)
            self._cell(cells[-1], total[1], bold=True, right=True)

    def _mark_row(self, table, text):
        self._cell(table.add_row().cells[0], text)

    def _table(self, columns, widths):
        table = self.document.add_table(rows=0, cols=columns)
        table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        borders = OxmlElement("w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            edge = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", "4"), ("color", LINE)):
                edge.set(qn(f"w:{name}"), value)
            borders.append(edge)
        table._tbl.tblPr.append(borders)
        self.widths = widths
        return table

    def _cell(self, cell, text, *, bold=False, shade=None, right=False):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = Pt(1)
        paragraph.paragraph_format.space_after = Pt(1)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._run(paragraph, text, size=9, bold=bold)
        if shade:
            fill = OxmlElement("w:shd")
            for name, value in (("val", "clear"), ("color", "auto"), ("fill", shade)):
                fill.set(qn(f"w:{name}"), value)
            cell._tc.get_or_add_tcPr().append(fill)

    def _repeat(self, row):
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(mark)

    def signatures(self, *parties):
        self.document.add_paragraph().paragraph_format.space_after = Pt(14)
        table = self.document.add_table(rows=1, cols=len(parties))
        for cell, (who, name) in zip(table.rows[0].cells, parties, strict=True):
            first = cell.paragraphs[0]
            first.paragraph_format.keep_with_next = True
            self._run(first, who, bold=True)
            line = cell.add_paragraph()
            line.paragraph_format.space_before = Pt(22)
            line.paragraph_format.keep_with_next = True
            self._run(line, "_" * 28)
            self._run(cell.add_paragraph(), name, size=9)
            self._run(cell.add_paragraph(), self.words["date_line"], size=9)

    def save(self, name, target=TARGET):
        for table in self.document.tables:
            for row in table.rows:
                for cell, column in zip(row.cells, table.columns, strict=False):
                    if column.width and len(set(row.cells)) == len(table.columns):
                        cell.width = column.width
        path = target / name
        self.document.core_properties.author = "Bank CRM"
        self.document.save(path)
        settle(path)


def client_card(language):
    words = WORDS[language]
    paper = Paper(language)
    paper.title(words["card"], f"{words['as_of']} " + "{{ today|long_date }}")
    label = words["label"]
    paper.facts(
        [
            (label["name"], "{{ name }}"),
            (label["number"], "{{ number }}"),
            (label["kind"], "{{ kind }}"),
            (label["birth"], "{{ birth_date|date }}", "birth_date"),
            (label["tax"], "{{ tax_number }}", "tax_number"),
            (label["phone"], "{{ phone }}", "phone"),
            (label["email"], "{{ email }}", "email"),
            (label["class"], "{{ class_name }}", "class_name"),
            (label["branch"], "{{ branch_name }}", "branch_name"),
            (label["manager"], "{{ manager }}", "manager"),
            (label["since"], "{{ since|date }}", "since"),
        ]
    )
    paper.mark("{%p if accounts %}")
    paper.heading(words["accounts"])
    paper.rows(
        words["account_heads"],
        ["{{ account.number }}", "{{ account.product_name }}", "{{ account.state }}",
         "{{ account.balance }}", "{{ account.balance_base }}"],
        ("accounts", "account"),
        widths=(57, 35, 18, 30, 30),
        right=(3, 4),
        total=(words["total"], "{{ accounts|sum(attribute='balance_base') }}"),
    )  # fmt: skip
    paper.mark("{%p endif %}")
    paper.mark("{%p if agreements %}")
    paper.heading(words["agreements"])
    paper.rows(
        words["agreement_heads"],
        ["{{ agreement.number }}", "{{ agreement.product_name }}",
         "{{ agreement.signed|date }}", "{{ agreement.matures|date }}",
         "{{ agreement.balance }}"],
        ("agreements", "agreement"),
        widths=(40, 50, 24, 24, 32),
        right=(4,),
    )  # fmt: skip
    paper.mark("{%p endif %}")
    paper.mark("{%p if cards %}")
    paper.heading(words["cards"])
    paper.rows(
        words["card_heads"],
        ["{{ card.number }}", "{{ card.product_name }}", "{{ card.state }}",
         "{{ card.valid_until|date }}"],
        ("cards", "card"),
        widths=(50, 60, 30, 30),
    )  # fmt: skip
    paper.mark("{%p endif %}")
    paper.heading(words["totals"])
    paper.facts(
        [
            (label["funds"], "{{ funds }}"),
            (label["owed"], "{{ owed }}"),
            (label["turnover"], "{{ turnover }}"),
        ]
    )
    paper.signatures((words["made_by"], "{{ user.post }} {{ user.name }}"))
    paper.save(f"client_card.{language}.docx")


def consent(language):
    words = WORDS[language]
    paper = Paper(language)
    paper.title(words["consent"], "{{ today|long_date }}")
    label = words["label"]
    paper.facts(
        [
            (label["name"], "{{ name }}"),
            (label["birth"], "{{ birth_date|date }}", "birth_date"),
            (label["tax"], "{{ tax_number }}", "tax_number"),
            (label["registration"], "{{ registration_number }}", "registration_number"),
            (
                label["document"],
                "{% for document in documents %}{{ document.kind }} "
                "{{ document.document_number }}{% if document.issued_by %}, "
                "{{ document.issued_by }}{% endif %}{% if document.issued %}, "
                "{{ document.issued|date }}{% endif %}{% if not loop.last %}; {% endif %}"
                "{% endfor %}",
                "documents",
            ),
            (label["address"], "{{ postal_code }} {{ city }} {{ street }}"),
        ]
    )
    paper.text("", after=2)
    for line in words["consent_text"]:
        paper.text(line)
    paper.signatures(
        (words["client_signs"], "{{ name }}"),
        (words["bank_signs"], "{{ user.post }} {{ user.name }}"),
    )
    paper.save(f"consent.{language}.docx")


def letter(language):
    words = WORDS[language]
    paper = Paper(language)
    paper.text("{{ name }}", right=True, after=0)
    paper.text("{{ postal_code }} {{ city }} {{ street }}", right=True, after=14)
    paper.text(
        f"{words['number']} " + "{{ paper_number }}, {{ today|long_date }}", after=14
    )
    paper.title(words["letter"])
    for line in words["letter_text"]:
        paper.text(line)
    paper.mark("{%p if accounts %}")
    paper.rows(
        words["letter_heads"],
        ["{{ account.number }}", "{{ account.opened|date }}", "{{ account.balance }}"],
        ("accounts", "account"),
        widths=(90, 35, 45),
        right=(2,),
        total=(words["total_base"], "{{ accounts|sum(attribute='balance_base') }}"),
    )
    total = "{{ accounts|sum(attribute='balance_base')|words }}"
    paper.text("", after=0)
    paper.text(words["in_words"].replace("*", total))
    paper.mark("{%p endif %}")
    for line in words["letter_end"]:
        paper.text(line)
    paper.signatures((words["bank_signs"], "{{ user.post }} {{ user.name }}"))
    paper.save(f"letter.{language}.docx")


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
    path = TARGET / f"accounts.{language}.xlsx"
    book.save(path)
    settle(path)


def handover(language):
    words = WORDS[language]["handover"]
    paper = Paper(language)
    paper.title(words["title"], "{{ handed_on|long_date }}")
    label = words["label"]
    paper.facts(
        [
            (label["giver"], "{{ giver }}"),
            (label["unit"], "{{ unit }}"),
            (label["kind"], "{{ kind }}"),
            (label["last_day"], "{{ last_day|date }}", "last_day"),
            (label["reason"], "{{ reason }}"),
            (label["proposed_by"], "{{ proposed_by }}", "proposed_by"),
            (label["state"], "{{ state }}"),
            (
                label["take_back_until"],
                "{{ take_back_until|date }}",
                "take_back_until",
            ),
        ]
    )
    paper.mark("{%p if handed_clients %}")
    paper.heading(words["clients"])
    paper.rows(
        words["heads"],
        ["{{ loop.index }}", "{{ client.client_name }}", "{{ client.client_number }}",
         "{{ client.new_manager }}", "{{ client.funds }}", "{{ client.owed }}"],
        ("handed_clients", "client"),
        widths=(9, 43, 20, 32, 34, 32),
        right=(4, 5),
    )  # fmt: skip
    paper.text(words["count"])
    paper.mark("{%p else %}")
    paper.text(words["nobody"])
    paper.mark("{%p endif %}")
    paper.signatures((words["gives"], "{{ giver }}"))
    paper.mark("{%p for manager in new_managers %}")
    paper.signatures((words["takes"], "{{ manager.name }}"))
    paper.mark("{%p endfor %}")
    paper.save(f"handover.{language}.docx", CLIENT_TARGET)


def addendum(language):
    words = WORDS[language]["addendum"]
    paper = Paper(language)
    paper.title(words["title"], words["below"])
    paper.text(words["parties"])
    label = words["label"]
    paper.facts(
        [
            (label["agreed"], "{{ agreed }}"),
            (label["date"], "{{ date|date }}"),
            (label["owed"], "{{ owed }}"),
            (label["payment"], "{{ payment }}"),
            (label["count"], "{{ instalment_count }}"),
            (label["last"], "{{ last_due|date }}", "last_due"),
            (label["total"], "{{ total }}"),
        ]
    )
    paper.text(words["in_words"].replace("*", "{{ owed|words }}"))
    paper.heading(words["schedule"])
    paper.mark("{%p if instalments %}")
    paper.rows(
        words["heads"],
        ["{{ line.number }}", "{{ line.due|date }}", "{{ line.principal }}",
         "{{ line.interest }}", "{{ line.fees }}", "{{ line.balance }}"],
        ("instalments", "line"),
        widths=(12, 28, 34, 32, 26, 38),
        right=(2, 3, 4, 5),
    )  # fmt: skip
    paper.mark("{%p else %}")
    paper.text(words["later"])
    paper.mark("{%p endif %}")
    paper.text(words["end"])
    paper.signatures(
        (words["bank_signs"], "{{ user.name }}"),
        (words["client_signs"], "{{ client_name }}"),
    )
    paper.save(f"addendum.{language}.docx", CREDIT_TARGET)


def briefing(language):
    words = WORDS[language]["briefing"]
    paper = Paper(language)
    paper.title(words["title"], "{{ made_on|long_date }}")
    paper.facts(
        [
            (WORDS[language]["label"]["name"], "{{ client_name }}"),
            (words["meeting"], "{{ meeting }}", "meeting"),
            (words["for"], "{{ banker }}"),
        ]
    )
    for part in ("family", "wealth", "profile", "dates", "gifts", "requests", "steps"):
        paper.heading(words[part])
        paper.text("{{ " + part + " }}")
    paper.text(words["secret"])
    paper.save(f"briefing.{language}.docx", CLIENT_TARGET)


def settle(path):
    """Write the archive anew with one time stamp, so that it depends on words alone."""
    with ZipFile(path) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for info, content in parts:
            if info.filename == "docProps/core.xml":
                content = CLOCK.sub(rb"\g<1>2026-01-01T00:00:00Z", content)
            info.date_time, info.compress_type = STAMP, ZIP_DEFLATED
            archive.writestr(info, content)


def main():
    for target in (TARGET, CLIENT_TARGET, CREDIT_TARGET):
        target.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        makers = (client_card, consent, letter, accounts, handover, addendum, briefing)
        for make in makers:
            make(language)
    for target in (TARGET, CLIENT_TARGET, CREDIT_TARGET):
        print(*sorted(path.name for path in target.iterdir()), sep="\n")


if __name__ == "__main__":
    main()
