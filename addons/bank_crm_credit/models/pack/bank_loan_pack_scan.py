import base64
from hashlib import sha256

from odoo import fields, models
from odoo.addons.bank_crm_client.domain.documents.contents import (
    SCANS,
    ContentError,
    content_of,
)
from odoo.addons.bank_crm_client.models.documents.ir_attachment import refusal_words
from odoo.exceptions import AccessError, UserError

SIGNERS = (
    "bank_crm_credit.group_loan_applications",
    "bank_crm_credit.group_loan_administrator",
)


class BankLoanPack(models.Model):
    """The scan of the papers with the signatures; it is put there once."""

    _inherit = "bank.loan.pack"

    scan_id = fields.Many2one(
        "ir.attachment", "Signed scan", index="btree_not_null", ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    scan_sha256 = fields.Char("Fingerprint of the scan", readonly=True)
    signed_on = fields.Date("Signed on", readonly=True)
    scanned_by_id = fields.Many2one(
        "res.users", "Scan put here by", index="btree_not_null", ondelete="restrict",
        readonly=True,
    )  # fmt: skip

    def _keep_scan(self, content, filename, signed_on):
        """Keep the signed scan: a PDF or a picture by its content, of this very pack."""
        self.ensure_one()
        self.check_access("read")
        if not any(self.env.user.has_group(group) for group in SIGNERS):
            raise AccessError(
                self.env._(
                    "Signed papers are put here by who prepares applications and by loan "
                    "administration."
                )
            )
        application = self.application_id
        if self.scan_id:
            raise UserError(self.env._("The signed scan of this pack is here already."))
        if self != application._pack_to_sign():
            raise UserError(
                self.env._(
                    "These are not the papers to be signed now: print the pack anew and "
                    "have that one signed."
                )
            )
        if not signed_on or signed_on > application._today():
            raise UserError(self.env._("Papers are signed on a day that has come."))
        raw = base64.b64decode(content or b"")
        try:
            kind = content_of(raw)
        except ContentError as error:
            raise UserError(refusal_words(self.env, filename, error.reason)) from error
        if kind not in SCANS:
            raise UserError(
                self.env._(
                    "“%(file)s” is no scan: put a PDF or a picture here.", file=filename
                )
            )
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                {
                    "name": filename,
                    "raw": raw,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )
        )
        self.sudo().write(
            {
                "scan_id": attachment.id,
                "scan_sha256": sha256(raw).hexdigest(),
                "signed_on": signed_on,
                "scanned_by_id": self.env.uid,
            }
        )

    def action_sign(self):
        """Ask for the scan with the signatures."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Signed papers"),
            "res_model": "bank.loan.pack.sign",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_pack_id": self.id},
        }

    def action_download_scan(self):
        """Download the signed scan."""
        self.ensure_one()
        self.check_access("read")
        if not self.scan_id:
            raise UserError(self.env._("There is no signed scan yet."))
        return self.env["bank.print.paper"]._download_of(self.scan_id)
