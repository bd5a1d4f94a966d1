import os
import stat
import tempfile
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

from odoo.addons.base.models import ir_actions_report
from odoo.addons.queue_job.tests.common import trap_jobs
from odoo.exceptions import UserError
from odoo.tests import tagged
from pypdf import PdfReader

from .common import PrintCommon

PATH = "/usr/bin:/bin"


@tagged("post_install", "-at_install")
class TestPrintPdf(PrintCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.form = cls._create_form("{{ name }}")

    def _office(self, script):
        """A program called soffice that does this, first on the path."""
        folder = self.enterContext(tempfile.TemporaryDirectory())
        program = Path(folder) / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IEXEC)
        self.enterContext(patch.dict(os.environ, {"PATH": f"{folder}:{PATH}"}))

    def test_without_libreoffice_the_message_says_what_to_install(self):
        paper = self._print(self.form, self.olena)
        with tempfile.TemporaryDirectory() as folder:
            self.enterContext(patch.dict(os.environ, {"PATH": folder}))
            ask = (
                self.env["bank.print.ask"]
                .with_user(self.olena)
                .create(
                    {
                        "form_id": self.form.id,
                        "record_ids": self.kovalenko.ids,
                        "output": "pdf",
                    }
                )
            )
            self.assertFalse(ask.is_pdf_possible)
            with self.assertRaisesRegex(UserError, "libreoffice-writer-nogui"):
                ask.action_print()
            with self.assertRaisesRegex(UserError, "libreoffice-writer-nogui"):
                paper.action_pdf()

    def test_the_pdf_is_made_in_a_queue_and_kept(self):
        self._office(
            'while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done\n'
            'printf "%%PDF-1.4 made" > "$out/paper.pdf"'
        )
        paper = self._print(self.form, self.olena)
        with trap_jobs() as trap:
            action = paper.action_pdf()
            self.assertEqual(action["res_id"], paper.id)
            self.assertEqual(paper.pdf_state, "waiting")
            trap.assert_jobs_count(1, only=paper.sudo()._make_pdf)
            trap.perform_enqueued_jobs()
        self.assertEqual(paper.pdf_state, "done")
        self.assertEqual(paper.sudo().pdf_attachment_id.raw, b"%PDF-1.4 made")
        self.assertEqual(paper.action_pdf()["tag"], "bank_print_download")
        self.assertEqual(
            self.env["queue.job.function"]
            .search([("method", "=", "_make_pdf")])
            .channel_id.complete_name,
            "root.bank_print",
        )

    def test_a_failure_is_told_and_can_be_tried_again(self):
        self._office("exit 0")
        paper = self._print(self.form, self.olena)
        with trap_jobs() as trap:
            paper.action_pdf()
            trap.perform_enqueued_jobs()
        self.assertEqual(paper.pdf_state, "failed")
        self.assertEqual(paper.pdf_error, "LibreOffice could not read the file.")
        with trap_jobs() as trap:
            paper.action_pdf()
            trap.assert_jobs_count(1)

    # --- reports by WeasyPrint

    def _report(self, user, clients):
        reports = self.env["ir.actions.report"].with_user(user)
        self.env.flush_all()
        self.env.invalidate_all()
        content, kind = reports.with_context(
            force_report_rendering=True
        )._render_qweb_pdf("bank_crm_print.report_client_list", clients.ids)
        self.assertEqual(kind, "pdf")
        return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]

    def test_a_list_has_head_and_foot_on_every_page_and_only_whom_one_sees(self):
        clients = self.kovalenko | self.bondar
        for number in range(60):
            clients |= self._create_client(
                f"Client {number:02d}", branch_id=self.lviv.id, manager_id=self.olena.id
            )
        pages = self._report(self.olena, clients)
        self.assertGreater(len(pages), 1)
        for number, page in enumerate(pages, 1):
            self.assertIn("Test Bank", page)
            self.assertIn(f"Page {number} of {len(pages)}", page)
            self.assertIn("Client number", page)
        text = "\n".join(pages)
        self.assertIn("Client 59", text)
        self.assertIn("Коваленко", text)
        self.assertNotIn("Бондар", text)

    def test_a_list_of_nobody_is_refused(self):
        with self.assertRaisesRegex(UserError, "Choose clients"):
            self._report(self.petro, self.kovalenko)

    def test_every_report_is_drawn_here_where_wkhtmltopdf_is_half_or_absent(self):
        report = self.env["ir.actions.report"].new({"report_name": "base.other"})
        info = ir_actions_report._wkhtml()
        for state, is_patched, is_ours in (
            ("install", False, True), ("ok", False, True), ("ok", True, False),
        ):  # fmt: skip
            found = info._replace(state=state, is_patched_qt=is_patched)
            with (
                self.subTest(state=state),
                patch.object(ir_actions_report, "_wkhtml", lambda found=found: found),
            ):
                self.assertEqual(report._is_drawn_here(), is_ours)
                self.assertEqual(report.get_wkhtmltopdf_state(), "ok")

    def test_only_the_banks_own_files_are_read(self):
        reports = self.env["ir.actions.report"].with_user(self.petro)
        paper = self._print(self.form, self.olena)
        self.env.invalidate_all()
        self.assertTrue(reports._own_file("/web/static/img/favicon.ico"))
        for url in (
            "/web/static/../../../etc/passwd",
            "/etc/passwd",
            f"/web/content/{paper.sudo().attachment_id.id}",
            "/web/static/nothing.png",
        ):
            with self.subTest(url=url):
                self.assertIsNone(reports._own_file(url))
