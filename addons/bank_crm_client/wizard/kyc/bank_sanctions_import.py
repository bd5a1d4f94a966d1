from odoo import fields, models


class BankSanctionsImport(models.TransientModel):
    """A new version of a sanctions list: of which day; the file goes past this window."""

    _name = "bank.sanctions.import"
    _description = "Load a Sanctions List"

    list_id = fields.Many2one("bank.sanctions.list", required=True, ondelete="cascade")
    date = fields.Date(
        "As of",
        required=True,
        default=lambda self: self.env["bank.business.day"]._today(),
    )
