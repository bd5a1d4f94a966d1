from odoo import api, fields, models
from odoo.exceptions import UserError

from ...domain.documents.contents import SCANS, ContentError, content_of
from .ir_attachment import refusal_words


class BankClientDocument(models.Model):
    """Scans of a document: several pages, checked by content, the replaced ones kept."""

    _inherit = "bank.client.document"

    version_ids = fields.One2many(
        "bank.client.document.version", "document_id", "Earlier scans", readonly=True
    )
    scan_version = fields.Integer("Version of the scans", compute="_compute_scans")
    scan_count = fields.Integer("Pages", compute="_compute_scans")

    @api.depends("version_ids", "attachment_ids")
    def _compute_scans(self):
        for document in self:
            document.scan_version = len(document.sudo().version_ids) + 1
            document.scan_count = len(document.sudo().attachment_ids)

    @api.model_create_multi
    def create(self, vals_list):
        documents = super().create(vals_list)
        documents._check_scans()
        return documents

    def write(self, vals):
        if "attachment_ids" not in vals:
            return super().write(vals)
        before = {document: document.sudo().attachment_ids for document in self}
        result = super().write(vals)
        for document, scans in before.items():
            document._check_scans(document.sudo().attachment_ids - scans)
            document._keep_replaced(scans - document.sudo().attachment_ids, scans)
        return result

    def _check_scans(self, scans=None):
        """A scan is a picture or a PDF by its content, and put there by who may use it."""
        for document in self:
            for scan in (
                document.sudo().attachment_ids if scans is None else scans.sudo()
            ):
                place = (scan.res_model, scan.res_id)
                if not self.env.su and place != (self._name, document.id):
                    raise UserError(
                        self.env._("“%(file)s” belongs elsewhere.", file=scan.name)
                    )
                try:
                    content = content_of(scan.raw or b"")
                except ContentError as error:
                    raise UserError(
                        refusal_words(self.env, scan.name, error.reason)
                    ) from error
                if content not in SCANS:
                    raise UserError(
                        self.env._(
                            "“%(file)s” is no scan: put a PDF or a picture here.",
                            file=scan.name,
                        )
                    )
                scan._set_told_type(content)

    def _keep_replaced(self, gone, scans):
        if not gone:
            return
        self.env["bank.client.document.version"].sudo().create(
            {
                "client_id": self.client_id.id,
                "document_id": self.id,
                "number": len(self.sudo().version_ids) + 1,
                "attachment_ids": [(6, 0, scans.ids)],
                "replaced_by_id": self.env.uid,
                "replaced_at": fields.Datetime.now(),
            }
        )
