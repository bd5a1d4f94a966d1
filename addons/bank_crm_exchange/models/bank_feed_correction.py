from odoo import fields, models


class BankFeedCorrection(models.Model):
    """A published row that a later file changed or cancelled: what it was, what it became."""

    _name = "bank.feed.correction"
    _description = "Correction of a Published Row"
    _order = "id desc"
    _log_access = False
    _rec_name = "source_id"

    run_id = fields.Many2one(
        "bank.feed.run",
        "File",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
    )
    operation = fields.Selection(
        [("correct", "Corrected"), ("cancel", "Cancelled")], readonly=True
    )
    line = fields.Integer(readonly=True)
    source = fields.Char("System", readonly=True)
    source_id = fields.Char("Number there", index=True, readonly=True)
    account_id = fields.Many2one("bank.account", index=True, readonly=True)
    booking_date = fields.Date("Booked on", readonly=True)
    old = fields.Json("Before", readonly=True)
    new = fields.Json("After", readonly=True)
    changes = fields.Char(compute="_compute_changes")

    def _compute_changes(self):
        for row in self:
            old, new = row.old or {}, row.new or {}
            row.changes = "; ".join(
                f"{name}: {old.get(name)} → {value}"
                for name, value in new.items()
                if name not in ("run_id", "id") and value != old.get(name)
            )
