from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.pdf import merge_pdf


class BankLoanPack(models.Model):
    """The whole pack as one PDF: the papers joined in the order they were printed.

    The joined file is kept nowhere: it is made anew for who may read every paper of it.
    """

    _inherit = "bank.loan.pack"

    pdf_words = fields.Char("PDF", compute="_compute_pdf_words")

    @api.depends("paper_ids.pdf_state")
    def _compute_pdf_words(self):
        for pack in self:
            papers = pack.sudo().paper_ids
            failed = papers.filtered(lambda paper: paper.pdf_state == "failed")[:1]
            ready = papers.filtered(lambda paper: paper.pdf_state == "done")
            pack.pdf_words = False
            if failed:
                pack.pdf_words = self.env._(
                    "There is no PDF of %(number)s: %(why)s",
                    number=failed.number,
                    why=failed.pdf_error,
                )
            elif "waiting" in papers.mapped("pdf_state"):
                pack.pdf_words = self.env._(
                    "PDFs are being made: %(ready)s of %(all)s are ready.",
                    ready=len(ready),
                    all=len(papers),
                )

    def _papers_to_hand_over(self):
        """Every paper in the order of printing; AccessError where one is kept from the user."""
        self.ensure_one()
        self.check_access("read")
        papers = self.sudo().paper_ids.sorted("id").sudo(False)
        if papers - papers._filtered_access("read"):
            raise AccessError(
                self.env._(
                    "A paper of this pack is about somebody whom you do not see, or holds a "
                    "fact that is kept from you: the pack is handed over by who sees it all."
                )
            )
        return papers

    def action_pdf(self):
        """The pack as one PDF; what is not made yet is asked for, and he hears when it is."""
        papers = self._papers_to_hand_over()
        lacking = papers.filtered(lambda paper: paper.pdf_state != "done")
        if lacking:
            lacking._ask_pdf()
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "type": "info",
                    "message": self.env._(
                        "The PDF of the pack is being made. You will hear when it is ready."
                    ),
                    "next": {"type": "ir.actions.client", "tag": "soft_reload"},
                },
            }
        ask = self.env["bank.print.ask"].create(
            {"form_id": papers[:1].form_id.id, "record_ids": []}
        )
        return ask._download(
            self._joined(papers), f"{self.application_id.number} {self.number}.pdf"
        )

    @api.model
    def _joined(self, papers):
        """One PDF of those of the papers, in their order."""
        return merge_pdf([paper.pdf_attachment_id.raw for paper in papers.sudo()])

    def _say_that_pdf_is_ready(self):
        """Tell who printed the pack once the last of its PDFs is made."""
        for pack in self:
            if set(pack.sudo().paper_ids.mapped("pdf_state")) == {"done"}:
                pack.user_id._bus_send(
                    "simple_notification",
                    {
                        "type": "success",
                        "message": self.env._(
                            "Pack %(number)s is ready as one PDF.", number=pack.number
                        ),
                    },
                )
