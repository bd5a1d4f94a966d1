import csv
import io

from odoo import api, fields, models

from ..domain.csv_records import parse_values


class BankFeedReject(models.Model):
    """A refused row as a person mends it: its cells, the wrong one marked, in words."""

    _inherit = "bank.feed.reject"

    value = fields.Char(inverse="_inverse_value", readonly=False)
    column_label = fields.Char("What", compute="_compute_words")
    column_help = fields.Char("What belongs there", compute="_compute_words")
    waits_words = fields.Char("Until this comes", compute="_compute_words")
    cells = fields.Json(
        "Row by columns", compute="_compute_cells", inverse="_inverse_cells"
    )
    can_mend_value = fields.Boolean(compute="_compute_cells")
    is_changed = fields.Boolean("Mended", compute="_compute_is_changed")
    is_retrying = fields.Boolean("Being tried again", compute="_compute_is_changed")

    @api.depends("column_name", "waits_for", "raw", "mended")
    def _compute_words(self):
        layouts = self.env["bank.feed"]._layouts()
        for row in self:
            columns = (
                {column.name: column for column in row.feed_id._layout().columns}
                if row.feed_id
                else {}
            )
            column = columns.get(row.column_name)
            row.column_label = self._column_words(row.column_name)
            row.column_help = column.meaning if column else ""
            awaited = layouts.get(row.waits_for)
            row.waits_words = (
                f"{awaited.title}: {row.value or '?'}" if awaited else row.waits_for
            )

    @api.model
    def _column_words(self, name):
        return (name or "").replace("_", " ").strip().capitalize()

    @api.depends("raw", "mended", "column_name", "run_id.header")
    def _compute_cells(self):
        for row in self:
            headers, values = row._headers(), row._parted()
            row.can_mend_value = False
            if not headers or values is None or len(values) != len(headers):
                row.cells = []
                continue
            names = row._our_names(headers)
            row.can_mend_value = row.column_name in names
            row.cells = [
                {
                    "header": header,
                    "label": self._column_words(name) if name else header,
                    "value": value,
                    "is_wrong": bool(name) and name == row.column_name,
                }
                for header, name, value in zip(headers, names, values, strict=True)
            ]

    @api.depends("raw", "mended", "retry_run_id", "state")
    def _compute_is_changed(self):
        for row in self:
            row.is_changed = bool(row.mended) and row.mended != row.raw
            row.is_retrying = bool(row.retry_run_id)

    def _delimiter(self):
        return self.feed_id.delimiter if self.feed_id.format == "csv" else ","

    def _headers(self):
        return parse_values(self.run_id.header or "", self._delimiter()) or ()

    def _parted(self):
        return parse_values(self.mended or self.raw or "", self._delimiter())

    def _our_names(self, headers):
        known = self.feed_id._header_names()
        return [known.get(header.strip().lower()) for header in headers]

    def _joined(self, values):
        """One line of CSV, quoted only where it must be."""
        line = io.StringIO()
        csv.writer(line, delimiter=self._delimiter(), lineterminator="").writerow(
            values
        )
        return line.getvalue()

    def _inverse_value(self):
        for row in self:
            mended = row.value or ""
            values, names = row._parted(), row._our_names(row._headers())
            if (
                values is None
                or len(values) != len(names)
                or row.column_name not in names
            ):
                continue
            changed = list(values)
            changed[names.index(row.column_name)] = mended
            row.mended = row._joined(changed)

    def _inverse_cells(self):
        for row in self:
            if row.cells:
                row.mended = row._joined([cell["value"] for cell in row.cells])

    def action_mend(self):
        """Open one row by its columns."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Line %(line)s", line=self.line),
            "res_model": self._name,
            "res_id": self.id,
            "views": [
                (
                    self.env.ref("bank_crm_exchange.bank_feed_reject_view_form").id,
                    "form",
                )
            ],
            "target": "new",
        }

    def action_save_and_retry(self):
        """Try the row again as it stands in the dialog."""
        self.ensure_one()
        return self.action_try_again()
