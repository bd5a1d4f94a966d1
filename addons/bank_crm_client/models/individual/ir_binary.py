from odoo import models


class IrBinary(models.AbstractModel):
    """The file of a bureau report is read by whoever downloads it: noted, as on the screen."""

    _inherit = "ir.binary"

    def _record_to_stream(self, record, field_name):
        report = self.env["bank.bureau.report"]
        if record._name == report._name:
            report = record
        elif record._name == "ir.attachment" and record.res_model == report._name:
            report = report.browse(record.res_id).exists()
        if report and not self.env.user._is_public():
            # A stream is made of a record in superuser mode.
            report.with_user(self.env.user)._note_look()
        return super()._record_to_stream(record, field_name)
