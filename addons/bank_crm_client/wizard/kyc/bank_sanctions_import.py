import base64
import hashlib
import io

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...models.kyc.bank_sanctions_load import SanctionsFileError


class BankSanctionsImport(models.TransientModel):
    """A new version of a sanctions list from a file: all of it, or nothing."""

    _name = "bank.sanctions.import"
    _description = "Load a Sanctions List"

    list_id = fields.Many2one(
        "bank.sanctions.list", "List", required=True, ondelete="cascade"
    )
    date = fields.Date(
        "As of",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
    file = fields.Binary("CSV or XML file", attachment=False)
    file_name = fields.Char()
    refused = fields.Text("What was refused", readonly=True)

    def action_load(self):
        """Load the file; what is wrong with it stays on the screen."""
        self.ensure_one()
        if not self.env.user.has_group("bank_crm_base.group_compliance"):
            raise AccessError(self.env._("Sanctions lists are loaded by compliance."))
        if not self.file:
            raise UserError(self.env._("Choose the file first."))
        content = base64.b64decode(self.file)
        try:
            with self.env.cr.savepoint():
                version = self.list_id.sudo()._load(
                    io.BytesIO(content),
                    self.file_name,
                    hashlib.sha256(content).hexdigest(),
                    self.date,
                )
        except SanctionsFileError as error:
            self.refused = str(error)
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("A new version of %(list)s", list=self.list_id.name),
                "res_model": self._name,
                "res_id": self.id,
                "views": [(False, "form")],
                "target": "new",
            }
        return version.sudo(False).get_formview_action()
