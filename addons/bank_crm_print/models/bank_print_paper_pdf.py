from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.pdf import PdfError, find_office, office_pdf


class BankPrintPaper(models.Model):
    """The paper as PDF, made by LibreOffice in a queue of its own."""

    _inherit = "bank.print.paper"

    pdf_state = fields.Selection(
        [
            ("none", "Not asked for"),
            ("waiting", "Being made"),
            ("done", "Ready"),
            ("failed", "Failed"),
        ],
        "PDF",
        required=True,
        default="none",
        sealed=True,
        copy=False,
    )
    pdf_error = fields.Char("Why there is no PDF", sealed=True, copy=False)
    pdf_attachment_id = fields.Many2one(
        "ir.attachment", "PDF file", index="btree_not_null", ondelete="restrict",
        sealed=True, copy=False,
    )  # fmt: skip

    @api.model
    def _check_office(self):
        if not find_office():
            raise UserError(
                self.env._(
                    "PDF of Word and Excel forms is made by LibreOffice, and this server "
                    "has none. Print the file itself, or have the packages "
                    "libreoffice-writer-nogui and libreoffice-calc-nogui installed."
                )
            )

    def action_pdf(self):
        """Download the PDF, or have it made."""
        self.ensure_one()
        self.check_access("read")
        if self.pdf_state == "done":
            return self._download_of(self.pdf_attachment_id)
        self._ask_pdf()
        return self._show()

    def _ask_pdf(self):
        """Put these papers into the queue; they say so until the PDF is there."""
        self._check_office()
        for paper in self.filtered(lambda one: one.pdf_state in ("none", "failed")):
            paper.sudo().write({"pdf_state": "waiting", "pdf_error": False})
            paper.sudo().with_delay(
                description=self.env._("PDF of %(number)s", number=paper.number)
            )._make_pdf()

    def _make_pdf(self):
        """The job: one paper, one call of LibreOffice."""
        self.ensure_one()
        if self.pdf_state == "done":
            return
        try:
            content = office_pdf(self.attachment_id.raw, self.kind)
        except PdfError as error:
            self.write({"pdf_state": "failed", "pdf_error": self._pdf_words(error)})
            return
        self.write(
            {"pdf_state": "done", "pdf_attachment_id": self._keep(content, "pdf").id}
        )
        self.user_id._bus_send(
            "simple_notification",
            {
                "type": "success",
                "message": self.env._(
                    "The PDF of %(number)s is ready.", number=self.number
                ),
            },
        )

    @api.model
    def _pdf_words(self, error):
        known = {
            "not installed": self.env._("LibreOffice is not installed on this server."),
            "too slow": self.env._("LibreOffice did not finish in time."),
            "no result": self.env._("LibreOffice could not read the file."),
        }
        return known.get(str(error), str(error))

    def _show(self):
        """These papers on the screen."""
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Printed papers"),
            "res_model": self._name,
        }
        if len(self) == 1:
            return {**action, "res_id": self.id, "views": [(False, "form")]}
        return {
            **action,
            "domain": [("id", "in", self.ids)],
            "views": [(False, "list"), (False, "form")],
        }
