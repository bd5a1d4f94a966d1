import base64

from odoo import fields, models
from odoo.exceptions import UserError

from ..engine.decision_sheet import SheetError, read_sheet

MAX_BYTES = 5 * 1024 * 1024


class BankDecisionImport(models.TransientModel):
    """A table from a DMN or Excel file into a draft."""

    _name = "bank.decision.import"
    _description = "Reading a Decision Table from a File"

    version_id = fields.Many2one(
        "bank.decision.version", required=True, ondelete="cascade"
    )
    file = fields.Binary(required=True, attachment=False)
    file_name = fields.Char()

    def action_read(self):
        """Put the file's table in place of the draft's; a wrong one changes nothing."""
        self.ensure_one()
        self.version_id.check_access("write")
        content = base64.b64decode(self.file)
        if len(content) > MAX_BYTES:
            raise UserError(self.env._("The file is larger than 5 MB."))
        if content[:2] == b"PK":
            try:
                xml = read_sheet(content, self.version_id.table_id.name)
            except SheetError as error:
                raise UserError(self.env._(error.template, **error.params)) from error
        else:
            try:
                xml = content.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise UserError(
                    self.env._("This is neither a DMN nor an Excel file.")
                ) from error
        self.version_id.xml = xml
        return self.version_id.get_formview_action()
