import base64
import io
from datetime import date

import openpyxl
from odoo.addons.bank_crm_client.tools.statement_sheet import LARGEST_FILE_BYTES
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_uploads import StatementFileCommon


@tagged("post_install", "-at_install")
class TestCompanyImport(StatementFileCommon):
    """Statements from Excel: all of them, or nothing and the cells that were refused."""

    def _import(self, book, layout=None, user=None):
        content = book
        if not isinstance(book, bytes):
            stream = io.BytesIO()
            book.save(stream)
            content = stream.getvalue()
        wizard = (
            self.env["bank.statement.import"]
            .with_user(user or self.officer)
            .create(
                {
                    "client_id": self.mill.id,
                    "layout_id": (layout or self.ua_forms).id,
                    "file": base64.b64encode(content),
                }
            )
        )
        wizard.action_import()
        return wizard

    def test_a_filled_form_becomes_a_draft_a_period(self):
        wizard = self._import(self._filled())
        self.assertFalse(wizard.refused)
        later, earlier = self.mill.statement_ids.sorted("date_to", reverse=True)
        self.assertEqual((later.state, later.source), ("draft", "imported"))
        self.assertEqual(earlier.fault_words, "")
        # 1000 - 800 - 10 - 34, and no line for what was left empty.
        self.assertEqual(later._values()["2350"], 156)
        self.assertNotIn("2250", earlier._entered())
        self.assertEqual(later.unit, "1000")

    def test_a_loss_under_its_own_code_is_a_loss(self):
        book = self._filled()
        sheet = book.active
        sheet.cell(sheet.max_row + 1, 1, "2355")
        sheet.cell(sheet.max_row, 3, "(77)")
        self._import(book)
        earlier = self.mill.statement_ids.sorted("date_to")[:1]
        self.assertEqual(earlier._entered()["2350"], -77)

    def test_a_refused_cell_is_named_and_nothing_is_stored(self):
        book = self._filled()
        row = self._put(book, "2000", 900, "much")
        wizard = self._import(book)
        self.assertIn(f"cell D{row}: “much” is no amount", wizard.refused)
        self.assertFalse(self.mill.statement_ids)

    def test_a_formula_is_read_as_its_saved_value_only(self):
        book = self._filled()
        row = self._put(book, "1300", "=C8+C9")
        wizard = self._import(book)
        self.assertIn(f"cell C{row}: ", wizard.refused)
        self.assertIn("formula without a saved value", wizard.refused)
        self.assertFalse(self.mill.statement_ids)

    def test_every_wrong_thing_is_told_at_once(self):
        book = self._filled()
        book.active["C3"] = "XXX"
        book.active["C4"] = 100
        book.active["D2"] = date(2026, 12, 31)
        wizard = self._import(book)
        self.assertIn("cell C4", wizard.refused)
        book.active["C4"] = 1000
        wizard = self._import(book)
        self.assertIn("does not work with currency XXX", wizard.refused)
        self.assertIn("is not over", wizard.refused)
        self.assertFalse(self.mill.statement_ids)

    def test_a_period_that_is_here_already_is_told(self):
        self._import(self._filled())
        wizard = self._import(self._filled())
        self.assertIn("is here already", wizard.refused)
        self.assertEqual(len(self.mill.statement_ids), 2)

    def test_notes_on_other_sheets_are_left_alone(self):
        book = self._filled()
        notes = book.create_sheet("Notes", 0)
        notes["A1"] = "Prepared by the accountant"
        self._import(book)
        self.assertEqual(len(self.mill.statement_ids), 2)

    def test_what_is_no_excel_file_is_refused(self):
        for content, words in (
            (b"not a workbook", "no Excel file"),
            (b"PK" + b"x" * 100, "no Excel file"),
            (b"x" * (LARGEST_FILE_BYTES + 1), "larger than"),
        ):
            with self._refused(UserError, words):
                self._import(content)
        with self._refused(UserError, "The file is empty"):
            self._import(openpyxl.Workbook())
        other = openpyxl.Workbook()
        other.active["A1"] = "Price list"
        self.assertIn("take the empty form", self._import(other).refused)
        self.assertFalse(self.mill.statement_ids)

    def test_the_empty_form_is_what_the_import_reads(self):
        wizard = (
            self.env["bank.statement.import"]
            .with_user(self.officer)
            .create({"client_id": self.mill.id, "layout_id": self.ifrs.id})
        )
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.form_file)))
        self.assertEqual(
            [book.active["C2"].value.date(), book.active["E2"].value.date()],
            [date(2023, 12, 31), date(2025, 12, 31)],
        )
        self._put(book, "REV", 5, 6, 7)
        self._import(book, self.ifrs)
        self.assertEqual(
            sorted(one._entered()["REV"] for one in self.mill.statement_ids), [5, 6, 7]
        )

    def test_who_may_not_write_does_not_import(self):
        auditor = self._create_employee("underwriter", self.head_office)
        with self.assertRaises(AccessError):
            self._import(self._filled(), user=auditor)
        with self.assertRaises(AccessError):
            self._import(self._filled(), user=self.petro)
