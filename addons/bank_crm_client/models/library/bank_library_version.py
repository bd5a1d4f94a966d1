from odoo import api, fields, models
from odoo.exceptions import UserError


class BankLibraryVersion(models.Model):
    """One version of a library document: the file as it came, by whom, and when in force."""

    _name = "bank.library.version"
    _description = "Version of a Library Document"
    _order = "document_id, number desc"

    document_id = fields.Many2one(
        "bank.library.document", required=True, index=True, ondelete="cascade",
        readonly=True,
    )  # fmt: skip
    number = fields.Integer("Version", required=True, readonly=True)
    attachment_id = fields.Many2one(
        "ir.attachment", "File", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    file_name = fields.Char(related="attachment_id.name", string="File name")
    mimetype = fields.Char(related="attachment_id.mimetype", string="Kind of file")
    size = fields.Integer(related="attachment_id.file_size", string="Size, bytes")
    comment = fields.Char("What changed", readonly=True)
    author_id = fields.Many2one(
        "res.users", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    added_at = fields.Datetime("Added", required=True, readonly=True)
    state = fields.Selection(
        [("draft", "Draft"), ("in_force", "In force"), ("replaced", "Replaced")],
        required=True,
        default="draft",
        readonly=True,
    )
    in_force_date = fields.Date("In force since", readonly=True)
    replaced_date = fields.Date("Replaced on", readonly=True)

    _number_uniq = models.Constraint(
        "UNIQUE(document_id, number)", "This version is there already."
    )
    _in_force_uniq = models.UniqueIndex(
        "(document_id) WHERE state = 'in_force'", "One version is in force at a time."
    )

    @api.depends("number", "document_id.name")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(document)s, version %(number)s",
                document=version.document_id.name or "",
                number=version.number,
            )

    def action_put_in_force(self):
        """From today this version holds; the one before it is kept and says until when."""
        self.ensure_one()
        document = self.document_id
        document.folder_id._check_may_edit()
        document._check_not_taken()
        if self.state == "in_force":
            raise UserError(self.env._("This version is in force already."))
        today = self.env["bank.business.day"]._today()
        old = self.search(
            [("document_id", "=", document.id), ("state", "=", "in_force")]
        )
        old.sudo().write({"state": "replaced", "replaced_date": today})
        old.flush_recordset(["state"])
        self.sudo().write(
            {"state": "in_force", "in_force_date": today, "replaced_date": False}
        )
        document.sudo().write(
            {"current_version_id": self.id, "taken_by_id": False, "taken_at": False}
        )

    def action_download(self):
        """The file itself."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.attachment_id.id}?download=true",
            "target": "download",
        }
