"""A Word form of the bank: its head and foot, and the pieces that every form is made of."""

import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from words import WORDS

ADDONS = Path(__file__).resolve().parents[2] / "addons"
PRINT, CLIENT, CREDIT = (
    ADDONS / addon / "data/templates"
    for addon in ("bank_crm_print", "bank_crm_client", "bank_crm_credit")
)
# Of Chinese forms the Latin letters are English: words and sums are not broken anywhere.
LANGUAGES = {"en": "en-GB", "uk": "uk-UA", "zh": "en-GB"}
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

    def facts(self, rows, label_mm=55):
        """Label and value; with a third, a row only where that fact is known.

        Few rows: they stay on one page, with what follows them.
        """
        table = self._table(2, (label_mm, WIDTH_MM - label_mm))
        for label, tag, *condition in rows:
            if condition:
                self._mark_row(table, "{%tr if " + condition[0] + " %}")
            cells = self._row(table).cells
            self._cell(cells[0], label, shade=PALE)
            self._cell(cells[1], tag)
            cells[0].paragraphs[0].paragraph_format.keep_with_next = True
            if condition:
                self._mark_row(table, "{%tr endif %}")

    def rows(self, heads, tags, loop, *, widths, right=(), total=None, totals=()):
        """A table with a row for each of a list, its head repeated on every page.

        `total` is a label over all columns but the last and the last; `totals` are
        (column, text), the first over the columns up to the second.
        """
        table = self._table(len(heads), widths)
        head = table.add_row()
        for place, word in enumerate(heads):
            self._cell(
                head.cells[place], word, bold=True, shade=PALE, right=place in right
            )
        self._repeat(head)
        name, row = loop
        self._mark_row(table, "{%tr for " + f"{row} in {name}" + " %}")
        cells = self._row(table).cells
        for place, tag in enumerate(tags):
            self._cell(cells[place], tag, right=place in right)
        self._mark_row(table, "{%tr endfor %}")
        if total:
            cells = table.add_row().cells
            label = cells[0].merge(cells[len(heads) - 2])
            self._cell(label, total[0], bold=True)
            self._cell(cells[-1], total[1], bold=True, right=True)
        if totals:
            cells = table.add_row().cells
            (_first, label), (second, _text), *_rest = totals
            self._cell(cells[0].merge(cells[second - 1]), label, bold=True)
            for place, text in totals[1:]:
                self._cell(cells[place], text, bold=True, right=place in right)

    def _row(self, table):
        """A row that stays on one page."""
        row = table.add_row()
        mark = OxmlElement("w:cantSplit")
        row._tr.get_or_add_trPr().append(mark)
        return row

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

    def save(self, name, target=PRINT):
        for table in self.document.tables:
            for row in table.rows:
                for cell, column in zip(row.cells, table.columns, strict=False):
                    if column.width and len(set(row.cells)) == len(table.columns):
                        cell.width = column.width
        path = target / name
        self.document.core_properties.author = "Bank CRM"
        self.document.save(path)
        settle(path)


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
