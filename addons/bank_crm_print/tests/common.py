import base64
from io import BytesIO

from docx import Document
from odoo.addons.bank_crm_base.tests.common import BankCommon
from odoo.fields import Command

PHONE, MASK = "+380671112233", "+38067***2233"


def word(*paragraphs, rows=()):
    """A Word file with these paragraphs and a table of these rows, as it is uploaded."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for texts in rows:
        table = (
            document.tables[0] if document.tables else document.add_table(0, len(texts))
        )
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    stream = BytesIO()
    document.save(stream)
    return base64.b64encode(stream.getvalue())


class PrintCommon(BankCommon):
    """Who writes forms, who accepts them, and a form that prints a client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.access.setting"].with_context(active_test=False).search(
            []
        ).unlink()
        cls.oleh = cls._create_employee("business_administrator", cls.head_office)
        cls.pavlo = cls._create_employee("compliance", cls.head_office)
        cls.teller = cls._create_employee("teller", cls.lviv)
        cls.kovalenko.write(
            {
                "last_name": "Коваленко",
                "first_name": "Олена",
                "middle_name": "Іванівна",
                "phone": PHONE,
                "vat": "3124509876",
                "city": "Львів",
            }
        )
        cls.account = cls._create_account(
            cls.kovalenko, "UA213223130000026007233566001", balance=1409.5
        )
        cls.env["res.partner"]._refresh_derived_sql(cls.kovalenko.ids)

    @classmethod
    def _create_form(cls, *paragraphs, rows=(), is_published=True, **values):
        languages = values.pop("languages", ("en_US",))
        form = cls.env["bank.print.form"].create(
            {
                "name": "Test form",
                "number_prefix": f"T{cls.env['bank.print.form'].search_count([])}-",
                "version_ids": [
                    Command.create(
                        {
                            "file_ids": [
                                Command.create(
                                    {
                                        "lang": lang,
                                        "content": word(*paragraphs, rows=rows),
                                        "filename": "test.docx",
                                    }
                                )
                                for lang in languages
                            ]
                        }
                    )
                ],
                **values,
            }
        )
        if is_published:
            form._publish_shipped()
        return form

    @classmethod
    def _print(cls, form, user, client=None, lang=None):
        client = client if client is not None else cls.kovalenko
        cls.env.flush_all()
        cls.env.invalidate_all()
        papers = cls.env["bank.print.paper"].with_user(user)
        return papers._print(form.with_user(user), client.with_user(user), lang)

    @classmethod
    def _texts(cls, paper):
        document = Document(BytesIO(paper.sudo().attachment_id.raw))
        lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
        return lines + [cell.text for table in document.tables for cell in table._cells]
