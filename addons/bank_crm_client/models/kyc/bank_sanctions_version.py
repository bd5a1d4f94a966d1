from odoo import fields, models


class BankSanctionsVersion(models.Model):
    """One file of a sanctions list: when it was loaded, by whom, and what it changed."""

    _name = "bank.sanctions.version"
    _description = "Version of a Sanctions List"
    _without_visibility_rule = "Files of public lists; compliance and audit read them."
    _order = "list_id, date desc, id desc"
    _rec_name = "date"

    list_id = fields.Many2one(
        "bank.sanctions.list", required=True, index=True, ondelete="restrict",
        readonly=True,
    )  # fmt: skip
    date = fields.Date("As of", required=True, readonly=True)
    file_name = fields.Char("File", readonly=True)
    sha256 = fields.Char("Its fingerprint", readonly=True)
    row_count = fields.Integer("Rows", readonly=True)
    added_count = fields.Integer("New", readonly=True)
    changed_count = fields.Integer("Changed", readonly=True)
    ended_count = fields.Integer("Taken off", readonly=True)
    loaded_by_id = fields.Many2one(
        "res.users", "Loaded by", index=True, ondelete="set null", readonly=True
    )
    loaded_at = fields.Datetime("Loaded", readonly=True)

    _file_once = models.Constraint(
        "UNIQUE(list_id, sha256)", "This very file was loaded already."
    )
