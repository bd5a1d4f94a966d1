"""PDF by LibreOffice and by WeasyPrint, without LibreOffice."""

import stat
from io import BytesIO

import pytest
from odoo.addons.bank_crm_print.tools import drawn_pdf, pdf
from pypdf import PdfReader

A4 = {"width": 210, "height": 297, "top": 30, "bottom": 20, "left": 15, "right": 15}
HEAD = '<div><div class="header">Head {0}</div><div class="header">Head two</div></div>'
FOOT = (
    '<div><div class="footer">Page <span class="page"></span> of '
    '<span class="topage"></span></div></div>'
)
# As the core's layout makes it: a page without height, and a place to fetch from.
BODY = (
    "<html style='height: 0'><head><base href='http://x'/></head><body><p>{0}</p>"
    + "<p>line</p>" * 40
    + "</body></html>"
)
CSS = """
.bank_running_header { position: running(bank_header) }
.bank_running_footer { position: running(bank_footer) }
span.page::after { content: counter(page) }
span.topage::after { content: counter(pages) }
"""


def fake_office(folder, script):
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    return program


def test_an_office_that_works(tmp_path, monkeypatch):
    fake_office(
        tmp_path,
        'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done\n'
        'cp "$1" "$out/paper.pdf"',
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert pdf.office_pdf(b"content", "docx") == b"content"


@pytest.mark.parametrize(
    ("script", "words"),
    [("exit 0", "no result"), ("echo broken >&2; exit 3", "broken")],
)
def test_an_office_that_fails_says_so(tmp_path, monkeypatch, script, words):
    fake_office(tmp_path, script)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(pdf.PdfError, match=words):
        pdf.office_pdf(b"content", "docx")


def test_an_office_that_hangs_is_ended(tmp_path, monkeypatch):
    fake_office(tmp_path, "sleep 600 & wait")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(pdf.PdfError, match="too slow"):
        pdf.office_pdf(b"content", "docx", timeout=0.2)


def test_no_office_is_no_pdf(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pdf.find_office() is None
    with pytest.raises(pdf.PdfError, match="not installed"):
        pdf.office_pdf(b"content", "docx")


def draw(*bodies, read=lambda path: None):
    content = drawn_pdf.draw(
        bodies, HEAD.format("one"), FOOT, page=A4, css=CSS, read=read
    )
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def test_head_and_foot_are_on_every_page_and_each_body_counts_its_own():
    pages = draw(BODY.format("first"), BODY.format("second"))
    assert len(pages) == 4
    assert all("Head one" in page for page in pages[:2])
    assert all("Head two" in page for page in pages[2:])
    assert [page.split("Page ")[1][:6] for page in pages] == ["1 of 2", "2 of 2"] * 2


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/x.png",
        "https://x.example/x.png",
        "file:///etc/hostname",
        "ftp://x/y",
    ],
)
def test_nothing_is_fetched_from_outside(url):
    asked = []
    fetcher = drawn_pdf.OwnFetcher(asked.append)
    with pytest.raises(ValueError, match="outside"):
        fetcher.fetch(url)
    draw(f"<html><body><img src='{url}'/><p>x</p></body></html>", read=asked.append)
    assert not asked


def test_own_files_are_asked_for_by_their_path():
    asked = []
    draw(
        "<html><body><img src='/web/static/img/logo.png'/></body></html>",
        read=asked.append,
    )
    assert asked == ["/web/static/img/logo.png"]
