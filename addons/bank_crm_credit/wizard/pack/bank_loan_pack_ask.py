from odoo import api, fields, models
from odoo.addons.bank_crm_print.tools.pdf import find_office
from odoo.exceptions import AccessError, UserError


class BankLoanPackAsk(models.TransientModel):
    """What the pack of a stage holds and in which language, before it is printed."""

    _name = "bank.loan.pack.ask"
    _description = "Print the Pack of a Loan"
    _inherit = ["bank.loan.window.mixin"]

    application_id = fields.Many2one(
        "bank.loan.application", required=True, readonly=True
    )
    lang = fields.Selection(
        lambda self: self.env["bank.print.ask"]._selection_lang(),
        "Language",
        default="client",
        required=True,
    )
    is_pdf_wanted = fields.Boolean("PDF too", default=lambda self: bool(find_office()))
    is_pdf_possible = fields.Boolean(compute="_compute_is_pdf_possible")
    paper_words = fields.Text("Papers", compute="_compute_paper_words")
    trouble = fields.Char(compute="_compute_paper_words")

    def _compute_is_pdf_possible(self):
        self.is_pdf_possible = bool(find_office())

    @api.depends("application_id")
    def _compute_paper_words(self):
        for ask in self:
            ask.paper_words, ask.trouble = "", ""
            try:
                found = ask.application_id._pack_sources_now()
            except (AccessError, UserError) as error:
                ask.trouble = str(error)
                continue
            ask.paper_words = "\n".join(
                row.form_id.name
                if len(records) == 1
                else f"{row.form_id.name} × {len(records)}"
                for row, records in found
            )

    def action_print(self):
        """Print and keep the pack, then show it."""
        self.ensure_one()
        lang = False if self.lang == "client" else self.lang
        pack = self.env["bank.loan.pack"]._print(self.application_id, lang)
        if self.is_pdf_wanted and self.is_pdf_possible:
            pack.paper_ids._ask_pdf()
        return pack._open()
