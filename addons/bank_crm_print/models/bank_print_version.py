import hashlib

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class BankPrintVersion(models.Model):
    """A version of a print form: its files by language, from draft to retired."""

    _name = "bank.print.version"
    _description = "Version of a Print Form"
    _without_visibility_rule = "Templates hold names of fields, no client."
    _inherit = ["bank.version.mixin"]
    _order = "form_id, number desc"
    _fixed_names = ("form_id",)
    _owner_name = "form_id"
    _parts_name = "file_ids"
    _frozen_names = ("picture_ids",)
    _publish_act = "print_form"

    form_id = fields.Many2one(
        "bank.print.form", "Print form", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(related="form_id.kind")
    model = fields.Selection(related="form_id.model")
    file_ids = fields.One2many("bank.print.version.file", "version_id", "Files")
    picture_ids = fields.One2many("bank.print.picture", "version_id", "Pictures")

    _number_uniq = models.Constraint(
        "UNIQUE(form_id, number)", "This form has a version with this number."
    )
    _one_in_force = models.UniqueIndex(
        "(form_id) WHERE state = 'in_force'", "One version of a form is in force."
    )

    # --- buttons

    def action_check(self):
        """Look through the files once more, for example after a change of the catalogue."""
        self.check_access("write")
        self._check_is_open()
        self._check_parts()
        return True

    def action_sample(self):
        """Download the file filled in for the sample client."""
        self.ensure_one()
        self.check_access("read")
        file = self._part_for(self.env.lang or "")
        if not file:
            raise UserError(self.env._("There is no file yet."))
        return file.action_sample()

    # --- verbs

    def _fingerprint(self):
        pictures = [
            (picture.code, picture.width_mm, picture.image or b"")
            for picture in self.sudo().with_context(bin_size=False).picture_ids
        ]
        sums = [(file.lang, file.sha256) for file in self.file_ids.sorted("lang")]
        return hashlib.sha256(repr((sums, pictures)).encode()).hexdigest()

    def _publish(self):  # pylint: disable=missing-return
        super()._publish()
        self.form_id._bind()

    # --- acts

    def _act_words(self, method, arguments):
        return {
            version.id: [
                (self.env._("Form"), version.form_id.name),
                (self.env._("Version"), str(version.number)),
                (
                    self.env._("Files"),
                    ", ".join(file.filename or file.lang for file in version.file_ids),
                ),
                (self.env._("What is new"), version.note or ""),
                (
                    self.env._("Who may print"),
                    ", ".join(version.form_id.role_ids.mapped("name"))
                    or self.env._("Everybody who sees the record"),
                ),
            ]
            for version in self.sudo()
        }

    def _copied_contents(self):
        """Files and pictures of this version, for the next one."""
        files = self.sudo().with_context(bin_size=False)
        return {
            "file_ids": [
                Command.create(
                    {
                        "lang": file.lang,
                        "content": file.content,
                        "filename": file.filename,
                    }
                )
                for file in files.file_ids
            ],
            "picture_ids": [
                Command.create(
                    {
                        "code": picture.code,
                        "image": picture.image,
                        "width_mm": picture.width_mm,
                    }
                )
                for picture in files.picture_ids
            ],
        }
