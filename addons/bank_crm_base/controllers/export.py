import json

from odoo.addons.web.controllers.export import (
    CSVExport,
    ExcelExport,
    GroupExportXlsxWriter,
)
from odoo.http import request


class WatermarkMixin:
    """A file with many rows says who took it out, in its name and in its last line."""

    def base(self, data):
        request.bank_export = {"domain": json.loads(data).get("domain")}
        return super().base(data)

    def filename(self, base):
        name, mark = super().filename(base), self._bank_mark("mark")
        return f"{name} {mark}" if mark else name

    def from_data(self, fields, columns_headers, rows):
        watermark = self._bank_mark("watermark")
        if watermark:
            rows = [*rows, [watermark, *[""] * (len(columns_headers) - 1)]]
        return super().from_data(fields, columns_headers, rows)

    def _bank_mark(self, name):
        return (getattr(request, "bank_export", None) or {}).get(name)


class BankCSVExport(WatermarkMixin, CSVExport):
    """CSV with a watermark."""


class BankExcelExport(WatermarkMixin, ExcelExport):
    """XLSX with a watermark, grouped or not."""

    def from_group_data(self, fields, columns_headers, groups):
        watermark = self._bank_mark("watermark")
        if not watermark:
            return super().from_group_data(fields, columns_headers, groups)
        with GroupExportXlsxWriter(fields, columns_headers, groups.count + 1) as writer:
            row, column = 1, 0
            for group_name, group in groups.children.items():
                row, column = writer.write_group(row, column, group_name, group)
            writer.write_cell(row, 0, watermark)
        return writer.value
