import io
from datetime import date

import openpyxl
from odoo.addons.bank_crm_client.tools.statement_sheet import write_form

from .common_corporate import CorporateCommon

YEARS = [(date(2024, 1, 1), date(2024, 12, 31)), (date(2025, 1, 1), date(2025, 12, 31))]


class StatementFileCommon(CorporateCommon):
    """The form of statements as a clerk downloads it, and what he fills in."""

    def _book(self, layout=None):
        layout = layout or self.ua_forms
        content = write_form(
            layout.name, self.env["res.partner"]._statement_items(layout), YEARS, "UAH"
        )
        return openpyxl.load_workbook(io.BytesIO(content))

    @staticmethod
    def _put(book, code, *values):
        sheet = book.active
        [row] = [cell.row for cell in sheet["A"] if str(cell.value) == code]
        for place, value in enumerate(values, 3):
            sheet.cell(row, place, value)
        return row

    def _filled(self):
        book = self._book()
        for code, *values in (
            ("1010", 500, 600), ("1165", 100, 80), ("1400", 50, 50), ("1420", 450, 430),
            ("1615", 100, 200), ("2000", 900, "1 000"), ("2050", "(700)", 800),
            ("2250", None, 10), ("2300", 36, 34),
        ):  # fmt: skip
            self._put(book, code, *values)
        return book


class UploadMixin:
    """Files for a browser to choose, as if they lay on its computer."""

    def _lay(self, name, content):
        self.env["ir.attachment"].create(
            {
                "name": name,
                "url": f"/bank_crm_uploads/{name}",
                "raw": content,
                "public": True,
            }
        )
