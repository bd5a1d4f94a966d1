from odoo import models
from odoo.exceptions import UserError

from ...domain.documents.contents import LARGEST_BYTES, MEGABYTE, MIME_TYPES, Refusal

# Files of these records are kept as they came.
KEPT = ("bank.client.document", "bank.library.version")
CONTENT = {"raw", "datas", "db_datas", "store_fname", "url", "type", "mimetype",
           "res_model", "res_id", "access_token", "public"}  # fmt: skip


def refusal_words(env, name, reason):
    """Why a file is not taken, for who brought it."""
    words = {
        Refusal.EMPTY: env._("“%(file)s” is empty.", file=name),
        Refusal.TOO_LARGE: env._(
            "“%(file)s” is larger than %(most)s MB: scan it with fewer details.",
            file=name,
            most=LARGEST_BYTES // MEGABYTE,
        ),
        Refusal.UNKNOWN: env._(
            "“%(file)s” is none of the files that are kept: PDF, JPEG, PNG, TIFF, WEBP, "
            "Word, Excel, PowerPoint or plain text.",
            file=name,
        ),
        Refusal.UNPACKS_TOO_LARGE: env._(
            "“%(file)s” unpacks into far more than it is. It is not taken.", file=name
        ),
        Refusal.MACROS: env._(
            "“%(file)s” has a program inside. Save it without macros.", file=name
        ),
        Refusal.LOCKED: env._(
            "“%(file)s” is locked with a password. Save it without one.", file=name
        ),
    }
    return words[reason]


class IrAttachment(models.Model):
    """Files of documents and of the library are neither changed nor deleted by people."""

    _inherit = "ir.attachment"

    def write(self, vals):
        if not self.env.su and CONTENT & vals.keys():
            self._refuse_kept()
        return super().write(vals)

    def unlink(self):
        if not self.env.su:
            self._refuse_kept()
        return super().unlink()

    def _refuse_kept(self):
        """Only what lies in no document and no version yet is still its maker's."""
        kept = self.sudo().filtered(lambda file: file.res_model in KEPT and file.res_id)
        if kept:
            raise UserError(
                self.env._(
                    "“%(file)s” is on file: put a newer one in its place, the old one "
                    "stays.",
                    file=kept[0].name,
                )
            )

    def _set_told_type(self, content):
        """The type told by the contents takes the place of what the name made believe."""
        mimetype = MIME_TYPES[content]
        for file in self.sudo():
            if file.mimetype != mimetype:
                file.mimetype = mimetype
