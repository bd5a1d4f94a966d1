import base64
from io import BytesIO
from zipfile import ZipFile

from odoo.fields import Command

from .common import ClientCommon

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)


def docx_of(*paragraphs):
    """A Word file with these paragraphs, as the library writes one."""
    from docx import Document

    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def xlsx_of(*rows):
    """An Excel file with these rows."""
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def zip_of(*names):
    """An archive with empty files of these names."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return stream.getvalue()


class DocumentsCommon(ClientCommon):
    """The cast, types that need a second person, one that does not, and scans."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Document = cls.env["bank.client.document"]
        cls.Gap = cls.env["bank.document.gap"]
        # What the bank asks for in a test is what the test says.
        cls.env["bank.document.requirement"].search([]).active = False
        # A manager sees his own portfolio: the second person sees that of the branch.
        cls.iryna = cls._create_employee("branch_head", cls.lviv, login="t_iryna")
        cls.officer = cls._create_employee("compliance", cls.head_office)
        cls.administrator = cls._create_employee(
            "business_administrator", cls.head_office
        )
        cls.passport = cls._type("test_passport", kind="passport", sequence=0)
        cls.paper = cls._type("test_paper", verification="none", is_scan_required=False)
        cls.form = cls._type("test_form", serves_all=False, is_scan_required=False)

    @classmethod
    def _type(cls, code, **values):
        return cls.env["bank.document.type"].create(
            {"name": code.replace("_", " ").capitalize(), "code": code, **values}
        )

    @classmethod
    def _upload(cls, user, name="scan.pdf", data=PDF, model="bank.client.document"):
        return (
            cls.env["ir.attachment"]
            .with_user(user)
            .create({"name": name, "raw": data, "res_model": model, "res_id": 0})
        )

    @classmethod
    def _enter(cls, user, client=None, kind=None, scans=True, **values):
        """A document as a clerk enters it, with one scan."""
        files = cls._upload(user) if scans else cls.env["ir.attachment"]
        return cls.Document.with_user(user).create(
            {
                "client_id": (client or cls.kovalenko).id,
                "type_id": (kind or cls.passport).id,
                "attachment_ids": [Command.set(files.ids)],
                **values,
            }
        )

    @classmethod
    def _ask(cls, *kinds, **values):
        return cls.env["bank.document.requirement"].create(
            {
                "name": "Test requirement",
                "type_ids": [Command.set([kind.id for kind in kinds])],
                **values,
            }
        )

    @classmethod
    def _gaps(cls, client=None):
        """Requirement -> status of what a client lacks."""
        client = client or cls.kovalenko
        cls.Gap._refresh(client.ids)
        return {
            gap.requirement_id: gap.status
            for gap in cls.Gap.search([("client_id", "=", client.id)])
        }

    @classmethod
    def _product(cls, code, family):
        return cls.env["bank.product"].create(
            {
                "name": f"Test {code}",
                "code": code,
                "family_id": cls.env.ref(f"bank_crm_base.product_family_{family}").id,
                "kind": "account",
            }
        )

    @classmethod
    def _sell(cls, product, client=None):
        return cls.env["bank.holding"].create(
            {
                "client_id": (client or cls.kovalenko).id,
                "product_id": product.id,
                "state": "active",
                "currency_id": cls.uah.id,
            }
        )
