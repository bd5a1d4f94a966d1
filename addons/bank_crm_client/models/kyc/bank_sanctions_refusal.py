from odoo import fields, models

READERS = "Files of public lists; compliance and audit read them."


class BankSanctionsRefusal(models.Model):
    """A file of a sanctions list that was refused whole: when, whose, and why."""

    _name = "bank.sanctions.refusal"
    _description = "Refused File of a Sanctions List"
    _without_visibility_rule = READERS
    _order = "id desc"
    _rec_name = "file_name"

    list_id = fields.Many2one(
        "bank.sanctions.list", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    refused_at = fields.Datetime("When", required=True, readonly=True)
    refused_user_id = fields.Many2one(
        "res.users", "Sent by", index=True, ondelete="set null", readonly=True
    )
    file_name = fields.Char("File", readonly=True)
    sha256 = fields.Char("Its fingerprint", readonly=True)
    reason = fields.Text("Why", readonly=True)
    fault_count = fields.Integer("Faults", readonly=True)
    fault_ids = fields.One2many("bank.sanctions.fault", "refusal_id", "Rows refused")
