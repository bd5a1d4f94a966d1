import io
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from weasyprint import HTML

from ..tools import text_extract
from .common_documents import docx_of, xlsx_of, zip_of
from .common_library import LibraryCommon

CHINESE = "抵押贷款合同"
UKRAINIAN = "Договір про відступлення права вимоги"


def locked(data):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("secret")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def chinese_pdf():
    """As Chinese programs write them: a font that every reader has, not in the file."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, 700, CHINESE)
    canvas.save()
    return stream.getvalue()


@tagged("post_install", "-at_install")
class TestTextFiles(LibraryCommon):
    """Files of every kind, in three languages, whole and broken."""

    def _state(self, name, data):
        document = self._put(self.all, name=name, data=data)
        self._read_files()
        return document, self.Index.search(
            [
                ("res_model", "=", document._name),
                ("res_id", "=", document.id),
                ("attachment_id", "!=", False),
            ]
        )

    def test_words_of_three_languages_are_found_in_each_kind(self):
        both = HTML(
            string=f"<p>{UKRAINIAN}</p><p>{CHINESE}</p><p>Mortgage agreements</p>"
        ).write_pdf()
        for name, data, words in (
            ("words.docx", docx_of(UKRAINIAN, CHINESE, "Mortgage agreements"), "all"),
            ("sheet.xlsx", xlsx_of([UKRAINIAN, CHINESE], ["Mortgage agreements"]), "all"),
            ("page.pdf", both, "all"),
            ("chinese.pdf", chinese_pdf(), "zh"),
        ):  # fmt: skip
            document, row = self._state(name, data)
            self.assertEqual(row.state, "done", name)
            asked = {
                "відступленням вимог": UKRAINIAN,
                "贷款合同": CHINESE,
                "mortgage agreement": "Mortgage",
            }
            for text in asked if words == "all" else ["贷款合同"]:
                with self.subTest(name=name, text=text):
                    found = self._found(self.olena, text)["rows"]
                    [shown] = [one for one in found if one["id"] == document.id]
                    self.assertTrue(any(piece["hit"] for piece in shown["pieces"]))
                    self.assertEqual(shown["file"], name)

    def test_what_cannot_be_read_says_why(self):
        whole = docx_of("Передостаннє слово")
        page = HTML(string="<p>Таємниця</p>").write_pdf()
        for name, data, reason in (
            ("locked.pdf", locked(page), "It is locked with a password."),
            ("cut.pdf", page[:200], "It is damaged."),
            ("hollow.docx", zip_of("word/document.xml"), "It is damaged."),
            ("hollow.xlsx", zip_of("xl/workbook.xml"), "It is damaged."),
        ):
            document, row = self._state(name, data)
            with self.subTest(name=name):
                self.assertEqual((row.state, row.reason), ("failed", reason))
                self.assertEqual(document.unread_reason, reason)
                stem = name.split(".")[0]
                self.assertTrue(self._found(self.olena, stem)["rows"])
        with patch.object(text_extract, "SECONDS", 0.001):
            _document, row = self._state("long.docx", whole)
        self.assertEqual(
            (row.state, row.reason), ("failed", "Reading it takes too long.")
        )
        row.with_user(self.administrator).action_read_again()
        self._read_files()
        self.assertEqual(row.state, "done")

    def test_what_is_not_taken_says_why(self):
        container = b"\xd0\xcf\x11\xe0" + bytes(600)
        for name, data, words in (
            ("cut.docx", docx_of("Слово")[:300], "none of the files"),
            ("old.doc", container, "none of the files"),
            (
                "locked.docx",
                container + "EncryptedPackage".encode("utf-16-le"),
                "locked with a password",
            ),
            ("huge.pdf", b"%PDF-1.4" + bytes(25 * 1024 * 1024), "larger than 25 MB"),
        ):
            with self.subTest(name=name):
                file = self._upload(
                    self.administrator, name, data, "bank.library.document"
                )
                answer = self.Library.with_user(self.administrator).take_files(
                    self.all.id, file.ids
                )
                self.assertEqual(answer["ids"], [])
                self.assertIn(words, answer["refused"][0])

    def test_a_closed_folder_closes_what_is_found_at_once(self):
        document = self._put(self.western, UKRAINIAN)
        self._read_files()
        [row] = self._found(self.olena, "відступлення")["rows"]
        self.assertEqual(row["id"], document.id)
        self.assertIn("відступлення", str(row["pieces"]))
        self.western.reader_role_ids = [
            Command.set(self.env.ref("bank_crm_base.role_compliance").ids)
        ]
        self.assertEqual(
            self._found(self.olena, "відступлення"), {"count": 0, "rows": []}
        )
