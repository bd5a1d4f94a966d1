import base64
from io import BytesIO
from unittest.mock import patch

from odoo.addons.queue_job.tests.common import trap_jobs
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from pypdf import PdfReader, PdfWriter

from .common_pack import PackCommon

PDF_STATE = "odoo.addons.bank_crm_print.models.bank_print_paper_pdf"
# Points; a page of each paper is known again by its width.
WIDTHS = (100, 200, 300)


def drawn(width, pages):
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(width=width, height=400)
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


@tagged("post_install", "-at_install")
class TestLoanPackPdf(PackCommon):
    """The whole pack as one PDF, for who may read every paper of it."""

    def _pack(self):
        application = self._at_signing()
        return self.env["bank.loan.pack"].with_user(self.olena)._print(application)

    def _with_pdfs(self, pack, made):
        """As if LibreOffice had made these; the queue runs them in any order."""
        papers = pack.paper_ids.sorted("id")
        self.startPatcher(patch(f"{PDF_STATE}.find_office", return_value="office"))
        with (
            patch(f"{PDF_STATE}.office_pdf", side_effect=made[::-1]),
            trap_jobs() as trap,
        ):
            answer = pack.action_pdf()
            trap.assert_jobs_count(len(papers))
            for paper in papers.sudo()[::-1]:
                paper._make_pdf()
        return answer

    def test_papers_are_joined_in_the_order_of_printing(self):
        pack = self._pack()
        made = [drawn(WIDTHS[0], 1), drawn(WIDTHS[1], 2), drawn(WIDTHS[2], 1)]
        answer = self._with_pdfs(pack, made)
        self.assertEqual(answer["tag"], "display_notification")
        self.assertFalse(pack.pdf_words)
        self.assertIn(f"{pack.number}.pdf", pack.action_pdf()["params"]["url"])
        ask = self.env["bank.print.ask"].search([], order="id desc", limit=1)
        pages = PdfReader(BytesIO(base64.b64decode(ask.content))).pages
        self.assertEqual(
            [int(page.mediabox.width) for page in pages], [100, 200, 200, 300]
        )

    def test_what_is_not_made_yet_is_said(self):
        pack = self._pack()
        self.startPatcher(patch(f"{PDF_STATE}.find_office", return_value="office"))
        with trap_jobs():
            pack.action_pdf()
        self.assertEqual(pack.pdf_words, "PDFs are being made: 0 of 3 are ready.")
        pack.sudo().paper_ids[:1].write({"pdf_state": "failed", "pdf_error": "Torn."})
        self.assertIn("Torn.", pack.pdf_words)
        with trap_jobs() as trap:
            pack.action_pdf()
            trap.assert_jobs_count(1)

    def test_who_may_not_read_one_paper_gets_none(self):
        """A fact on one of the papers is kept from the manager since they were printed."""
        pack = self._pack()
        self._with_pdfs(pack, [drawn(100, 1)] * 3)
        phone = self.env.ref("bank_crm_base.field_client_phone")
        pack.sudo().paper_ids.sorted("id")[1].fact_ids |= phone
        self.env["bank.access.setting"].create(
            {
                "name": "No telephones",
                "role_ids": [
                    Command.set(self.env.ref("bank_crm_base.role_retail_manager").ids)
                ],
                "field_ids": [Command.set(phone.ids)],
                "effect": "hidden",
            }
        )
        self.env.invalidate_all()
        for door in (pack.action_pdf, pack.action_download):
            with self.assertRaisesRegex(AccessError, "who sees it all"):
                door()
        stranger = self._create_employee("retail_manager", self.kharkiv)
        with self.assertRaises(AccessError):
            pack.with_user(stranger).action_pdf()
