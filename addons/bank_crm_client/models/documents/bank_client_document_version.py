from odoo import fields, models


class BankClientDocumentVersion(models.Model):
    """Scans of a document as they were before others took their place."""

    _name = "bank.client.document.version"
    _description = "Earlier Scans of a Document"
    _order = "document_id, number desc"
    _rec_name = "number"

    client_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    # No link: a link's name would tell the number past the access settings.
    document_model = fields.Char(
        required=True, readonly=True, default="bank.client.document"
    )
    document_id = fields.Many2oneReference(
        model_field="document_model", required=True, index=True, readonly=True
    )
    number = fields.Integer("Version", required=True, readonly=True)
    attachment_ids = fields.Many2many(
        "ir.attachment", "bank_client_document_version_file_rel", "version_id",
        "attachment_id", string="Scans", readonly=True,
    )  # fmt: skip
    replaced_by_id = fields.Many2one(
        "res.users", "Replaced by", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    replaced_at = fields.Datetime("Replaced", required=True, readonly=True)

    _number_uniq = models.Constraint(
        "UNIQUE(document_id, number)", "The version is kept already."
    )
