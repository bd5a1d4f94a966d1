import hashlib
import tempfile

from odoo import fields, models
from odoo.exceptions import AccessError

from .bank_sanctions_load import SanctionsFileError

PIECE_BYTES = 1024 * 1024


class BankSanctionsList(models.Model):
    """Taking a file from a stream: never whole in memory, and what is refused is kept."""

    _inherit = "bank.sanctions.list"

    def _take(self, stream, file_name, date):
        """Load a version from a stream that is read once; returns the version.

        Where the file is refused nothing of it is loaded, and a refusal is returned with
        the rows and the reasons.
        """
        self.ensure_one()
        if not self.env.user.has_group("bank_crm_base.group_compliance"):
            raise AccessError(self.env._("Sanctions lists are loaded by compliance."))
        self.check_access("read")
        with tempfile.TemporaryFile() as spool:
            fingerprint = hashlib.sha256()
            while piece := stream.read(PIECE_BYTES):
                spool.write(piece)
                fingerprint.update(piece)
            spool.seek(0)
            sha256 = fingerprint.hexdigest()
            try:
                with self.env.cr.savepoint():
                    return self.sudo()._load(spool, file_name, sha256, date)
            except SanctionsFileError as error:
                return self._keep_refusal(error, file_name, sha256)

    def _keep_refusal(self, error, file_name, sha256):
        return self.env["bank.sanctions.refusal"].sudo().create(
            {
                "list_id": self.id,
                "refused_at": fields.Datetime.now(),  # clock: when it was refused
                "refused_user_id": self.env.uid,
                "file_name": file_name,
                "sha256": sha256,
                "reason": str(error),
                "fault_count": len(error.faults),
                "fault_ids": [
                    fields.Command.create(
                        {
                            "row": fault.row,
                            "column": fault.field,
                            "value": fault.value,
                            "reason": self._fault_words(fault),
                        }
                    )
                    for fault in error.faults
                ],
            }
        )  # fmt: skip
