import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankBureauReportAdd(models.TransientModel):
    """Putting a bureau's file to a client: which bureau, by what agreement, the file."""

    _name = "bank.bureau.report.add"
    _description = "Add a Bureau Report"
    _inherit = ["bank.named.client.mixin"]

    client_id = fields.Many2one("res.partner", required=True, readonly=True)
    bureau_id = fields.Many2one(
        "bank.bureau", required=True, default=lambda self: self._default_bureau()
    )
    has_consent = fields.Boolean("The client agreed to this request")
    consent_date = fields.Date(
        "Agreed on", default=lambda self: self.env["bank.business.day"]._today()
    )
    consent_basis = fields.Char(
        "By what", help="Number and place of the paper that he signed."
    )
    file = fields.Binary("Report of the bureau", attachment=False)
    file_name = fields.Char()

    @api.model
    def _default_bureau(self):
        return self.env["bank.bureau"].search([], limit=1)

    def action_add(self):
        """Read the file and keep the report, or say why it is refused."""
        self.ensure_one()
        self.check_access("read")
        if not (
            self.has_consent
            and self.consent_date
            and (self.consent_basis or "").strip()
        ):
            raise UserError(
                self.env._(
                    "Without the client's agreement nothing is asked of a bureau: tick "
                    "it, with its day and the paper."
                )
            )
        if not self.file:
            raise UserError(self.env._("Choose the file of the bureau."))
        try:
            content = base64.b64decode(self.file, validate=True)
        except binascii.Error as error:
            raise UserError(self.env._("The file did not arrive whole.")) from error
        self.env["bank.bureau.report"]._take(
            self.client_id.with_env(self.env),
            self.bureau_id,
            content,
            self.file_name or "report",
            self.consent_date,
            self.consent_basis.strip(),
        )
        return {"type": "ir.actions.act_window_close"}
