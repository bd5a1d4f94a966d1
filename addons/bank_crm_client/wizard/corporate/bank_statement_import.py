import base64
from collections import namedtuple
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...domain.corporate.sheet import CellWhy, read_table
from ...tools.statement_sheet import SheetFileError, read_sheets, write_form

MONTHS = 12
FAULTS_SHOWN = 30
YEARS_IN_FORM = 3
Found = namedtuple("Found", ["sheet", "columns", "faults"])


class BankStatementImport(models.TransientModel):
    """Statements of a company from an Excel file: all of them, or nothing at all."""

    _name = "bank.statement.import"
    _description = "Import of Statements"
    _inherit = ["bank.named.client.mixin"]

    client_id = fields.Many2one("res.partner", required=True, readonly=True)
    layout_id = fields.Many2one(
        "bank.statement.layout", "Form", required=True,
        default=lambda self: self.env["bank.statement.layout"].search([], limit=1),
    )  # fmt: skip
    file = fields.Binary("Excel file", attachment=False)
    file_name = fields.Char()
    form_file = fields.Binary(compute="_compute_form_file")
    form_name = fields.Char(compute="_compute_form_file")
    refused = fields.Text("What was refused", readonly=True)

    @api.depends("layout_id")
    def _compute_form_file(self):
        for wizard in self:
            wizard.form_name = f"{wizard.layout_id.code or 'form'}.xlsx"
            wizard.form_file = (
                base64.b64encode(wizard._form()) if wizard.layout_id else False
            )

    def _form(self):
        """The empty form with the last three years as periods."""
        last_year = self.env["bank.business.day"]._today().year - 1
        years = range(last_year - YEARS_IN_FORM + 1, last_year + 1)
        return write_form(
            self.layout_id.name,
            self.env["res.partner"]._statement_items(self.layout_id),
            [(date(year, 1, 1), date(year, MONTHS, 31)) for year in years],
            self.env.company.currency_id.name,
        )

    def action_get_form(self):
        """Download the empty form."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/form_file/{self.form_name}"
            "?download=true",
        }

    def action_import(self):
        """Drafts of all periods in the file; where one cell is wrong, none."""
        self.ensure_one()
        self.env["bank.financial.statement"].check_access("create")
        if not self.file:
            raise UserError(self.env._("Choose the Excel file first."))
        found = self._read_file()
        words = [
            self._fault_words(one.sheet, fault) for one in found for fault in one.faults
        ]
        words += self._column_words(found)
        if words:
            left = len(words) - FAULTS_SHOWN
            shown = words[:FAULTS_SHOWN]
            if left > 0:
                shown.append(self.env._("and %(count)s more", count=left))
            self.refused = "\n".join(shown)
            return self._again()
        statements = self._store([column for one in found for column in one.columns])
        if len(statements) == 1:
            return statements.action_open()
        return {"type": "ir.actions.act_window_close"}

    def _again(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import statements"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _read_file(self):
        try:
            sheets = read_sheets(base64.b64decode(self.file))
        except SheetFileError as error:
            raise UserError(
                self.env._("The file is larger than statements can be.")
                if error.code == "too_large"
                else self.env._("This is no Excel file (.xlsx).")
            ) from error
        if not sheets:
            raise UserError(self.env._("The file is empty."))
        lines = self.layout_id._lines_by_code()
        found = [Found(name, *read_table(rows, lines)) for name, rows in sheets]
        # Sheets of notes beside the statements have no periods and are left alone.
        told = [
            one
            for one in found
            if [fault.why for fault in one.faults] != [CellWhy.NO_HEAD]
        ]
        return told or found

    def _column_words(self, found):
        """What is wrong with whole periods: currency, days, an empty or a second one."""
        words, seen = [], set()
        here = {
            (one.date_from, one.date_to)
            for one in self.client_id.statement_ids
            if one.state in ("draft", "confirmed") and not one.is_consolidated
        }
        today = self.env["bank.business.day"]._today()
        for one in found:
            for column in one.columns:
                period = (column.first_day, column.last_day)
                place = self.env._(
                    "Sheet %(sheet)s, %(first)s – %(last)s",
                    sheet=one.sheet,
                    first=column.first_day,
                    last=column.last_day,
                )
                if column.currency and not self._currency(column.currency):
                    words.append(
                        self.env._(
                            "%(place)s: the bank does not work with currency %(code)s.",
                            place=place,
                            code=column.currency,
                        )
                    )
                if column.last_day > today:
                    words.append(
                        self.env._("%(place)s: this period is not over.", place=place)
                    )
                if period in seen:
                    words.append(
                        self.env._("%(place)s: stands in the file twice.", place=place)
                    )
                if period in here:
                    words.append(
                        self.env._(
                            "%(place)s: a statement of this period is here already.",
                            place=place,
                        )
                    )
                seen.add(period)
        if not seen and not any(one.faults for one in found):
            words.append(self.env._("No period of the file has figures."))
        return words

    def _currency(self, code):
        return self.env["res.currency"].search([("name", "=", code)], limit=1)

    def _store(self, columns):
        items = {item.code: item.id for item in self.layout_id.item_ids}
        statements = self.env["bank.financial.statement"]
        for column in columns:
            currency = self._currency(column.currency) or self.env.company.currency_id
            statement = statements.create(
                {
                    "client_id": self.client_id.id,
                    "layout_id": self.layout_id.id,
                    "date_from": column.first_day,
                    "date_to": column.last_day,
                    "currency_id": currency.id,
                    "unit": str(column.unit),
                    "is_audited": column.is_audited,
                }
            )
            statement.sudo().write(
                {
                    "source": "imported",
                    "line_ids": [
                        Command.create({"item_id": items[code], "amount": float(value)})
                        for code, value in column.values.items()
                    ],
                }
            )
            statements |= statement
        return statements

    def _fault_words(self, sheet, fault):
        why = {
            CellWhy.NOT_A_NUMBER: self.env._("is no amount"),
            CellWhy.NOT_A_DATE: self.env._("is no day"),
            CellWhy.NOT_A_UNIT: self.env._("should be 1, 1000 or 1000000"),
            CellWhy.NOT_YES_NO: self.env._("should be yes or no"),
            CellWhy.NO_VALUE: self.env._(
                "is a formula without a saved value: open the file in Excel and save it"
            ),
            CellWhy.TOO_LARGE: self.env._("is larger than an amount can be"),
            CellWhy.UNKNOWN_LINE: self.env._("is no line of this form"),
            CellWhy.LINE_TWICE: self.env._("stands in the table twice"),
            CellWhy.NO_HEAD: self.env._(
                "the rows “Period from” and “Period to” are missing: take the empty form"
            ),
            CellWhy.EMPTY_HEAD: self.env._("the day of the period is missing"),
            CellWhy.PERIOD_ORDER: self.env._("is before the first day of the period"),
            CellWhy.PERIOD_TWICE: self.env._("this period stands in the table twice"),
            CellWhy.NO_PERIODS: self.env._("no period is filled in"),
        }[fault.why]
        text = "" if fault.text.startswith("#formula") else fault.text
        return self.env._(
            "Sheet %(sheet)s, cell %(cell)s: %(text)s %(why)s",
            sheet=sheet,
            cell=fault.cell,
            text=f"“{text}”" if text else "",
            why=why,
        )
