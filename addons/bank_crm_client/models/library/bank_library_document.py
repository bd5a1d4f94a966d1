from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class BankLibraryDocument(models.Model):
    """An internal document of the bank: its versions, the one in force, who works on it."""

    _name = "bank.library.document"
    _description = "Library Document"
    _inherit = ["bank.sealed.mixin", "bank.text.mixin"]
    _order = "name, id"

    _text_fields = ("name", "description", "kind", "current_version_id", "active")

    name = fields.Char(required=True)
    folder_id = fields.Many2one(
        "bank.library.folder", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [
            ("regulation", "Regulation"),
            ("commercial", "Commercial"),
            ("marketing", "Marketing"),
            ("technical", "Technical"),
            ("template", "Template"),
        ],
        required=True,
        default="regulation",
    )
    description = fields.Char("In short")
    active = fields.Boolean(default=True)
    version_ids = fields.One2many(
        "bank.library.version", "document_id", "Versions", readonly=True
    )
    current_version_id = fields.Many2one(
        "bank.library.version", "In force", index="btree_not_null",
        ondelete="restrict", sealed=True, copy=False,
    )  # fmt: skip
    in_force_since = fields.Date(related="current_version_id.in_force_date")
    author_id = fields.Many2one(related="current_version_id.author_id", string="Author")
    latest_number = fields.Integer("Latest version", sealed=True, copy=False)
    attachment_id = fields.Many2one(
        "ir.attachment", "File", compute="_compute_attachment_id"
    )
    mimetype = fields.Char(related="current_version_id.mimetype")
    has_draft = fields.Boolean("Newer draft", compute="_compute_has_draft")
    valid_until = fields.Date(
        "To be looked through by",
        help="On that day its keeper has to say whether it holds.",
    )
    taken_by_id = fields.Many2one(
        "res.users", "Worked on by", index="btree_not_null", ondelete="set null",
        sealed=True, copy=False,
    )  # fmt: skip
    taken_at = fields.Datetime("Taken", sealed=True, copy=False)
    favourite_user_ids = fields.Many2many(
        "res.users", "bank_library_favourite_rel", "document_id", "user_id",
        copy=False, groups=fields.NO_ACCESS,
    )  # fmt: skip
    is_favourite = fields.Boolean(
        "Favourite", compute="_compute_is_favourite", search="_search_is_favourite"
    )
    may_edit = fields.Boolean(related="folder_id.may_edit")
    unread_reason = fields.Char("Why not searched", compute="_compute_file_text")
    file_text = fields.Text("Words of the file", compute="_compute_file_text")

    @api.depends("current_version_id", "version_ids")
    def _compute_attachment_id(self):
        for document in self:
            version = document.current_version_id or document._latest_version()
            document.attachment_id = version.attachment_id

    def _latest_version(self):
        """The newest version, in force or not."""
        return self.version_ids.sorted("number")[-1:]

    @api.depends("version_ids.state")
    def _compute_has_draft(self):
        for document in self:
            document.has_draft = any(
                version.state == "draft" for version in document.version_ids
            )

    @api.depends_context("uid")
    def _compute_is_favourite(self):
        mine = self.sudo().search(
            [("id", "in", self.ids), ("favourite_user_ids", "in", self.env.uid)]
        )
        for document in self:
            document.is_favourite = document in mine

    def _search_is_favourite(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = self.sudo().search([("favourite_user_ids", "in", self.env.uid)])
        return Domain("id", "in", mine.ids)

    @api.depends("attachment_id")
    def _compute_file_text(self):
        rows = (
            self.env["bank.text.index"]
            .sudo()
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("attachment_id", "in", self.sudo().attachment_id.ids),
                ]
            )
        )
        by_document = {row.res_id: row for row in rows}
        for document in self:
            row = by_document.get(document.id)
            document.unread_reason = row.reason if row else False
            document.file_text = row.body if row else False

    def write(self, vals):
        if vals.get("folder_id"):
            # Both folders are his, or a document would be carried out of its readers.
            target = self.env["bank.library.folder"].browse(vals["folder_id"])
            target._check_may_edit()
        if not self.env.su and {"name", "kind", "description"} & vals.keys():
            self._check_not_taken()
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        folders = self.env["bank.library.folder"].browse(
            [vals["folder_id"] for vals in vals_list if vals.get("folder_id")]
        )
        folders._check_may_edit()
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_versions(self):
        if any(document.sudo().version_ids for document in self):
            raise UserError(
                self.env._("A document of the library stays: archive it instead.")
            )

    def action_toggle_favourite(self):
        """Among my favourites, or no more."""
        self.check_access("read")
        for document in self:
            document.sudo().favourite_user_ids = [
                (3 if document.is_favourite else 4, self.env.uid)
            ]
        self.invalidate_recordset(["is_favourite"])

    def action_take(self):
        """Work on it: until it is given back nobody else adds a version."""
        self.folder_id._check_may_edit()
        self._check_not_taken()
        self.sudo().write(
            {"taken_by_id": self.env.uid, "taken_at": fields.Datetime.now()}
        )

    def action_give_back(self):
        """Work on it is over; the keeper of the library may end another's too."""
        self.folder_id._check_may_edit()
        self.sudo().write({"taken_by_id": False, "taken_at": False})

    def _check_not_taken(self):
        for document in self:
            if document.taken_by_id and document.taken_by_id != self.env.user:
                raise UserError(
                    self.env._(
                        "%(who)s works on “%(document)s” since %(when)s. Ask for it to be "
                        "given back.",
                        who=document.taken_by_id.name,
                        document=document.name,
                        when=fields.Datetime.context_timestamp(
                            self, document.taken_at
                        ).strftime("%d.%m.%Y %H:%M"),
                    )
                )

    # --- searched by words

    def _text_words(self):
        self.ensure_one()
        return self.name, self.description or ""

    def _text_files(self):
        # Only what is in force is searched: a draft is nobody's yet.
        return self.current_version_id.attachment_id

    def _text_place(self):
        return self.folder_id.display_name
