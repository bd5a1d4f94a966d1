import base64
import io
import zipfile
from urllib.parse import quote

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.pdf import find_office


class BankPrintAsk(models.TransientModel):
    """Which form, in which language, as what: asked before a paper is printed."""

    _name = "bank.print.ask"
    _description = "Print"

    res_model = fields.Char()
    record_ids = fields.Json()
    record_count = fields.Integer(compute="_compute_record_count")
    form_id = fields.Many2one("bank.print.form", required=True)
    available_form_ids = fields.Many2many(
        "bank.print.form", compute="_compute_available_form_ids"
    )
    description = fields.Char(related="form_id.description")
    lang = fields.Selection(
        "_selection_lang",
        "Language",
        default="client",
        required=True,
    )
    lang_note = fields.Char(compute="_compute_lang_note")
    output = fields.Selection(
        [("file", "Word or Excel file"), ("pdf", "PDF")], "As", default="file", required=True
    )  # fmt: skip
    is_pdf_possible = fields.Boolean(compute="_compute_is_pdf_possible")
    reason = fields.Char(
        "Why", help="Long lists leave the bank only with a reason, which is kept."
    )
    content = fields.Binary(attachment=False)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        context = self.env.context
        form = self.env["bank.print.form"].browse(values.get("form_id"))
        model = form.model or context.get("active_model")
        if "res_model" in fields and not values.get("res_model"):
            values["res_model"] = model
        if "record_ids" in fields and not values.get("record_ids"):
            values["record_ids"] = context.get("active_ids") or []
        if "form_id" in fields and not form and model:
            values["form_id"] = self.env["bank.print.form"]._printable_for(model)[:1].id
        return values

    @api.model
    def _selection_lang(self):
        languages = self.env["bank.print.version.file"]._selection_lang()
        return [("client", self.env._("The client's language")), *languages]

    @api.depends("record_ids")
    def _compute_record_count(self):
        for ask in self:
            ask.record_count = len(ask.record_ids or [])

    @api.depends("res_model")
    def _compute_available_form_ids(self):
        for ask in self:
            ask.available_form_ids = self.env["bank.print.form"]._printable_for(
                ask.res_model
            )

    @api.depends("form_id", "lang", "record_ids")
    def _compute_lang_note(self):
        """Which languages the form has, and which one this client gets."""
        Paper = self.env["bank.print.paper"]
        names = dict(self.env["bank.print.version.file"]._selection_lang())
        for ask in self:
            ask.lang_note = False
            version = ask.form_id.sudo().version_id
            if not version.file_ids or ask.lang != "client" or ask.record_count != 1:
                continue
            client = Paper._client_of(ask._records())
            file = version._part_for(
                client.sudo().lang or "", self.env.lang or ""
            ).sudo()
            ask.lang_note = self.env._(
                "Will be printed in: %(lang)s", lang=names.get(file.lang, file.lang)
            )

    def _compute_is_pdf_possible(self):
        self.is_pdf_possible = bool(find_office())

    def _records(self):
        self.ensure_one()
        ids = [int(one) for one in self.record_ids or []]
        return self.env[self.form_id.model or self.res_model].browse(ids)

    def action_print(self):
        """Print, keep the papers, and hand the file over."""
        self.ensure_one()
        records = self._records()
        if not records:
            raise UserError(self.env._("Choose what to print first."))
        if self.output == "pdf":
            self.env["bank.print.paper"]._check_office()
        papers = (
            self.env["bank.print.paper"]
            .with_context(bank_export_reason=self.reason)
            ._print(
                self.form_id, records, False if self.lang == "client" else self.lang
            )
        )
        if self.output == "pdf":
            papers._ask_pdf()
            return papers._show()
        if len(papers) == 1:
            return papers.action_download()
        return self._download(self._zipped(papers), f"{self.form_id.name}.zip")

    @api.model
    def _zipped(self, papers):
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
            for paper in papers:
                archive.writestr(paper.attachment_id.name, paper.attachment_id.raw)
        return result.getvalue()

    def _download(self, content, filename):
        """Hand a file over that is kept nowhere else."""
        self.ensure_one()
        self.content = base64.b64encode(content)
        return {
            "type": "ir.actions.client",
            "tag": "bank_print_download",
            "params": {
                "url": f"/web/content/{self._name}/{self.id}/content/"
                f"{quote(filename)}?download=true"
            },
        }
