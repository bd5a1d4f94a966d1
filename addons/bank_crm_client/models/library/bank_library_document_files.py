import os

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...domain.documents.contents import ContentError, content_of
from ..documents.ir_attachment import refusal_words


class BankLibraryDocument(models.Model):
    """Files into the library: several at once, each checked by what it is."""

    _inherit = "bank.library.document"

    @api.model
    def take_files(self, folder_id, attachment_ids, kind="regulation"):
        """Make a document of each uploaded file; says which were not taken and why.

        Each is a draft until a keeper puts it in force.
        """
        folder = self.env["bank.library.folder"].browse(folder_id)
        folder.check_access("read")
        folder._check_may_edit()
        taken, refused = self.browse(), []
        for attachment in self._uploaded(attachment_ids, folder):
            name = attachment.name
            try:
                self._check_file(attachment)
            except UserError as error:
                refused.append(str(error))
                attachment.sudo().unlink()
                continue
            document = self.create(
                {
                    "name": os.path.splitext(name)[0],
                    "folder_id": folder.id,
                    "kind": kind,
                }
            )
            document._add_version(attachment, self.env._("First version"))
            taken |= document
        return {"ids": taken.ids, "refused": refused}

    def add_version(self, attachment_id, comment, based_on=None):
        """A new version, a draft until put in force.

        `based_on` is the number of the version that its author had before him: where
        another has come meanwhile, this one is not taken silently over it.
        """
        self.ensure_one()
        self.check_access("read")
        self.folder_id._check_may_edit()
        self._check_not_taken()
        if based_on is not None and based_on != self.latest_number:
            latest = self.sudo()._latest_version()
            raise UserError(
                self.env._(
                    "Version %(number)s was added by %(who)s while you worked on yours. "
                    "Look at it first and put your changes into it.",
                    number=latest.number,
                    who=latest.author_id.name,
                )
            )
        [attachment] = self._uploaded([attachment_id], self)
        self._check_file(attachment)
        return self._add_version(attachment, comment).id

    def _add_version(self, attachment, comment):
        number = self.latest_number + 1
        version = (
            self.env["bank.library.version"]
            .sudo()
            .create(
                {
                    "document_id": self.id,
                    "number": number,
                    "attachment_id": attachment.id,
                    "comment": comment or False,
                    "author_id": self.env.uid,
                    "added_at": fields.Datetime.now(),
                }
            )
        )
        attachment.sudo().write(
            {"res_model": "bank.library.version", "res_id": version.id}
        )
        self.sudo().latest_number = number
        return version.sudo(self.env.su)

    @api.model
    def _uploaded(self, attachment_ids, place):
        """Files that this user has just uploaded here: nobody takes another's."""
        files = self.env["ir.attachment"].sudo().browse(attachment_ids).exists()
        for file in files:
            is_here = not file.res_id or (file.res_model, file.res_id) == (
                place._name,
                place.id,
            )
            if not self.env.su and (file.create_uid != self.env.user or not is_here):
                raise UserError(
                    self.env._("“%(file)s” belongs elsewhere.", file=file.name)
                )
        if len(files) != len(set(attachment_ids)):
            raise UserError(self.env._("A file did not arrive. Upload it again."))
        return files.sudo(self.env.su)

    @api.model
    def _check_file(self, attachment):
        try:
            content = content_of(attachment.sudo().raw or b"")
        except ContentError as error:
            raise UserError(
                refusal_words(self.env, attachment.sudo().name, error.reason)
            ) from error
        attachment._set_told_type(content)
