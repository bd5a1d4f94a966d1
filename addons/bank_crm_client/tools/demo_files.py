"""Small real files for the demonstration bank: Word, Excel, PDF, made of their words."""

from io import BytesIO

PAGE_WIDTH, LINE_HEIGHT, MARGIN = 595, 18, 60


def docx_file(title, paragraphs):
    """A Word document."""
    from docx import Document

    document = Document()
    document.add_heading(title, 1)
    for text in paragraphs:
        document.add_paragraph(text)
    return _saved(document.save)


def xlsx_file(title, rows):
    """An Excel book with one sheet."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = title[:31]
    for row in rows:
        book.active.append(row)
    return _saved(book.save)


def pdf_file(title, lines):
    """A page with a frame; Latin letters only, for the standard fonts have no others."""
    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    page = Canvas(stream, pagesize=(PAGE_WIDTH, 842), invariant=1)
    page.rect(40, 40, PAGE_WIDTH - 80, 762)
    page.setFont("Helvetica-Bold", 18)
    page.drawString(MARGIN, 760, title)
    page.setFont("Helvetica", 11)
    for place, line in enumerate(lines):
        page.drawString(MARGIN, 720 - place * LINE_HEIGHT, line)
    page.save()
    return stream.getvalue()


def _saved(save):
    stream = BytesIO()
    save(stream)
    return stream.getvalue()
